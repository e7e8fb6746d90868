"""Regular expressions in linear time (google-re2), and the plain strings that a match of one must contain."""

from itertools import islice

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

_LARGEST = 2_000
"""Instructions of the compiled program: time is text times program, and `(a{99}){99}` would be ten thousand."""
_MOST = 100
"""Matches in one text: one is found in linear time, but each of `a+b|a` in aaa… looks at all that follows."""
_MEMORY = 1 << 20
"""Bytes for one expression's automata, an eighth of the library's default."""

_QUOTES_AND_DASHES = str.maketrans(
    dict.fromkeys("\u2018\u2019", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", r"\-")
)
_SAMPLES = ("", "a", "a1 b-2", "가나 다라", "'\"(.)")


class RegexError(ValueError):
    """A regular expression that cannot be used. Its text says why, its `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Regex:
    """A compiled regular expression over normalised text.

    Raises:
        RegexError: when re2 does not take it, it is too large, or it matches the empty string.
    """

    def __init__(self, source: str) -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        options.max_mem = _MEMORY
        options.never_capture = True
        try:
            self._compiled = re2.compile(source.translate(_QUOTES_AND_DASHES), options)
        except (re2.error, UnicodeEncodeError) as error:
            reason = error.args[0] if error.args else ""
            reason = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
            message = f"The regular expression does not work: {reason}"
            raise RegexError(message, "see the syntax of re2; look-around and back-references are not taken") from error
        if self._compiled.programsize > _LARGEST:
            message = "The regular expression is too large"
            raise RegexError(message, "use smaller repeat counts")
        if any(match.start() == match.end() for sample in _SAMPLES for match in self._compiled.finditer(sample)):
            message = "The regular expression also matches nothing at all"
            raise RegexError(message, "so it would match everything: use + instead of *, or leave out ?")

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the first hundred matches that are not empty, without overlap."""
        matches = islice(self._compiled.finditer(text), _MOST)
        return [match.span() for match in matches if match.start() < match.end()]
