"""The plain strings of which a match of a regular expression must contain one: what it is scanned for.

Only the commonest syntax is understood; anything else is read as "may be anything", which is slower, never wrong.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\Q.*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|.)|\\x(?:\{[^}]*\}|..)|\\[0-7]{1,3}|\\."  # escapes
    r"|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]"  # classes
    r"|\(\?P?<\w+>|\(\?[\w-]*:?|\(|\)|\||[*+?]\??|\{[0-9]+(?:,[0-9]*)?\}\??|.",
    re.DOTALL,
)
_SHORTEST = 2
_MOST = 20
_LITERAL = re.compile(r"[a-z0-9가-힣]")


@dataclass(frozen=True, slots=True)
class _Found:
    """The best strings so far: each match contains one of them."""

    strings: tuple[str, ...]

    @property
    def worth(self) -> int:
        """How rare they are: the shortest counts, a syllable as two letters."""
        return min(len(each) + sum("가" <= c <= "힣" for c in each) for each in self.strings)


def required_literals(source: str) -> tuple[str, ...] | None:
    """Return strings of which each match of the expression contains at least one, in normal form, or None."""
    tokens = _TOKEN.findall(source)
    if any(token.startswith((r"\Q", "(?")) and token != "(?:" for token in tokens):  # noqa: S105 - not a secret
        return None
    reader = _Reader(tokens)
    found = reader.alternatives()
    return found.strings if found and reader.done else None


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._tokens)

    def alternatives(self) -> _Found | None:
        """Read up to the closing bracket; all branches must have strings."""
        branches = [self._branch()]
        while not self.done and self._tokens[self._at] == "|":
            self._at += 1
            branches.append(self._branch())
        strings: list[str] = []
        for branch in branches:
            if branch is None:
                return None
            strings += branch.strings
        return _Found(tuple(dict.fromkeys(strings))) if len(strings) <= _MOST else None

    def _branch(self) -> _Found | None:
        best: _Found | None = None
        run = ""

        def better(found: _Found | None) -> _Found | None:
            if found is None or (best is not None and best.worth >= found.worth):
                return best
            return found

        while not self.done and self._tokens[self._at] not in ("|", ")"):
            token = self._tokens[self._at]
            self._at += 1
            if token in ("(", "(?:"):
                inside = self.alternatives()
                self._at += 1  # the closing bracket
                best = better(_long_enough(run))
                run = ""
                if not self._optional():
                    best = better(inside)
                continue
            character = _plain(token)
            if character is None:
                self._optional()
                best = better(_long_enough(run))
                run = ""
            elif self._repeated():
                optional = self._optional()
                best = better(_long_enough(run if optional else run + character))
                run = ""
            else:
                run += character
        return better(_long_enough(run))

    def _repeated(self) -> bool:
        return not self.done and self._tokens[self._at][0] in "*+?{" and self._tokens[self._at] != "{"

    def _optional(self) -> bool:
        """Step over the repetitions that follow; tell whether they allow none at all."""
        optional = False
        while self._repeated():
            optional = optional or self._tokens[self._at][0] in "*?" or self._tokens[self._at].startswith("{0")
            self._at += 1
        return optional


def _plain(token: str) -> str | None:
    """Return the character a token stands for in normal form, where it is a letter, a digit or a syllable.

    Others are left out, since normalising may change what stands beside them.
    """
    lower = token.lower()
    return lower if len(token) == 1 and _LITERAL.fullmatch(lower) else None


def _long_enough(run: str) -> _Found | None:
    return _Found((run,)) if len(run) >= _SHORTEST or any("가" <= c <= "힣" for c in run) else None
