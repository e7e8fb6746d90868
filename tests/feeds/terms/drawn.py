"""Random terms and texts in both scripts, made of pieces that get in each other's way."""

from hypothesis import strategies as st

from feeds.feed import Tier
from feeds.terms.entry_text import EntryText
from feeds.terms.expression import And, Attribute, Expression, Leaf, LeafKind, Near, Not, Or
from feeds.terms.match import MatchField
from tests.feeds.terms.naive import Fields

_WORDS = """
visa visas visa's VISA Visa advisa korea Korea's B-1 B‑1 b-1b E-4 e-40 ESTA LGES LGE company companies workers’
visa-waiver waiver us US news 비자 소비자 비자금 비자를 취업비자 워킹그룹 비자워킹그룹 조현 조현은 조현범 조현장관
장관 한·미 한미 한 미 미국 대한 美 韓美 對美 中 협의 준비 자료 KIT데스크 15,000
"""
WORDS = tuple(_WORDS.split())
GLUE = (" ", " ", " ", "", "-", " · ", "\u200b", "’", "'s", ", ", "s", "&amp;", "를", "\u00a0 ", "…")
COVERS = {
    "비자": ("소비자", "비자금", "비자 협의", "취업비자"),
    "visa": ("visa waiver", "visa korea"),
    "미": ("한미", "미국"),
}
PATTERNS = ("visas?", "b-?1", "비자.{1,4}그룹", "(korea|미국) visa", "[a-z]+-4", "조현(범)?", "s [a-z]")

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)), max_size=9).map(
    lambda parts: "".join(word + glue for word, glue in parts)
)
fields = st.builds(
    Fields,
    title=texts,
    summary=texts,
    source=st.sampled_from(("", "yonhap", "visa news 비자")),
    lang=st.sampled_from(("en", "ko")),
    tier=st.sampled_from(("wire", "official")),
)

_phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
_FIELDS: tuple[MatchField | None, ...] = (None, None, None, "title", "summary", "source")
_field = st.sampled_from(_FIELDS)


@st.composite
def leaves(draw: st.DrawFn) -> Leaf:
    kind = draw(st.sampled_from((*LeafKind, LeafKind.WORD, LeafKind.WORD)))
    if kind is LeafKind.REGEX:
        return Leaf(kind, draw(st.sampled_from(PATTERNS)), draw(_field))
    if kind is LeafKind.WORD and draw(st.booleans()):
        word = draw(st.sampled_from(sorted(COVERS)))
        covers = draw(st.lists(st.sampled_from(COVERS[word]), unique=True, max_size=3))
        return Leaf(kind, word, draw(_field), tuple(covers))
    return Leaf(kind, draw(_phrases if kind is LeafKind.WORD else st.sampled_from(WORDS)), draw(_field))


_sides = st.lists(leaves(), min_size=1, max_size=2).map(tuple)
_simple = st.one_of(
    leaves(),
    leaves(),
    st.builds(Near, _sides, _sides, st.integers(1, 4)),
    st.builds(Attribute, st.just("lang"), st.sampled_from(("en", "ko"))),
    st.builds(Attribute, st.just("tier"), st.sampled_from((Tier.WIRE.value, Tier.OFFICIAL.value))),
)


def _and(parts: list[Expression]) -> Expression:
    return And(tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))))


def _or(parts: list[Expression]) -> Expression:
    return Or(tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))))


expressions: st.SearchStrategy[Expression] = st.recursive(
    _simple,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(_and),
        st.lists(inner, min_size=2, max_size=3).map(_or),
        st.tuples(inner, inner).map(lambda pair: _and([pair[0], Not(pair[1])])),
    ),
    max_leaves=6,
)
"""Only such as need something to be there, or that a part of an And leaves out."""


def entry_text(drawn: Fields) -> EntryText:
    return EntryText.plain(drawn.title, drawn.summary, drawn.source, drawn.lang, drawn.tier)
