"""Workspaces drawn at random, as they could have been set up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.exchange.bundle import Bundle, FeedItem, PlaceItem, SubscriptionItem, TermItem, TopicItem
from storage.subscriptions import Mode
from tests.bot.invented import DESK, NOW

SLUGS = st.sampled_from(["our-plant", "visas", "k-beauty", "a1"])
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from("비자 협의\t\n  :#{}[]'\"\\|&*!%@`\x85\u2028\u202e\ufeff\U0001f600"),
    ),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))
ZONES = st.sampled_from(["Asia/Seoul", "America/New_York", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu"])
LANGUAGES = st.sampled_from(["en", "ko"])
TIMES = st.sampled_from(["00:00", "23:59"]) | st.times().map(lambda time: f"{time:%H:%M}")
TERMS = st.sampled_from(
    ["비자", '"working group"', "비자 not 소비자, 비자금", "visa OR 비자", "title:비자", "/H\\.?R\\.? ?4687/"]
)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """A workspace: topics, terms on them or on the desk's, feeds, places and what they follow."""
    language, timezone = draw(st.none() | LANGUAGES), draw(st.none() | ZONES)
    topics = draw(st.lists(_topics(), max_size=3, unique_by=lambda topic: topic.slug))
    slugs = st.sampled_from([*DESK.topics, *(topic.slug for topic in topics)])
    places = draw(st.lists(_places(language, timezone), max_size=3, unique_by=lambda place: place.id))
    followed = (
        draw(st.lists(_subscriptions(places, slugs, language), max_size=4, unique_by=lambda one: one.key))
        if places
        else []
    )
    terms = draw(st.lists(st.builds(TermItem, slugs, TERMS), max_size=4, unique_by=lambda term: term.key))
    return Bundle(
        desk=DESK.id,
        language=language,
        timezone=timezone,
        topics=tuple(sorted(topics, key=lambda topic: topic.slug)),
        terms=tuple(sorted(terms, key=lambda term: (term.topic, term.expression))),
        feeds=tuple(draw(_feeds())),
        places=tuple(sorted(places, key=lambda place: place.id)),
        subscriptions=tuple(sorted(followed, key=lambda one: (one.place, one.topic))),
    )


@st.composite
def conflicts(draw: st.DrawFn, bundle: Bundle) -> Bundle:
    """The same with one thing in it that cannot be, and others that could be taken in by themselves."""
    fine = replace(
        bundle,
        topics=(*bundle.topics, TopicItem("brand-new", {"en": "New"}, {})),
        terms=(*bundle.terms, TermItem("brand-new", "quota")),
    )
    wrong = [
        replace(fine, topics=(*fine.topics, TopicItem(next(iter(DESK.topics)), {"en": "Mine"}, {}))),
        replace(fine, terms=(*fine.terms, TermItem("nowhere", "비자"))),
        replace(fine, terms=(*fine.terms, TermItem("brand-new", "(비자"))),
        replace(fine, subscriptions=(*fine.subscriptions, SubscriptionItem("C0", "all", "instant", "UTC", "en"))),
        replace(
            fine,
            subscriptions=(*fine.subscriptions, *(replace(one, timezone="Mars/Base") for one in fine.subscriptions)),
        ),
    ]
    if bundle.feeds:
        moved = replace(bundle.feeds[0], url="https://elsewhere.example/rss")
        alike = replace(bundle.feeds[0], id="alike")
        wrong += [replace(fine, feeds=(moved, *fine.feeds[1:])), replace(fine, feeds=(*fine.feeds, alike))]
    else:
        doubled = FeedItem("twice", "https://twice.example/rss", "T", "wire", 15, "honest")
        wrong.append(replace(fine, feeds=(doubled, doubled)))
    return draw(st.sampled_from([one for one in wrong if one != fine]))


def _topics() -> st.SearchStrategy[TopicItem]:
    named = st.dictionaries(LANGUAGES, TEXTS, min_size=1)
    return st.builds(TopicItem, SLUGS, named, st.just({}) | named)


@st.composite
def _feeds(draw: st.DrawFn) -> list[FeedItem]:
    ids = draw(st.lists(SLUGS, max_size=3, unique=True))
    return [
        FeedItem(
            id=id_,
            url=f"https://{id_}.example/rss?a=b&c=%20d",
            login=False,
            shared=False,
            publisher=draw(TEXTS),
            tier=draw(st.sampled_from(["wire", "national", "official"])),
            lang=draw(st.none() | LANGUAGES),
            minutes=draw(st.integers(1, 1440)),
            empty_ok=draw(st.booleans()),
            agent=draw(st.sampled_from(["honest", "browser"])),
            keep_cookies=draw(st.booleans()),
            encoding=draw(st.sampled_from([None, "euc-kr"])),
            timezone=draw(st.none() | ZONES),
            note=draw(st.just("") | TEXTS),
            paused=draw(st.booleans()),
        )
        for id_ in sorted(ids)
    ]


def _places(language: str | None, timezone: str | None) -> st.SearchStrategy[PlaceItem]:
    return st.builds(
        PlaceItem,
        id=st.sampled_from(["C1", "C2", "1234567890123456789", "방"]),
        kind=st.sampled_from(["channel", "private", "shared", "thread", "forum"]),
        name=TEXTS,
        language=st.just(language) if language else LANGUAGES,
        timezone=st.just(timezone) if timezone else ZONES,
        notices=st.booleans(),
    )


@st.composite
def _subscriptions(
    draw: st.DrawFn, places: list[PlaceItem], slugs: st.SearchStrategy[str], language: str | None
) -> SubscriptionItem:
    mode = draw(st.sampled_from(Mode))
    paused = draw(st.none() | st.integers(1, 10**6).map(lambda hours: NOW + timedelta(hours=hours)))
    quiet = draw(st.none() | st.tuples(TIMES, TIMES).filter(lambda hours: hours[0] != hours[1]))
    return SubscriptionItem(
        place=draw(st.sampled_from(places)).id,
        topic=draw(st.just("all") | slugs),
        mode=str(mode),
        timezone=draw(ZONES),
        language=language or draw(LANGUAGES),
        at=draw(TIMES) if mode in {Mode.DAILY, Mode.WEEKLY} else None,
        weekday=draw(st.integers(0, 6)) if mode is Mode.WEEKLY else None,
        quiet=quiet,
        quiet_timezone=draw(ZONES) if quiet else None,
        official_only=draw(st.booleans()),
        min_publishers=draw(st.integers(1, 9)),
        urgent=draw(st.booleans()),
        empty=draw(st.booleans()),
        paused_until=_iso(paused),
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
