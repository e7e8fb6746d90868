"""From the source of a watch term to its tree.

    expression = all { "OR" all }                 OR binds weaker than side by side
    all        = item { [ "AND" ] item }
    item       = [ "-" ] near
    near       = covered [ "~" NUMBER covered ]
    covered    = [ FIELD ":" ] primary [ "not" word { "," word } ]
    primary    = word | "phrase" | "=" name | word "*" | "/" regex "/" | "(" expression ")"

`docs/watch-terms.md` explains it to admins.
"""

from dataclasses import dataclass, replace
from typing import cast

from feeds.feed import Tier
from feeds.terms.error import TermError
from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or, is_bounded
from feeds.terms.leafcheck import check_cover, check_leaf
from feeds.terms.lexer import Token, TokenKind, tokens
from feeds.terms.match import MatchField

_KINDS = {
    TokenKind.WORD: LeafKind.WORD,
    TokenKind.NAME: LeafKind.NAME,
    TokenKind.PREFIX: LeafKind.PREFIX,
    TokenKind.REGEX: LeafKind.REGEX,
}
_TEXT_FIELDS = ("title", "summary", "source")
_LANGUAGE_CODE = 2
_DEEPEST = 20
"""Brackets within brackets: more is a slip, and each level costs the parser's stack."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an expression may be. The defaults are for what admins write; a desk may ask for more."""

    characters: int = 500
    leaves: int = 50
    distance: int = 100


_ADMINS = Limits()


def parse(source: str, limits: Limits = _ADMINS) -> Expression:
    """Return what a watch term says.

    Raises:
        TermError: with the column and a hint, where the source is wrong, too large, or would match everything.
    """
    if len(source) > limits.characters:
        raise TermError(
            limits.characters + 1, f"The term has {len(source)} characters, at most {limits.characters} are taken",
            "split it into several terms of the topic: an entry needs to match only one",
        )  # fmt: skip
    return _Parser(tokens(source), limits).whole()


class _Parser:
    def __init__(self, found: list[Token], limits: Limits) -> None:
        self._tokens = found
        self._limits = limits
        self._at = 0
        self._leaves = 0
        self._depth = 0

    def whole(self) -> Expression:
        if self._next().kind is TokenKind.END:
            raise TermError(1, "The term is empty", 'write a word, "a phrase" or 비자')
        expression = self._either()
        if self._next().kind is not TokenKind.END:
            raise self._unexpected()
        if not is_bounded(expression):
            raise TermError(
                1, "The term only says what must not be there, so it would match nearly everything",
                "add what must be there: visa -card",
            )  # fmt: skip
        return expression

    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, kind: TokenKind) -> Token | None:
        token = self._next()
        if token.kind is not kind:
            return None
        self._at += 1
        return token

    def _unexpected(self) -> TermError:
        token = self._next()
        message, hint = {
            TokenKind.CLOSE: ("A ) closes nothing", "take it out, or put ( where the group begins"),
            TokenKind.COMMA: ("A comma stands alone", "commas go between covering words only: 비자 not 소비자, 비자금"),
            TokenKind.NOT: (
                "“not” has nothing before it",
                'write 비자 not 소비자; to leave entries out write -소비자; "not" in quotes for the word',
            ),
            TokenKind.NEAR: ("~ has nothing before it", 'write "B-1"~5 equipment'),
            TokenKind.OR: ("OR has nothing on one side", 'write visa OR 비자; "OR" in quotes for the word'),
            TokenKind.AND: ("AND has nothing on one side", 'write visa korea; "AND" in quotes for the word'),
            TokenKind.MINUS: ("A - does not go here", "put it before a word, a phrase or a group"),
            TokenKind.END: ("The term stops too early", "a word or a phrase must follow"),
        }.get(token.kind, ("Something does not go here", "put a space between two words"))  # fmt: skip
        return TermError(token.column, message, hint)

    def _either(self) -> Expression:
        column = self._next().column
        parts = [(column, self._all())]
        while self._take(TokenKind.OR):
            column = self._next().column
            parts.append((column, self._all()))
        if len(parts) == 1:
            return parts[0][1]
        for column, part in parts:
            if not is_bounded(part):
                raise TermError(
                    column, "This alternative only says what must not be there, so it would match nearly everything",
                    "put what must be there beside it: visa OR (비자 -카드)",
                )  # fmt: skip
        flat: list[Expression] = []
        for _, part in parts:
            flat += part.parts if isinstance(part, Or) else (part,)
        return Or(tuple(flat))

    def _all(self) -> Expression:
        parts: list[Expression] = []
        while True:
            part = self._item()
            parts += part.parts if isinstance(part, And) else (part,)
            if not self._take(TokenKind.AND) and self._next().kind in (
                TokenKind.END, TokenKind.CLOSE, TokenKind.OR, TokenKind.COMMA, TokenKind.NOT, TokenKind.NEAR,
            ):  # fmt: skip
                break
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _item(self) -> Expression:
        minus = self._take(TokenKind.MINUS)
        if not minus:
            return self._near()
        if self._next().kind is TokenKind.MINUS:
            raise TermError(self._next().column, "Two - in a row", "one leaves out; two say nothing")
        return Not(self._near())

    def _near(self) -> Expression:
        column = self._next().column
        left = self._covered()
        near = self._take(TokenKind.NEAR)
        if not near:
            return left
        distance = int(near.text)
        if not 1 <= distance <= self._limits.distance:
            raise TermError(
                near.column, f"A distance of {near.text} words", f"write 1 (the next word) to {self._limits.distance}"
            )
        right_column = self._next().column
        right = self._covered()
        if self._next().kind is TokenKind.NEAR:
            raise TermError(self._next().column, "Only two things can be near each other", "write (a~5 b) (b~5 c)")
        return Near(_near_side(left, column), _near_side(right, right_column), distance)

    def _covered(self) -> Expression:
        field = self._take(TokenKind.FIELD)
        if field and field.text.lower() in ("lang", "tier"):
            return self._attribute(field)
        if field and field.text.lower() not in _TEXT_FIELDS:
            raise TermError(
                field.column, f"There is no field “{field.text}”",
                f"the fields are title, summary, source, lang and tier; put {field.text}:… in quotes to search for it",
            )  # fmt: skip
        part = self._primary()
        if field:
            part = _within(part, cast(MatchField, field.text.lower()), field.column)
        sign = self._take(TokenKind.NOT)
        if not sign:
            return part
        if not isinstance(part, Leaf):
            raise TermError(
                sign.column, "“not” covers a single word or phrase", "write it after the word it belongs to"
            )
        return replace(part, covers=self._covers(part))

    def _covers(self, leaf: Leaf) -> tuple[str, ...]:
        covers = list(leaf.covers)
        while True:
            word = self._take(TokenKind.WORD)
            if not word:
                raise TermError(
                    self._next().column, "A covering word is missing",
                    "after not come words or phrases that contain the term: 비자 not 소비자, 비자금",
                )  # fmt: skip
            text = " ".join(word.text.split())
            check_cover(leaf, text, word.column)
            if text not in covers:
                covers.append(text)
            if not self._take(TokenKind.COMMA):
                return tuple(covers)

    def _attribute(self, field: Token) -> Attribute:
        value = self._take(TokenKind.WORD)
        name = field.text.lower()
        text = value.text.lower() if value else ""
        column = value.column if value else self._next().column
        if name == "lang":
            if len(text) != _LANGUAGE_CODE or not (text.isascii() and text.isalpha()):
                raise TermError(column, "lang: takes a code of two letters", "write lang:ko or lang:en")
            attribute = Attribute("lang", text)
        else:
            if text not in set(Tier):
                raise TermError(column, f"There is no tier “{text}”", "the tiers are " + ", ".join(Tier))
            attribute = Attribute("tier", text)
        self._count(column)
        return attribute

    def _primary(self) -> Expression:
        if opening := self._take(TokenKind.OPEN):
            return self._group(opening)
        token = self._next()
        kind = _KINDS.get(token.kind)
        if kind is None:
            raise self._unexpected()
        self._at += 1
        self._count(token.column)
        text = token.text if kind is LeafKind.REGEX else " ".join(token.text.split())
        leaf = Leaf(kind, text)
        check_leaf(leaf, token.column)
        return leaf

    def _group(self, opening: Token) -> Expression:
        if self._next().kind is TokenKind.CLOSE:
            raise TermError(opening.column, "The brackets are empty", "put a word between ( and ), or take them out")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TermError(opening.column, f"More than {_DEEPEST} brackets within brackets", "write it flatter")
        inside = self._either()
        self._depth -= 1
        if self._next().kind is TokenKind.END:
            raise TermError(opening.column, "A ( is not closed", "add ) where the group ends")
        if not self._take(TokenKind.CLOSE):
            raise self._unexpected()
        return inside

    def _count(self, column: int) -> None:
        self._leaves += 1
        if self._leaves > self._limits.leaves:
            raise TermError(
                column, f"More than {self._limits.leaves} words and phrases",
                "split it into several terms of the topic: an entry needs to match only one",
            )  # fmt: skip


def _near_side(part: Expression, column: int) -> tuple[Leaf, ...]:
    parts = part.parts if isinstance(part, Or) else (part,)
    leaves = tuple(leaf for leaf in parts if isinstance(leaf, Leaf))
    if len(leaves) != len(parts):
        raise TermError(
            column, "~ stands between words, phrases, or alternatives of them",
            "write (B-1 OR ESTA)~5 (install OR repair)",
        )  # fmt: skip
    return leaves


def _within(part: Expression, field: MatchField, column: int) -> Expression:
    """Return the part with a field for each leaf that has none of its own."""
    match part:
        case Leaf() if part.field is None:
            return replace(part, field=field)
        case Not(inner):
            return Not(_within(inner, field, column))
        case And(parts):
            return And(tuple(_within(each, field, column) for each in parts))
        case Or(parts):
            return Or(tuple(_within(each, field, column) for each in parts))
        case Near(left, right, distance) if all(leaf.field is None for leaf in left + right):
            left, right = (tuple(replace(leaf, field=field) for leaf in side) for side in (left, right))
            return Near(left, right, distance)
        case _:
            raise TermError(column, "A field within a field", f"write {field}: before the words it is for")
