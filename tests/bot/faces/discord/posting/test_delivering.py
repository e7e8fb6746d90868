"""What is due reaches Discord by the outbox: published in a second step, and in one digest after it had to wait."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.faces.discord.posting.face import DiscordFace
from bot.pipeline.deliver import Deliverer
from bot.pipeline.write import Writer
from feeds.clock import SteppedClock
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from storage.outbox import NewRow
from storage.schema import posts, stories
from tests.bot.faces.discord.poster import posting_at
from tests.bot.faces.discord.talking import Talk
from tests.bot.invented import DESK
from tests.places import a_place
from tests.servers.discord import Fault, Kind, Permission, said

CROSSPOST = "POST /channels/{channel_id}/messages/{message_id}/crosspost"
SENDING = "POST /channels/{channel_id}/messages"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CROSSPOSTED = 1


@dataclass
class Desk:
    """A newsroom with a channel for announcements, and who delivers."""

    talk: Talk
    face: DiscordFace
    place: Destination
    clock: SteppedClock = field(default_factory=lambda: SteppedClock(datetime.now(UTC)))

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        writer = Writer(database=self.talk.database, desk=DESK, catalogue=self.talk.catalogue, clock=self.clock)
        faces = {"discord": self.face}
        self.deliverer = Deliverer(
            database=self.talk.database, faces=faces, writer=writer, clock=self.clock, owner="test"
        )

    async def alert(self, story: int) -> None:
        row = NewRow(self.place.id, f"alert:{story}:1", "alert", self.clock.now(), story=story, revision=1)
        async with self.talk.database.write() as tx:
            await outbox.put(tx, [row])

    async def deliver(self, after: timedelta = timedelta()) -> None:
        self.clock.move_to(self.clock.now() + after)
        await self.deliverer.look()

    def there(self) -> list[dict[str, Any]]:
        return self.talk.discord.places.messages(int(self.place.external))

    def published(self) -> list[bool]:
        return [bool(message["flags"] & CROSSPOSTED) for message in self.there()]

    @property
    def crossposts(self) -> int:
        return self.talk.discord.traffic.of(CROSSPOST)


@pytest.fixture
async def desk(talk: Talk) -> AsyncIterator[Desk]:
    channel = talk.discord.places.add_channel(talk.guild, "announcements", kind=Kind.ANNOUNCEMENT)
    now = datetime.now(UTC)
    async with talk.database.write() as tx:
        its = await workspaces.put(
            tx, platform="discord", external=str(talk.guild), name="Newsroom", locale="en", now=now
        )
        place = await a_place(tx, its.id, str(channel), now, kind="announcement", name="announcements")
        await destinations.set_posting_options(tx, place.id, mention=None, publish=True)
    async with posting_at(talk.discord) as face:
        made = Desk(talk, face, place)
        yield made
        await made.deliverer.stop()


async def test_a_post_is_published_right_after_it_is_there(desk: Desk) -> None:
    await desk.alert(1)
    await desk.deliver()
    assert desk.published() == [True]
    await desk.deliver(HOUR)
    assert desk.crossposts == 1


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER])
async def test_publishing_that_fails_is_tried_again_and_holds_up_nothing(desk: Desk, fault: Fault) -> None:
    desk.talk.discord.faults.next("crosspost", fault)
    await desk.alert(1)
    await desk.deliver()
    await desk.alert(2)
    await desk.deliver()
    assert desk.published() == [fault is Fault.LOST_AFTER, True], "the next one does not wait"
    desk.restart()
    await desk.deliver(MINUTE)
    assert desk.published() == [True, True]
    assert desk.crossposts == 3
    await desk.deliver(HOUR)
    assert desk.crossposts == 3


async def test_a_post_whose_answer_was_lost_is_published_when_it_is_found(desk: Desk) -> None:
    desk.talk.discord.faults.next("POST .*/messages$", Fault.LOST_AFTER)
    await desk.alert(1)
    await desk.deliver()
    assert desk.published() == [False]
    await desk.deliver(MINUTE)
    assert desk.published() == [True]


async def test_what_cannot_be_published_is_tried_ever_less_often_and_given_up_after_a_day(desk: Desk) -> None:
    faults = desk.talk.discord.faults
    faults.lost_before, faults.only = 1.0, "crosspost"
    await desk.alert(1)
    for _ in range(30 * 4):
        await desk.deliver(HOUR / 4)
    tried = desk.crossposts
    assert 5 <= tried <= 20
    faults.lost_before = 0.0
    await desk.deliver(24 * HOUR)
    assert desk.crossposts == tried
    assert len(desk.there()) == 1


async def test_what_is_not_to_be_published_any_more_is_not(desk: Desk) -> None:
    desk.talk.discord.faults.next("crosspost", Fault.LOST_BEFORE)
    await desk.alert(1)
    await desk.deliver()
    async with desk.talk.database.write() as tx:
        await destinations.set_posting_options(tx, desk.place.id, mention=None, publish=False)
    await desk.deliver(HOUR)
    assert desk.published() == [False]


async def test_a_post_is_published_with_its_next_edit_where_that_was_asked_for_later(desk: Desk) -> None:
    async with desk.talk.database.write() as tx:
        await destinations.set_posting_options(tx, desk.place.id, mention=None, publish=False)
    await desk.alert(1)
    await desk.deliver()
    async with desk.talk.database.write() as tx:
        await destinations.set_posting_options(tx, desk.place.id, mention=None, publish=True)
    await desk.deliver(MINUTE)
    assert desk.published() == [False]
    desk.talk.discord.faults.next("crosspost", Fault.LOST_BEFORE)
    async with desk.talk.database.write() as tx:
        await tx.execute(posts.update().values(wanted=posts.c.wanted + 1))
        await tx.execute(stories.update().values(version=stories.c.version + 1))
    await desk.deliver(MINUTE)
    assert desk.published() == [False]
    edits = desk.talk.discord.traffic.of("PATCH /channels/{channel_id}/messages/{message_id}")
    await desk.deliver(MINUTE)
    assert desk.published() == [True]
    assert desk.talk.discord.traffic.of("PATCH /channels/{channel_id}/messages/{message_id}") == edits


async def test_what_waited_while_the_channel_refused_becomes_one_digest(desk: Desk) -> None:
    channel = int(desk.place.external)
    desk.talk.discord.places.deny(channel, Permission.SEND_MESSAGES)
    for story in (1, 2, 3):
        await desk.alert(story)
        await desk.deliver(HOUR)
    assert desk.there() == []
    desk.talk.discord.places.overwrite(channel)
    async with desk.talk.database.write() as tx:
        assert await outbox.try_now(tx, desk.place.id, desk.clock.now())
    await desk.deliver()
    (digest,) = desk.there()
    assert said(digest).startswith("### 3 stories that could not be posted in time")
    await desk.deliver(24 * HOUR)
    assert len(desk.there()) == 1
