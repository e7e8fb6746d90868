"""Posting on the loopback Slack: each kind of place, threads, edits, pictures, and posts whose answer was lost."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cards.card import CardKind, Line, Section
from bot.faces.face import Absent, Address, Found, Gone, InDoubt, Refused, RetryLater, Sent, Unknown
from bot.faces.slack.posting.face import SlackFace
from bot.faces.slack.posting.finding import PAGE, tokens
from bot.faces.slack.posting.transport import Pace
from tests.bot.faces.posts import ALERT, a_post
from tests.bot.faces.slack.poster import place, posting_at
from tests.servers.slack import DISTRIBUTED, NO_LIMITS, Fault, LoopbackSlack, said

DEVELOPMENT = replace(ALERT, kind=CardKind.DEVELOPMENT, title="The round was called off")
GROWN = replace(ALERT, title="It grew")


@dataclass
class Room:
    """A workspace, and what to post by."""

    server: LoopbackSlack
    team: str
    face: SlackFace

    def channel(self, kind: str = "channel", **more: Any) -> Address:
        options = {name: more.pop(name) for name in ("mention", "publish") if name in more}
        if kind == "direct":
            return place(self.team, f"@{self.server.places.add_person(self.team)}", kind)
        more |= {"private": kind == "private", "shared": kind == "shared"}
        return place(self.team, self.server.places.add_channel(self.team, **more), kind, **options)

    def there(self, to: Address) -> list[Any]:
        """Return the messages of a place, replies too."""
        channel = self.server.places.direct(to.channel[1:]) if to.kind == "direct" else to.channel
        return self.server.places.messages(channel)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with LoopbackSlack(limits=NO_LIMITS) as server:
        team = server.places.add_team()
        async with posting_at(server.api, server.places.token(team)) as face:
            yield Room(server, team, face)


KINDS = ("channel", "private", "shared", "direct")


def time_of(message: str) -> str:
    return message.rpartition("/")[2]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_card_is_posted_and_names_its_delivery_twice(room: Room, kind: str) -> None:
    to = room.channel(kind)
    outcome = await room.face.send(to, a_post(1))
    (message,) = room.there(to)
    assert isinstance(outcome, Sent)
    assert time_of(outcome.message) == message["ts"]
    assert message["metadata"] == {"event_type": "visabot_delivery", "event_payload": {"token": "t-1"}}
    assert tokens({"blocks": message["blocks"]}) == {"t-1"}
    assert "Round two" in said(message)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_development_stands_in_the_thread_and_both_can_be_edited(room: Room, kind: str) -> None:
    to = room.channel(kind)
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    reply = await room.face.send(to, a_post(2, DEVELOPMENT, reply_to=first.message))
    assert isinstance(reply, Sent)
    shown, second = room.there(to)
    assert second["thread_ts"] == shown["ts"]
    assert "subtype" not in second
    for message in (first.message, reply.message):
        for _ in range(2):
            assert await room.face.edit(to, message, GROWN, 2) == Sent(message)
    assert all("It grew" in said(message) for message in room.there(to))
    assert [tokens({"metadata": message["metadata"]}) for message in room.there(to)] == [{"t-1"}, {"t-2"}]


async def test_a_development_is_shown_in_the_channel_too_where_that_was_asked_for(room: Room) -> None:
    to = room.channel(publish=True)
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    await room.face.send(to, a_post(2, DEVELOPMENT, reply_to=first.message))
    shown, second = room.there(to)
    assert "subtype" not in shown
    assert second["subtype"] == "thread_broadcast"


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.BROKEN, Fault.BROKEN_AFTER])
@pytest.mark.parametrize("reply", [False, True])
@pytest.mark.parametrize("kind", ["channel", "private", "direct"])
async def test_a_lost_answer_is_found_out_about_and_nothing_is_doubled(
    room: Room, kind: str, fault: Fault, *, reply: bool
) -> None:
    to = room.channel(kind)
    posting = a_post(2)
    if reply:
        first = await room.face.send(to, a_post(1))
        assert isinstance(first, Sent)
        posting = a_post(2, DEVELOPMENT, reply_to=first.message)
    room.server.faults.next("chat.postMessage", fault)
    assert isinstance(await room.face.send(to, posting), InDoubt)
    seen = await room.face.find(to, posting)
    if fault in {Fault.LOST_BEFORE, Fault.BROKEN}:
        assert seen == Absent()
        assert isinstance(await room.face.send(to, posting), Sent)
    else:
        assert isinstance(seen, Found)
        assert await room.face.edit(to, seen.message, GROWN, 2) == Sent(seen.message)
        assert "It grew" in said(room.there(to)[-1])
    assert len(room.there(to)) == 1 + reply


async def test_a_post_of_another_delivery_or_of_someone_else_is_not_taken_for_it(room: Room) -> None:
    to = room.channel()
    await room.face.send(to, a_post(1))
    room.server.places.write(to.channel, room.server.places.add_person(room.team, channels=[to.channel]), "t-2")
    assert await room.face.find(to, a_post(2)) == Absent()


async def test_what_is_older_than_the_delivery_is_not_read(room: Room) -> None:
    to = room.channel()
    await room.face.send(to, a_post(1))
    assert await room.face.find(to, a_post(1, since=datetime.now(UTC) + timedelta(hours=1))) == Absent()


async def test_a_post_is_found_behind_many_pages(room: Room) -> None:
    to = room.channel()
    mina = room.server.places.add_person(room.team, channels=[to.channel])
    await room.face.send(to, a_post(1))
    for number in range(2 * PAGE):
        room.server.places.write(to.channel, mina, f"chatter {number}")
    assert isinstance(await room.face.find(to, a_post(1)), Found)


async def test_a_look_that_reads_enough_for_once_goes_on_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps outside the Marketplace get 15 messages a page; the limit of one page a minute is another test's."""
    monkeypatch.setattr("bot.faces.slack.posting.finding.PAGES", 2)
    async with LoopbackSlack(limits=replace(NO_LIMITS, history_page=15)) as server:
        team = server.places.add_team()
        channel = server.places.add_channel(team)
        mina = server.places.add_person(team, channels=[channel])
        for number in range(70):
            server.places.write(channel, mina, f"chatter {number}")
        async with posting_at(server.api, server.places.token(team)) as face:
            looks = [await face.find(place(team, channel), a_post(1)) for _ in range(3)]
    assert looks == [Unknown("there is more to read"), Unknown("there is more to read"), Absent()]
    assert server.traffic.of("conversations.history", "ok") == 5


async def test_where_history_is_shut_after_a_page_the_next_look_goes_on(room: Room) -> None:
    to = room.channel()
    mina = room.server.places.add_person(room.team, channels=[to.channel])
    for number in range(PAGE + 1):
        room.server.places.write(to.channel, mina, f"chatter {number}")
    room.server.faults.next("conversations.history", Fault.NONE, Fault.TOO_MANY)
    assert isinstance(await room.face.find(to, a_post(1)), Unknown)
    assert await room.face.find(to, a_post(1)) == Absent()
    assert room.server.traffic.of("conversations.history", "ok") == 2


async def test_an_app_that_reads_a_page_a_minute_says_that_it_does_not_know() -> None:
    async with LoopbackSlack(limits=DISTRIBUTED) as server:
        team = server.places.add_team()
        channel = server.places.add_channel(team)
        mina = server.places.add_person(team, channels=[channel])
        for number in range(20):
            server.places.write(channel, mina, f"chatter {number}")
        async with posting_at(server.api, server.places.token(team)) as face:
            assert isinstance(await face.find(place(team, channel), a_post(1)), Unknown)


async def test_the_bot_joins_a_public_channel_by_itself(room: Room) -> None:
    to = room.channel(bot=False)
    assert isinstance(await room.face.send(to, a_post(1)), Sent)
    assert len(room.there(to)) == 1


async def test_a_channel_that_cannot_be_joined_waits_for_an_invitation(room: Room) -> None:
    to = room.channel(bot=False)
    room.server.places.grant(room.team, ["chat:write", "channels:read"])
    assert await room.face.send(to, a_post(1)) == Refused("not_in_channel", ("invite",))


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.TOO_MANY, Fault.DOWN])
async def test_where_slack_does_not_say_whether_it_may_be_joined_no_admin_is_told_yet(room: Room, fault: Fault) -> None:
    to = room.channel(bot=False)
    room.server.faults.next("conversations.join", fault)
    assert isinstance(await room.face.send(to, a_post(1)), RetryLater)
    assert isinstance(await room.face.send(to, a_post(1)), Sent)
    assert len(room.there(to)) == 1


async def test_a_lost_post_is_looked_for_in_a_channel_that_was_not_joined_yet(room: Room) -> None:
    to = room.channel(bot=False)
    room.server.faults.next("chat.postMessage", Fault.LOST_BEFORE)
    assert isinstance(await room.face.send(to, a_post(1)), InDoubt)
    assert await room.face.find(to, a_post(1)) == Absent()
    assert isinstance(await room.face.send(to, a_post(1)), Sent)


async def test_a_private_channel_that_the_bot_is_not_in_waits_for_an_invitation(room: Room) -> None:
    to = room.channel("private")
    room.server.places.kick_bot(to.channel)
    assert await room.face.send(to, a_post(1)) == Refused("channel_not_found", ("invite",))


async def test_an_archived_or_shut_channel_gets_nothing(room: Room) -> None:
    shut, archived = room.channel(), room.channel(name="old")
    room.server.places.refuse(shut.channel)
    room.server.places.archive(archived.channel)
    assert await room.face.send(shut, a_post(1)) == Refused("restricted_action", ("posting_shut",))
    assert await room.face.send(archived, a_post(1)) == Gone("is_archived")


async def test_where_the_first_post_was_deleted_a_development_is_posted_anew(room: Room) -> None:
    to = room.channel()
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    room.server.places.delete_message(to.channel, first.message)
    assert await room.face.edit(to, first.message, GROWN, 2) == Gone("message_not_found")
    assert await room.face.find(to, a_post(2, DEVELOPMENT, reply_to=first.message)) == Absent()
    again = await room.face.send(to, a_post(2, DEVELOPMENT, reply_to=first.message))
    assert isinstance(again, Sent)
    assert [message.get("thread_ts") for message in room.there(to)] == [None]
    assert await room.face.find(to, a_post(2, DEVELOPMENT, reply_to=first.message)) == Found(again.message)


async def test_an_edit_that_comes_too_late_ends_the_post(room: Room) -> None:
    to = room.channel()
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    room.server.places.close_edits(to.channel, first.message)
    assert await room.face.edit(to, first.message, GROWN, 2) == Gone("edit_window_closed")


@pytest.mark.parametrize("card", [ALERT, DEVELOPMENT])
async def test_a_user_group_is_mentioned_where_an_admin_set_one(room: Room, card: Any) -> None:
    group = room.server.places.add_group(room.team, "visa-team")
    to = room.channel(mention=group)
    sent = await room.face.send(to, a_post(1, card))
    assert isinstance(sent, Sent)
    assert f"<!subteam^{group}>" in str(room.there(to)[0]["blocks"][0])
    await room.face.edit(to, sent.message, GROWN, 2)
    assert f"<!subteam^{group}>" in str(room.there(to)[0]["blocks"][0])


async def test_a_digest_and_direct_messages_mention_nobody(room: Room) -> None:
    group = room.server.places.add_group(room.team, "visa-team")
    await room.face.send(digest := room.channel(mention=group), a_post(1, replace(ALERT, kind=CardKind.DIGEST)))
    await room.face.send(direct := replace(room.channel("direct"), mention=group), a_post(2))
    assert "subteam" not in str(room.there(digest) + room.there(direct))


async def test_nothing_of_a_card_can_call_anyone_or_fake_a_link(room: Room) -> None:
    hostile = replace(
        ALERT,
        title="<!channel> <https://evil.example|Yonhap> & <@U1>",
        sections=(Section("", (Line("<!here> `x` *y* <#C1>"),)),),
    )
    to = room.channel()
    await room.face.send(to, a_post(1, hostile))
    (message,) = room.there(to)
    texts = str(message["blocks"]) + message["text"]
    assert all(mark not in message["text"] for mark in ("<!", "<@", "<#", "<http"))
    assert "&lt;!channel&gt;" in texts
    assert "link_names" not in message


async def test_a_channel_gets_no_more_than_it_takes_and_who_would_wait_long_comes_back(room: Room) -> None:
    async with posting_at(
        room.server.api, room.server.places.token(room.team), pace=Pace(rate=0.01, burst=2, patience=0.5)
    ) as face:
        to, other = room.channel(), room.channel(name="other")
        outcomes = [await face.send(to, a_post(number)) for number in range(3)]
        assert [type(one) for one in outcomes] == [Sent, Sent, RetryLater]
        assert isinstance(await face.send(other, a_post(9)), Sent)
    assert len(room.there(to)) == 2


async def test_our_pace_is_one_that_slack_takes() -> None:
    async with LoopbackSlack() as server:
        team = server.places.add_team()
        to = place(team, server.places.add_channel(team))
        async with posting_at(server.api, server.places.token(team), pace=Pace()) as face:
            assert [type(await face.send(to, a_post(number))) for number in range(3)] == [Sent] * 3
    assert server.traffic.of("chat.postMessage", "ok") == 3
