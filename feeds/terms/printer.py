"""A tree printed in the one canonical way: parsing the print gives the tree again."""

import re

from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or

_BARE = re.compile(r"[^\W_](?:[\w.'’&·%+#@$\-/]|(?<=[0-9]),(?=[0-9]))*")
"""Words that need no quotes; anything unusual gets them."""
_KEYWORDS = frozenset({"or", "and", "not"})


def canonical(expression: Expression) -> str:
    """Return the expression as an admin would write it.

    Single spaces, quotes only where needed, brackets around what stands side by side within an OR.
    """
    match expression:
        case Or(parts):
            return " OR ".join(f"({canonical(part)})" if isinstance(part, And) else canonical(part) for part in parts)
        case And(parts):
            return " ".join(f"({canonical(part)})" if isinstance(part, Or) else canonical(part) for part in parts)
        case Not(part):
            return f"-({canonical(part)})" if isinstance(part, And | Or | Not) else f"-{canonical(part)}"
        case Near(left, right, distance):
            return f"{_side(left)}~{distance} {_side(right)}"
        case Attribute(name, value):
            return f"{name}:{value}"
        case Leaf():
            covers = ", ".join(map(_word, expression.covers))
            return f"{print_leaf(expression)} not {covers}" if covers else print_leaf(expression)


def print_leaf(leaf: Leaf) -> str:
    """Return the leaf without its covering words."""
    field = f"{leaf.field}:" if leaf.field else ""
    match leaf.kind:
        case LeafKind.WORD:
            return field + _word(leaf.text)
        case LeafKind.NAME:
            return f"{field}={_word(leaf.text)}"
        case LeafKind.PREFIX:
            return f"{field}{_word(leaf.text)}*"
        case LeafKind.REGEX:
            return f"{field}/{leaf.text.replace('/', chr(92) + '/')}/"


def _side(leaves: tuple[Leaf, ...]) -> str:
    inside = " OR ".join(map(canonical, leaves))
    return inside if len(leaves) == 1 else f"({inside})"


def _word(text: str) -> str:
    if _BARE.fullmatch(text) and text.lower() not in _KEYWORDS:
        return text
    return '"' + re.sub(r'([\\"“”„＂])', r"\\\1", text) + '"'
