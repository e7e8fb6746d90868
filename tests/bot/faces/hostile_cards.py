"""Cards of whatever strangers write, for every chat to render: as many parts as the most hostile feed could bring."""

from datetime import UTC

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.cards.card import Action, Card, CardKind, Document, Line, Picture, Section, Source

careful = settings(
    max_examples=25,
    deadline=None,
    report_multiple_bugs=False,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

MANY = Card(
    CardKind.FEEDS,
    "many",
    "en",
    sections=tuple(Section(f"section {n}", (Line(f"line {n}", details=("detail",) * 9),) * 9) for n in range(20)),
    footer=("x" * 1000,) * 9,
    actions=tuple(Action(f"{n}" * 100, f"{n} " * 30) for n in range(60)),
)
"""More than a message holds: of lines, footer and actions."""


def long_of(texts: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return texts, and such as are longer than any that a card is made of."""
    return st.one_of(texts, texts.map(lambda text: f"{text}x " * 40))


def cards_of(texts: SearchStrategy[str], urls: SearchStrategy[str]) -> SearchStrategy[Card]:
    """Return cards of these texts and addresses."""
    long = long_of(texts)
    moments = st.none() | st.datetimes(timezones=st.just(UTC))
    sources = st.builds(Source, long, urls, moments, texts | texts.map("{} 09:14".format), st.booleans())
    places = st.tuples(st.integers(0, 40), st.integers(0, 40))
    lines = st.builds(
        Line,
        long,
        st.lists(sources, max_size=4).map(tuple),
        texts,
        st.lists(long, max_size=3).map(tuple),
        st.lists(places, max_size=4).map(tuple),
    )
    sections = st.builds(Section, long, st.lists(lines, max_size=5).map(tuple))
    return st.builds(
        Card,
        st.sampled_from(CardKind),
        long,
        st.sampled_from(["en", "ko", "xx"]),
        urls,
        st.lists(sections, max_size=5).map(tuple),
        st.lists(long, max_size=3).map(tuple),
        st.lists(st.builds(Action, long, long, st.booleans()), max_size=20).map(tuple),
        texts,
        st.none() | long.map(lambda alt: Picture("<svg/>", alt)),
        st.none() | st.builds(Document, long | st.just("picture.png"), texts, long),
    )


def numbered_of(texts: SearchStrategy[str], before: str, behind: str) -> SearchStrategy[Card]:
    """Return cards whose lines begin with their number between two signs, each with one detail."""
    said = st.lists(st.lists(st.tuples(long_of(texts), texts), max_size=8), max_size=8)
    return st.builds(
        lambda sections, picture: _numbered(sections, picture, before, behind),
        said,
        st.sampled_from([None, Picture("<svg/>", "alt")]),
    )


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text.encode("utf-16-le")) // 2


def _numbered(sections: list[list[tuple[str, str]]], picture: Picture | None, before: str, behind: str) -> Card:
    numbers = iter(range(1000))
    return Card(
        CardKind.STATUS,
        "title",
        "en",
        sections=tuple(
            Section(
                f"s{at}",
                tuple(Line(f"{before}{next(numbers)}{behind} {text}", details=(detail,)) for text, detail in lines),
            )
            for at, lines in enumerate(sections)
        ),
        footer=("the footer",),
        picture=picture,
    )
