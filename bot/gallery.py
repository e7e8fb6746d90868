"""One of every kind of card, in each language, of an invented month: for `visabot cards`, and for looking at them.

Posts are made by their builders, answers by typing the commands, on a database that is thrown away.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cards.alert import alert_card
from bot.cards.card import Card
from bot.cards.development import development_card
from bot.cards.digest import DigestItem, Standing, backlog_card, digest_card
from bot.cards.dropped_topics import TOPICS_BACK, TOPICS_DROPPED
from bot.cards.lost_place import PLACE_REFUSED
from bot.cards.notice import no_network_card, notice_card
from bot.cards.read import read_card
from bot.cards.welcome import welcome_card
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.commands.dispatch import Dispatcher
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.fetch.details import FetchDetail
from feeds.parse.details import ParseDetail
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import desks, destinations, dropped, feeds, stories, subscriptions, workspaces
from storage.engine.database import Database, Tx
from storage.stories import StoryView
from storage.subscriptions import Mode, Terms
from storage.turn import record
from storage.turn.intents import Development, EntryIntent, FeedUpdate, Intents, StoryIntent

NOW = datetime(2026, 1, 29, 2, 0, tzinfo=UTC)
"""When the invented month ends."""
ZONE = "Asia/Seoul"

_HOUR = timedelta(hours=1)
_TITLES = (
    ("Example: second round on {en} to be held in Seoul on Thursday", "en"),
    ("예시: {ko} 2차 회의 목요일 서울에서 개최", "ko"),
    ("Example: both sides publish a text on {en}, with a longer headline that runs over two lines of a message", "en"),
    ("예시: {ko} 관련 합의문 공개… 양측 “이르면 다음 달부터 시행할 수 있도록 세부 사항을 조율하기로”", "ko"),
)
_PUBLISHERS = ("Example Herald", "예시일보", "Example Wire")
"""None is a publisher of any desk: nothing invented is put into a real one's mouth."""
_PROBLEMS = (
    ("timeout", FetchDetail.NOT_FINISHED_IN_TIME.format(host="news.example")),
    ("not-a-feed", ParseDetail.PAGE_TITLED.format(title="Example Herald")),
)
_FORMER, _FORMER_NAME = "example-round", {"en": "Example round", "ko": "예시 협의"}
"""A topic that the desk has no longer."""
_DEVELOPED = 2
"""The story that has a development."""

_LINES = (
    "status", "latest", "search example", "story s2", "why s2", "topics", "feeds", "contact", "about", "help",
    "help subscribe", "subscribe {topic} daily 09:00", "subscribe all", "subscriptions", "quiet 22:00 07:00", "mute s2",
    "unsubscribe all", "topic add our-plant Our plant", "topic list", "term add {topic} example",
    "term test example OR 예시", "term list", "topic remove our-plant",
    "feed add https://news.example/rss name:example",
    "feed health example", "feed list", "settings", "not-relevant s2", "suggestions", "hello", "export",
    "import {{format: 1, topics: [{{slug: new, name: {{en: New}}}}], terms: [{{topic: new, expression: 예시}}]}}",
    "import {{format: 1, terms: [{{topic: nowhere, expression: '('}}]}}", "limits", "audit", "statsu",
    "subscribe all at:25:00",
)  # fmt: skip
"""In an order in which each has something to answer; "{topic}" is the desk's first."""


async def gallery(database: Database, desk: Desk, catalogue: Catalogue, locale: str) -> AsyncIterator[tuple[str, Card]]:
    """Yield each card with a name for its file: its number, and what made it.

    `database` is empty and upgraded, and is written to.
    """
    who = await _fill(database, desk, locale)
    voice = Voice(locale, ZONE, catalogue)
    async with database.read() as tx:
        views = await stories.latest(tx, scopes=(0,), limit=20)
    number = 0
    for name, card in _posts(views, voice, desk):
        number += 1
        yield f"{number:02}-{name}", card
    clock = SteppedClock(NOW)
    dispatcher = Dispatcher(database=database, desk=desk, clock=clock, catalogue=catalogue)
    for line in _LINES:
        number += 1
        typed = line.format(topic=next(iter(desk.topics)))
        words = "-".join("".join(char for char in word if char.isalnum()) for word in typed.split()[:2])
        yield f"{number:02}-{words.lower()[:24].strip('-')}", await dispatcher.answer(who, typed)
    anyone = replace(who, permission=Permission.EVERYONE)
    yield f"{number + 1:02}-help-everyone", await dispatcher.answer(anyone, "help")


def _posts(views: list[StoryView], voice: Voice, desk: Desk) -> list[tuple[str, Card]]:
    developed = next(view for view in views if view.developments)
    standings = (Standing.NEW, Standing.DEVELOPING, Standing.ALERTED, Standing.NEW)
    items = [DigestItem(view, standing) for view, standing in zip(views, standings, strict=False)]
    feed = desk.feeds[0].id
    failing: dict[str, str | int] = {"kind": "feed-failing", "feed": feed, "problem": "timeout", "failures": 3}
    refused: dict[str, str | int] = {
        "kind": PLACE_REFUSED,
        "place": "#visa-news",
        "missing": "view_channel send_messages",
        "reason": "Missing Permissions (50013)",
    }
    gone: dict[str, str | int] = {"kind": TOPICS_DROPPED, "topics": _FORMER, "place": "#visa-news", "channel": "C2"}
    day = timedelta(days=1)
    first = next(iter(desk.topics))
    return [
        ("welcome", welcome_card(desk, "visabot.sqlite3", ["Discord"], voice)),
        ("read", read_card(views, voice, desk, NOW, feeds=18, entries=640, about=len(views), failing=2)),
        ("alert", alert_card(developed, voice, desk, NOW)),
        ("alert-one", alert_card(next(view for view in views if len(view.members) == 1), voice, desk, NOW)),
        ("development", development_card(developed, voice, desk, NOW)),
        ("digest", digest_card(items, voice, desk, NOW, since=NOW - day, topic=None)),
        ("digest-none", digest_card([], voice, desk, NOW, since=NOW - day, topic=first)),
        ("backlog", backlog_card(views, voice, desk, NOW)),
        ("notice-failing", notice_card(failing, voice, desk, NOW)),
        ("notice-well", notice_card({"kind": "feed-well", "feed": feed}, voice, desk, NOW)),
        ("notice-network", notice_card({"kind": "network"}, voice, desk, NOW)),
        ("notice-silent", notice_card(_about(feed, "feed-silent"), voice, desk, NOW)),
        ("notice-held", notice_card(_about(feed, "feed-held"), voice, desk, NOW)),
        ("notice-unanswered", notice_card(_about(feed, "feed-unanswered"), voice, desk, NOW)),
        ("notice-place", notice_card(refused, voice, desk, NOW)),
        ("notice-dropped", notice_card(gone, voice, desk, NOW, {_FORMER: _FORMER_NAME})),
        ("notice-back", notice_card(gone | {"kind": TOPICS_BACK}, voice, desk, NOW, {_FORMER: _FORMER_NAME})),
        ("no-network", no_network_card(NOW + _HOUR / 4, voice)),
    ]


def _about(feed: str, kind: str) -> dict[str, str | int]:
    since = (NOW - 30 * _HOUR).isoformat()
    return {"kind": kind, "feed": feed, "since": since, "entries": 30, "workspace": "Guild", "trouble": "silent"}


async def _fill(database: Database, desk: Desk, locale: str) -> Who:
    """Put the invented month into the database, and return who looks at it."""
    async with database.write() as tx:
        here = await workspaces.put(tx, platform="terminal", external="local", name="Here", locale=locale, now=NOW)
        place = await destinations.put(
            tx,
            workspace=here.id,
            external="C1",
            kind="channel",
            name="news",
            locale=locale,
            timezone=ZONE,
            notices=True,
            now=NOW,
        )
        await feeds.register(tx, desk.feeds, NOW - timedelta(days=30))
        await _follow_former(tx, desk, place.id, locale)
        known = await feeds.listing(tx, None)
        await record.record(tx, _month(desk, known[0].id), desk_version=desk.version, now=NOW)
        for feed in known[1:4]:
            await feeds.apply(tx, FeedUpdate(feed.id, NOW - _HOUR / 6, NOW + _HOUR / 6, ok=True, newest_at=NOW - _HOUR))
        for (problem, detail), feed in zip(_PROBLEMS, known[4:6], strict=False):
            later = FeedUpdate(feed.id, NOW - _HOUR / 3, NOW + _HOUR, ok=False, problem=problem, detail=detail)
            await feeds.apply(tx, later)
    return Who("terminal", here.id, place.id, "local", locale, ZONE, Permission.OPERATOR)


async def _follow_former(tx: Tx, desk: Desk, place: int, locale: str) -> None:
    """Have a version of the desk run that had one topic more, which is followed, and then this one."""
    any_topic = next(iter(desk.topics.values()))
    had = {**desk.topics, _FORMER: replace(any_topic, id=_FORMER, name=_FORMER_NAME)}
    await desks.note(tx, replace(desk, version="former", topics=had), NOW - timedelta(days=1))
    terms = Terms(Mode.INSTANT, ZONE, locale)
    await subscriptions.add(tx, place, _FORMER, terms, next_due_at=None, now=NOW - timedelta(days=1))
    await desks.note(tx, desk, NOW)
    await dropped.note(tx, desk.topics, NOW)


def _month(desk: Desk, feed: int) -> Intents:
    stories_of = []
    number = 0
    for at, topic in enumerate(list(desk.topics.values())[:6]):
        entries: list[EntryIntent] = []
        for turn in range(1 + 2 * (at % 3)):
            number += 1
            title, lang = _TITLES[(at + turn) % len(_TITLES)]
            entry = _entry(number, title.format(**topic.name), lang, NOW - at * 55 * _HOUR - (turn + 1) * _HOUR * 3)
            evidence = Evidence("example", "title", 0, len("Example") if lang == "en" else len("예시"))
            change = Change.REPEAT if entries else Change.NEW
            matches = (Match(topic.id, (evidence,), ("+10 example",)),)
            entries.append(EntryIntent(entry, matches, ref=-number, change=change, reason="example"))
        developed = at == _DEVELOPED
        changes = (Development(2, "official-text", "an official publisher reported it", -number),) if developed else ()
        revision = 2 if developed else 1
        stories_of.append(
            StoryIntent(
                None, frozenset({topic.id}), revision, revision, told=True, entries=tuple(entries), developments=changes
            )
        )
    stray = _entry(99, "Example: shares rise in Seoul", "en", NOW - _HOUR)
    update = FeedUpdate(feed, NOW - _HOUR / 12, NOW + _HOUR / 4, ok=True, newest_at=NOW - _HOUR)
    return Intents(update, (EntryIntent(stray, ref=-99),), tuple(stories_of))


def _entry(number: int, title: str, lang: str, published: datetime) -> Entry:
    url = f"https://news.example/{number}"
    return Entry(
        keys=(Key(KeyKind.URL, url),),
        title=title,
        summary="",
        url=url,
        published=published,
        dated_by=DatedBy.PUBLISHED,
        lang=lang,
        publisher=_PUBLISHERS[number % len(_PUBLISHERS)],
    )
