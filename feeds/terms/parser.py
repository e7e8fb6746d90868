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
from feeds.terms.problem import TermProblem

_KINDS = {
    TokenKind.WORD: LeafKind.WORD,
    TokenKind.NAME: LeafKind.NAME,
    TokenKind.PREFIX: LeafKind.PREFIX,
    TokenKind.REGEX: LeafKind.REGEX,
}
_ALONE = {
    TokenKind.CLOSE: TermProblem.GROUP_CLOSED_TWICE,
    TokenKind.COMMA: TermProblem.COMMA_ALONE,
    TokenKind.NOT: TermProblem.NOT_ALONE,
    TokenKind.NEAR: TermProblem.NEAR_ALONE,
    TokenKind.OR: TermProblem.OR_ALONE,
    TokenKind.AND: TermProblem.AND_ALONE,
    TokenKind.MINUS: TermProblem.MINUS_MISPLACED,
    TokenKind.END: TermProblem.STOPS_EARLY,
}
"""What is wrong where one of these stands in the place of a word."""
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
        raise TermError(limits.characters + 1, TermProblem.TOO_LONG, n=len(source), maximum=limits.characters)
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
            raise TermError(1, TermProblem.EMPTY)
        expression = self._either()
        if self._next().kind is not TokenKind.END:
            raise self._unexpected()
        if not is_bounded(expression):
            raise TermError(1, TermProblem.ONLY_EXCLUDES)
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
        return TermError(token.column, _ALONE.get(token.kind, TermProblem.MISPLACED))

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
                raise TermError(column, TermProblem.ALTERNATIVE_EXCLUDES)
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
            raise TermError(self._next().column, TermProblem.MINUS_TWICE)
        return Not(self._near())

    def _near(self) -> Expression:
        column = self._next().column
        left = self._covered()
        near = self._take(TokenKind.NEAR)
        if not near:
            return left
        distance = int(near.text)
        if not 1 <= distance <= self._limits.distance:
            maximum = self._limits.distance
            raise TermError(near.column, TermProblem.NEAR_DISTANCE, distance=near.text, maximum=maximum)
        right_column = self._next().column
        right = self._covered()
        if self._next().kind is TokenKind.NEAR:
            raise TermError(self._next().column, TermProblem.NEAR_TWICE)
        return Near(_near_side(left, column), _near_side(right, right_column), distance)

    def _covered(self) -> Expression:
        field = self._take(TokenKind.FIELD)
        if field and field.text.lower() in ("lang", "tier"):
            return self._attribute(field)
        if field and field.text.lower() not in _TEXT_FIELDS:
            raise TermError(field.column, TermProblem.FIELD_UNKNOWN, field=field.text)
        part = self._primary()
        if field:
            part = _within(part, cast(MatchField, field.text.lower()), field.column)
        sign = self._take(TokenKind.NOT)
        if not sign:
            return part
        if not isinstance(part, Leaf):
            raise TermError(sign.column, TermProblem.NOT_OF_GROUP)
        return replace(part, covers=self._covers(part))

    def _covers(self, leaf: Leaf) -> tuple[str, ...]:
        covers = list(leaf.covers)
        while True:
            word = self._take(TokenKind.WORD)
            if not word:
                raise TermError(self._next().column, TermProblem.COVER_MISSING)
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
                raise TermError(column, TermProblem.LANGUAGE_UNKNOWN)
            attribute = Attribute("lang", text)
        else:
            if text not in set(Tier):
                raise TermError(column, TermProblem.TIER_UNKNOWN, tier=text, tiers=", ".join(Tier))
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
            raise TermError(opening.column, TermProblem.GROUP_EMPTY)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TermError(opening.column, TermProblem.TOO_DEEP, maximum=_DEEPEST)
        inside = self._either()
        self._depth -= 1
        if self._next().kind is TokenKind.END:
            raise TermError(opening.column, TermProblem.GROUP_OPEN)
        if not self._take(TokenKind.CLOSE):
            raise self._unexpected()
        return inside

    def _count(self, column: int) -> None:
        self._leaves += 1
        if self._leaves > self._limits.leaves:
            raise TermError(column, TermProblem.TOO_MANY, maximum=self._limits.leaves)


def _near_side(part: Expression, column: int) -> tuple[Leaf, ...]:
    parts = part.parts if isinstance(part, Or) else (part,)
    leaves = tuple(leaf for leaf in parts if isinstance(leaf, Leaf))
    if len(leaves) != len(parts):
        raise TermError(column, TermProblem.NEAR_SIDES)
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
            raise TermError(column, TermProblem.FIELD_IN_FIELD, field=field)
