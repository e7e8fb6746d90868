"""A matcher without any cleverness, to compare the real one with: it looks at each place of each field for each leaf.

It shares with the real one only the normal form of a text and the singular of a word.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or
from feeds.terms.printer import canonical, print_leaf
from feeds.text.korean import TAIL
from feeds.text.normalise import normalise
from feeds.text.plural import singular

Place = tuple[str, int, int, str]
"""Field, start and end in the normal form of that field, and the leaf as printed."""


@dataclass(frozen=True)
class Fields:
    title: str
    summary: str
    source: str
    lang: str
    tier: str

    def normal(self, field: str) -> str:
        return normalise(getattr(self, field)).text


@dataclass
class Folded:
    """A text in which each character knows where it came from."""

    characters: list[str]
    starts: list[int]
    ends: list[int]
    spaced: list[bool]
    """Whether a space was left out before the character."""


def hangul(character: str) -> bool:
    return bool(re.fullmatch("[가-힣]", character))


def latin(character: str) -> bool:
    return character.isalnum() and not re.fullmatch("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff]", character)


def fold(normal: str) -> Folded:
    out = Folded([], [], [], [])
    at = 0
    spaced = False
    while at < len(normal):
        word = re.compile("[a-z0-9]+").match(normal, at)
        character = normal[at]
        if character == " " and (hangul(normal[at - 1 : at]) or hangul(normal[at + 1 : at + 2])):
            spaced = True
            at += 1
            continue
        if word:
            whole = word[0]
            end = word.end()
            if re.compile("'s(?![a-z0-9])").match(normal, end):
                one, end = whole, end + 2
            elif whole.endswith("s") and len(whole) > 1:
                one = singular(whole)
                end += normal[end : end + 1] == "'" and not re.compile("'[a-z0-9]").match(normal, end)
            else:
                one = whole
            for i, letter in enumerate(one):
                out.characters.append(letter)
                out.starts.append(at + i)
                out.ends.append(end if i == len(one) - 1 else at + i + 1)
                out.spaced.append(spaced)
                spaced = False
            at = end
            continue
        out.characters.append(character)
        out.starts.append(at)
        out.ends.append(at + 1)
        out.spaced.append(spaced)
        spaced = False
        at += 1
    text = "".join(out.characters)
    for i in range(2, len(text) - 2):
        before, after = text[i - 2 : i], text[i + 1 : i + 3]
        if text[i] == "-" and re.fullmatch("[a-z0-9]{2}", before) and re.fullmatch("[a-z]{2}", after):
            out.characters[i] = " "
    return out


def word_places(leaf: Leaf, normal: str) -> list[tuple[int, int]]:
    name, prefix = leaf.kind is LeafKind.NAME, leaf.kind is LeafKind.PREFIX
    wanted = fold(normalise(leaf.text).text.strip())
    text = fold(normal)
    size = len(wanted.characters)
    found = []
    for i in range(len(text.characters) - size + 1):
        j = i + size
        if text.characters[i:j] != wanted.characters:
            continue
        start, end = text.starts[i], text.ends[j - 1]
        if latin(wanted.characters[0]) and i > 0 and latin(text.characters[i - 1]):
            continue
        if latin(wanted.characters[-1]) and j < len(text.characters) and latin(text.characters[j]):
            continue
        begins = not normal[start - 1 : start].isalnum() if start else True
        tail = TAIL.match(normal, end) is not None
        if (name or prefix) and not begins:
            continue
        if name and hangul(wanted.characters[-1]) and not tail:
            continue
        gaps = [k for k in range(i + 1, j) if text.spaced[k]]
        edges = [i, *gaps, j]
        pieces = ["".join(text.characters[a:b]) for a, b in pairwise(edges)]
        lone = [len(piece) == 1 and hangul(piece) for piece in pieces]
        wrong = any((lone[n] or lone[n + 1]) and not wanted.spaced[k - i] for n, k in enumerate(gaps))
        if gaps and (wrong or (lone[0] and not begins) or (lone[-1] and not tail)):
            continue
        found.append((start, end))
    return found


def exact_places(leaf: Leaf, fields: Fields, field: str) -> list[tuple[int, int]]:
    wanted = normalise(leaf.text).text.strip()
    cased = normalise(leaf.text, keep_case=True).text.strip()
    normal = normalise(getattr(fields, field))
    found = []
    for start in range(len(normal.text)):
        end = start + len(wanted)
        if normal.text[start:end] != wanted:
            continue
        before, after = normal.text[start - 1 : start] if start else "", normal.text[end : end + 1]
        if latin(wanted[0]) and before and latin(before):
            continue
        if hangul(wanted[0]) and before.isalnum():
            continue
        if leaf.kind is LeafKind.NAME:
            if latin(wanted[-1]) and after and latin(after):
                continue
            first, last = normal.original(start, end)
            if cased != wanted and normalise(getattr(fields, field)[first:last], keep_case=True).text != cased:
                continue
        found.append((start, end))
    return found


def places(leaf: Leaf, fields: Fields) -> list[Place]:
    found: list[Place] = []
    for field in (leaf.field,) if leaf.field else ("title", "summary"):
        normal = fields.normal(field)
        if leaf.kind is LeafKind.REGEX:
            spans = [m.span() for m in re.finditer(leaf.text, normal, re.IGNORECASE)]
        else:
            text = normalise(leaf.text).text.strip()
            is_exact = leaf.kind is LeafKind.NAME and not any(map(hangul, text))
            is_exact = is_exact or (leaf.kind is LeafKind.PREFIX and not hangul(text[-1]))
            spans = exact_places(leaf, fields, field) if is_exact else word_places(leaf, normal)
        for cover in leaf.covers:
            around = word_places(Leaf(LeafKind.WORD, cover), normal)
            spans = [(a, b) for a, b in spans if not any(c <= a and b <= d for c, d in around)]
        found += [(field, a, b, print_leaf(leaf)) for a, b in spans]
    return found


def words_before(normal: str, position: int) -> int:
    """The number of the word at a position: words hold a letter or digit and stand between spaces."""
    return sum(
        1 for m in re.finditer(r"\S+", normal) if (w := re.search(r"\w", m[0])) and m.start() + w.start() <= position
    )


def evaluate(expression: Expression, fields: Fields) -> list[Place] | None:
    match expression:
        case Leaf():
            return places(expression, fields) or None
        case Attribute(name, value):
            return [] if getattr(fields, name) == value else None
        case Near(left, right, distance):
            lefts = [place for leaf in left for place in places(leaf, fields)]
            rights = [place for leaf in right for place in places(leaf, fields)]
            near = [
                (a, b) for a in lefts for b in rights if a[0] == b[0] and 0 < apart(a, b, fields) + 1 <= distance + 1
            ]
            return [place for pair in near for place in pair] or None
        case Not(part):
            return [] if evaluate(part, fields) is None else None
        case And(parts):
            found = [evaluate(part, fields) for part in parts]
            return None if None in found else [place for each in found for place in each or ()]
        case Or(parts):
            some = [each for part in parts if (each := evaluate(part, fields)) is not None]
            return [place for each in some for place in each] if some else None


def apart(a: Place, b: Place, fields: Fields) -> int:
    """Words from one hit to the other, or a great number where they overlap."""
    first, second = sorted((a, b), key=lambda place: (place[1], place[2]))
    if first[2] > second[1]:
        return 1 << 30
    normal = fields.normal(a[0])
    return words_before(normal, second[1]) - words_before(normal, first[2] - 1)


def evidence(expression: Expression, fields: Fields) -> set[Place] | None:
    """What the matcher should say, with spans of the fields as printed; None: nothing."""
    found = evaluate(expression, fields)
    if found is None:
        return None
    if not found:
        return {("title", 0, 0, canonical(expression))}
    return {(f, *normalise(getattr(fields, f)).original(a, b), term) for f, a, b, term in found}
