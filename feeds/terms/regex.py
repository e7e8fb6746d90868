"""Regular expressions in linear time (google-re2), and the plain strings that a match of one must contain."""

from itertools import islice

import re2

from feeds.terms.problem import TermProblem

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


_WRONG = {
    "missing )": TermProblem.REGEX_BRACKET,
    "unexpected )": TermProblem.REGEX_BRACKET,
    "missing ]": TermProblem.REGEX_BRACKET,
    "no argument for repetition operator": TermProblem.REGEX_REPEAT,
    "bad repetition operator": TermProblem.REGEX_REPEAT,
    "invalid repetition size": TermProblem.REGEX_REPEAT,
    "invalid character class": TermProblem.REGEX_CLASS,
    "invalid character class range": TermProblem.REGEX_CLASS,
    "invalid escape sequence": TermProblem.REGEX_ESCAPE,
    "trailing \\": TermProblem.REGEX_ESCAPE,
    "invalid perl operator": TermProblem.REGEX_OPERATOR,
    "invalid named capture group": TermProblem.REGEX_OPERATOR,
    "pattern too large": TermProblem.REGEX_LARGE,
}
"""What re2 says before a colon and the place (its regexp.cc, `kErrorStrings`)."""


class RegexError(ValueError):
    """A regular expression that cannot be used: which problem it is, and the place that shows it."""

    def __init__(self, code: TermProblem, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


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
            raise _explained(error, source) from error
        if self._compiled.programsize > _LARGEST:
            raise RegexError(TermProblem.REGEX_LARGE)
        if any(match.start() == match.end() for sample in _SAMPLES for match in self._compiled.finditer(sample)):
            raise RegexError(TermProblem.REGEX_MATCHES_NOTHING)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the first hundred matches that are not empty, without overlap."""
        matches = islice(self._compiled.finditer(text), _MOST)
        return [match.span() for match in matches if match.start() < match.end()]


def _explained(error: Exception, source: str) -> RegexError:
    """Return what re2 complained of. The text of `source` stands for a place that it does not name."""
    said = error.args[0] if isinstance(error, re2.error) and error.args else ""
    said = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    kind, _, place = said.partition(": ")
    code = _WRONG.get(kind)
    if code is None:
        return RegexError(TermProblem.REGEX_OTHER, near=said or source)
    return RegexError(code, near=place or source)
