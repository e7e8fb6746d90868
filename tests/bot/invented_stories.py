"""Three stories of the invented desk, as a database holds them, and an entry that matched nothing."""

from datetime import timedelta

from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import feeds
from storage.engine.database import Tx
from storage.turn import record
from storage.turn.intents import EntryIntent, Intents, StoryIntent
from tests.bot.invented import DESK, HOUR, NOW
from tests.builders import an_entry, an_update

STORIES = (
    ("Seoul and Washington set visa working group", "visa-talks", 3),
    ("비자 워킹그룹 2차 회의 30일 개최", "visa-talks", 2),
    ("Workers return from Georgia", "georgia-raid", 1),
)
"""Title, topic, age in hours."""


async def add_stories(tx: Tx) -> None:
    """Store them, with the desk's feeds; the first feed brought them."""
    await feeds.register(tx, DESK.feeds, NOW)
    feed = (await feeds.listing(tx, None))[0].id
    await record.record(tx, _intents(feed), desk_version="1", now=NOW)


def _intents(feed: int) -> Intents:
    stories = []
    for n, (title, topic, age) in enumerate(STORIES, start=1):
        entry = an_entry(title, n=n, publisher="yonhap", published=NOW - timedelta(hours=age))
        match = Match(topic, (Evidence("visa", "title", 0, 4),))
        intent = EntryIntent(entry, (match,), ref=-n, change=Change.NEW, reason="new")
        stories.append(StoryIntent(None, frozenset({topic}), 1, 1, told=True, entries=(intent,)))
    stray = EntryIntent(an_entry("Visa shares rise", n=9, publisher="herald", published=NOW - HOUR), ref=-9)
    return Intents(an_update(feed=feed, asked_at=NOW - HOUR / 2), (stray,), tuple(stories))
