"""A watch term cut into tokens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from feeds.terms.error import TermError
from feeds.terms.problem import TermProblem

_QUOTES = '"\u201c\u201d\u201e\uff02'
"""Phones type curly quotes and long dashes by themselves."""
_MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
_STARS = "*\uff0a"
_OPEN, _CLOSE, _COMMA = "(\uff08", ")\uff09", ",\uff0c\u3001"

_WORD = re.compile(rf"(?:[^\s{_QUOTES}{_STARS}{_COMMA}{_OPEN}{_CLOSE}~]|(?<=[0-9]),(?=[0-9]))+")
_FIELD = re.compile(r"([^\W\d_]+)[:\uff1a]")
_NUMBER = re.compile(r"~([0-9]*)")
_SLIPS = {"or": TermProblem.OR_SMALL, "and": TermProblem.AND_WRITTEN, "not": TermProblem.NOT_CAPITAL}
"""Operators in the wrong case: more likely meant as such than as words."""
_ENDS = frozenset(_OPEN + _CLOSE + _COMMA + "~")


class TokenKind(StrEnum):
    """Kinds of tokens."""

    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    MINUS = "-"
    OR = "OR"
    AND = "AND"
    NOT = "not"
    FIELD = "field"
    NEAR = "~"
    WORD = "word"
    NAME = "name"
    PREFIX = "prefix"
    REGEX = "regex"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is its content without quotes and signs, `column` counts from 1."""

    kind: TokenKind
    text: str
    column: int


def tokens(source: str) -> list[Token]:
    """Return the tokens of a watch term, END last.

    Raises:
        TermError: for what cannot be cut, with its column.
    """
    return [*_Lexer(source).run(), Token(TokenKind.END, "", len(source.rstrip()) + 1)]


class _Lexer:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def run(self) -> Iterator[Token]:
        while self._at < len(self._source):
            character = self._source[self._at]
            if character.isspace():
                self._at += 1
            else:
                yield self._token(character)

    def _token(self, character: str) -> Token:
        start = self._at
        for kind, signs in ((TokenKind.OPEN, _OPEN), (TokenKind.CLOSE, _CLOSE), (TokenKind.COMMA, _COMMA)):
            if character in signs:
                self._at += 1
                return Token(kind, character, start + 1)
        special: dict[str, Callable[[], Token]] = {"~": self._near, "/": self._regex, "=": self._name}
        if character in special:
            return special[character]()
        if character in _MINUS:
            return self._minus()
        if character in _STARS:
            raise TermError(start + 1, TermProblem.STAR_ALONE)
        return self._word()

    def _near(self) -> Token:
        found = _NUMBER.match(self._source, self._at)
        digits = found[1] if found else ""
        if not digits:
            raise TermError(self._at + 1, TermProblem.NEAR_NUMBER)
        token = Token(TokenKind.NEAR, digits, self._at + 1)
        self._at += 1 + len(digits)
        return token

    def _minus(self) -> Token:
        at = self._at
        following = self._source[at + 1 : at + 2]
        if not following or following.isspace() or following in _CLOSE + _COMMA:
            raise TermError(at + 1, TermProblem.MINUS_ALONE)
        self._at += 1
        return Token(TokenKind.MINUS, "-", at + 1)

    def _name(self) -> Token:
        start = self._at
        self._at += 1
        following = self._source[self._at : self._at + 1]
        if following and following in _QUOTES:
            text = self._quoted()
        elif word := _WORD.match(self._source, self._at):
            text = word[0]
            self._at = word.end()
        else:
            raise TermError(start + 1, TermProblem.NAME_MISSING)
        self._refuse_star()
        return Token(TokenKind.NAME, text, start + 1)

    def _regex(self) -> Token:
        start = self._at
        at = start + 1
        while at < len(self._source) and self._source[at] != "/":
            at += 2 if self._source[at] == "\\" else 1
        if at >= len(self._source):
            raise TermError(start + 1, TermProblem.REGEX_OPEN)
        self._at = at + 1
        following = self._source[self._at : self._at + 1]
        if following and not following.isspace() and following not in _ENDS:
            raise TermError(self._at + 1, TermProblem.REGEX_STICKS)
        return Token(TokenKind.REGEX, self._source[start + 1 : at].replace("\\/", "/"), start + 1)

    def _quoted(self) -> str:
        """Read a phrase from its opening quote; a backslash lets a quote or a backslash stand for itself."""
        start = self._at
        at = start + 1
        content: list[str] = []
        while at < len(self._source) and self._source[at] not in _QUOTES:
            if self._source[at] == "\\" and self._source[at + 1 : at + 2] in (*_QUOTES, "\\"):
                at += 1
            content.append(self._source[at])
            at += 1
        if at >= len(self._source):
            raise TermError(start + 1, TermProblem.QUOTE_OPEN)
        self._at = at + 1
        return "".join(content)

    def _word(self) -> Token:
        start = self._at
        if self._source[start] in _QUOTES:
            text = self._quoted()
            kind = TokenKind.WORD
            quoted = True
        else:
            field = _FIELD.match(self._source, start)
            if field:
                self._at = field.end()
                return Token(TokenKind.FIELD, field[1], start + 1)
            word = _WORD.match(self._source, start)
            text = word[0] if word else self._source[start]
            self._at = start + len(text)
            kind = _keyword(text, start + 1)
            quoted = False
        if kind is TokenKind.WORD and self._source[self._at : self._at + 1] in tuple(_STARS):
            self._at += 1
            kind = TokenKind.PREFIX
            self._refuse_more()
        elif quoted:
            self._refuse_more()
        return Token(kind, text, start + 1)

    def _refuse_star(self) -> None:
        if self._source[self._at : self._at + 1] in tuple(_STARS):
            raise TermError(self._at + 1, TermProblem.STAR_ON_NAME)

    def _refuse_more(self) -> None:
        """After a closing quote or a star comes a space or a sign: a"b"c is more likely a slip than a wish."""
        following = self._source[self._at : self._at + 1]
        if following and not following.isspace() and following not in _ENDS:
            raise TermError(self._at + 1, TermProblem.STICKS)


def _keyword(word: str, column: int) -> TokenKind:
    if word in ("OR", "AND", "not"):
        return TokenKind(word)
    slip = _SLIPS.get(word.lower())
    if slip:
        raise TermError(column, slip, word=word)
    return TokenKind.WORD
