"""Places are registered as they are seen, and written only when they are new or have changed."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.faces.slack.places.channels import Channel, language
from bot.faces.slack.places.places import Places
from feeds.clock import SteppedClock
from storage import outbox, subscriptions, workspaces
from storage.engine.database import Database
from storage.subscriptions import Mode, Terms
from tests.bot.faces.stored import due, refuse, stored

NOON = datetime(2025, 9, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS = Channel("C1", "visa-news", is_member=True)


@pytest.fixture
async def database(tmp_path: Path, filled: Path) -> AsyncIterator[Database]:
    mine = Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))
    opened = await Database.open(f"sqlite:///{mine}", durable=False)
    yield opened
    await opened.close()


@pytest.fixture
def places(database: Database) -> Places:
    return Places(database, "UTC", SteppedClock(NOON))


async def test_a_workspace_its_channel_and_a_persons_messages_are_known_by_slacks_ids(
    places: Places, database: Database
) -> None:
    team = await places.team("T1", "Newsroom", "ko")
    channel = await stored(database, await places.channel(team, NEWS, locale="ko"))
    direct = await stored(database, await places.direct(team, "U1", "en", "Asia/Seoul"))
    assert (channel.workspace, channel.workspace_external, channel.external) == (team, "T1", "C1")
    assert (channel.platform, channel.kind, channel.name, channel.timezone) == ("slack", "channel", "visa-news", "UTC")
    assert (direct.workspace, direct.external, direct.kind, direct.name) == (team, "@U1", "direct", "DM")
    assert (direct.locale, direct.timezone) == ("en", "Asia/Seoul")


async def test_what_is_seen_again_unchanged_is_not_written(places: Places, database: Database) -> None:
    async def look() -> tuple[int, int, int]:
        team = await places.team("T1", "Newsroom", "ko")
        channel = await places.channel(team, NEWS, locale="ko", can_post=True)
        return team, channel, await places.direct(team, "U1", "ko", "Asia/Seoul")

    first = await look()
    async with database.write(), asyncio.timeout(5):  # who wants to write now waits in vain
        assert await look() == first
        await places.renamed("T1", "Newsroom")
        await places.renamed("T9", "Nobody knows it")


async def test_two_who_see_a_place_at_once_make_one(places: Places, database: Database) -> None:
    teams = await asyncio.gather(*(places.team("T1", "Newsroom", "ko") for _ in range(5)))
    assert len(set(teams)) == 1
    channels = await asyncio.gather(*(places.channel(teams[0], NEWS, locale="ko") for _ in range(5)))
    assert len(set(channels)) == 1
    async with database.read() as tx:
        assert len(await workspaces.listing(tx, platform="slack")) == 1


async def test_another_name_kind_or_language_is_written(places: Places, database: Database) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel = await places.channel(team, NEWS, locale="en")
    await places.channel(team, replace(NEWS, name="visa", kind="shared", locale="ko"), locale="en")
    seen = await stored(database, channel)
    assert (seen.name, seen.kind, seen.locale) == ("visa", "shared", "ko")


async def test_the_language_and_zone_that_admins_chose_stay(places: Places, database: Database) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel, direct = await places.channel(team, NEWS, locale="en"), await places.direct(team, "U1", "en", "Asia/Seoul")
    async with database.write() as tx:
        await workspaces.choose(tx, team, language="ko", timezone="America/New_York")
    await places.channel(team, replace(NEWS, name="visa"), locale="en")
    await places.direct(team, "U1", "en", "Asia/Seoul")
    seen, own = await stored(database, channel), await stored(database, direct)
    assert (seen.name, seen.locale, seen.timezone) == ("visa", "ko", "America/New_York")
    assert (own.locale, own.timezone) == ("en", "Asia/Seoul")


async def test_a_channel_is_spoken_to_as_who_sets_it_up_speaks_until_something_is_followed_there(
    places: Places, database: Database
) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel = await places.channel(team, NEWS, locale="en", zone="America/New_York")
    assert (await stored(database, channel)).timezone == "UTC", "who only asks has no say"
    await places.channel(team, NEWS, locale="ko", zone="Asia/Seoul", chooses=True)
    seen = await stored(database, channel)
    assert (seen.locale, seen.timezone) == ("ko", "Asia/Seoul")
    async with database.write() as tx:
        terms = Terms(Mode.INSTANT, seen.timezone, seen.locale)
        await subscriptions.add(tx, channel, None, terms, next_due_at=None, now=NOON)
    for chooses in (False, True):
        await places.channel(team, replace(NEWS, name=f"news-{chooses}"), locale="en", zone="UTC", chooses=chooses)
        seen = await stored(database, channel)
        assert (seen.name, seen.locale, seen.timezone) == (f"news-{chooses}", "ko", "Asia/Seoul")


async def test_who_only_asks_does_not_change_how_a_channel_is_spoken_to(places: Places, database: Database) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel = await places.channel(team, NEWS, locale="ko", zone="Asia/Seoul", chooses=True)
    await places.channel(team, NEWS, locale="en", zone="UTC", can_post=True)
    seen = await stored(database, channel)
    assert (seen.locale, seen.timezone) == ("ko", "Asia/Seoul")
    await places.channel(team, replace(NEWS, locale="en"), locale="ko")
    assert (await stored(database, channel)).locale == "en", "Slack tells the channel's own"


@pytest.mark.parametrize(("can_post", "gone"), [(None, True), (False, True), (True, False)])
async def test_a_channel_that_was_given_up_is_back_only_where_the_bot_may_post(
    places: Places, database: Database, *, can_post: bool | None, gone: bool
) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel = await places.channel(team, NEWS, locale="en")
    async with database.write() as tx:
        await outbox.end(tx, channel, reason="is_archived", now=NOON)
    assert await places.channel(team, replace(NEWS, name="visa"), locale="en", can_post=can_post) == channel
    assert (await stored(database, channel)).gone is gone


async def test_where_posting_was_refused_it_is_tried_at_once_when_the_bot_is_in(
    places: Places, database: Database
) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel = await places.channel(team, NEWS, locale="en")
    await refuse(database, channel, "slack", NOON)
    for can_post in (None, False):
        await places.channel(team, NEWS, locale="en", can_post=can_post)
        assert not await due(database, "slack", NOON)
    await places.channel(team, NEWS, locale="en", can_post=True)
    assert await due(database, "slack", NOON)


async def test_a_workspace_that_the_bot_left_stays_left_however_often_it_is_seen(
    places: Places, database: Database
) -> None:
    team = await places.team("T1", "Newsroom", "en")
    channel = await places.channel(team, NEWS, locale="en")
    async with database.write() as tx:
        await workspaces.leave(tx, team, NOON)
    assert await places.team("T1", "Newsroom", "en") == team
    assert await places.channel(team, NEWS, locale="en", can_post=True) == channel
    assert (await stored(database, channel)).gone


@pytest.mark.parametrize(
    ("locale", "spoken"), [("ko-KR", "ko"), ("en-GB", "en"), ("fr-FR", "fr"), ("", None), (None, None), ("-", None)]
)
def test_a_locale_of_slacks_is_a_language(locale: str | None, spoken: str | None) -> None:
    assert language(locale) == spoken
