"""Posting on the loopback Discord: each kind of place, edits, and posts whose answer was lost."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.cards.card import CardKind, Picture
from bot.faces.discord.posting.face import DiscordFace
from bot.faces.face import Absent, Address, Found, Gone, InDoubt, Refused, Sent
from bot.faces.pressed import token_of
from tests.bot.faces.discord.poster import place, posting_at
from tests.bot.faces.posts import ALERT, a_post
from tests.servers.discord import NO_LIMITS, Fault, Kind, LoopbackDiscord, Permission

DEVELOPMENT = replace(ALERT, kind=CardKind.DEVELOPMENT, title="The round was called off")
MESSAGES = "POST /channels/{channel_id}/messages"
FORUM_POSTS = "POST /channels/{channel_id}/threads"
CROSSPOSTED = 1
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


@dataclass
class Room:
    """A server, its ids, and what to post by."""

    server: LoopbackDiscord
    guild: int
    face: DiscordFace

    def channel(self, kind: str = "text", **more: Any) -> Address:
        options = {name: more.pop(name) for name in ("mention", "publish") if name in more}
        kinds = {"announcement": Kind.ANNOUNCEMENT, "forum": Kind.FORUM}
        made = self.server.places.add_channel(self.guild, kind=kinds.get(kind, Kind.TEXT), **more)
        if kind == "thread":
            made = self.server.places.add_thread(made)
        return place(self.guild, made, kind, **options)

    def there(self, to: Address) -> list[Any]:
        """Return the messages of a place; of a forum those of all its posts."""
        if to.kind == "direct":
            return self.server.places.messages(self.server.places.direct(int(to.channel[1:])))
        if to.kind != "forum":
            return self.server.places.messages(int(to.channel))
        posts = self.server.places.posts(int(to.channel))
        return [message for post in posts for message in self.server.places.messages(int(post["id"]))]


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with LoopbackDiscord(limits=NO_LIMITS) as server:
        guild = server.places.add_guild()
        async with posting_at(server) as face:
            yield Room(server, guild, face)


def a_place(room: Room, kind: str) -> Address:
    if kind == "direct":
        return place(0, f"@{room.server.places.add_member(room.guild, 'mina')}", "direct")
    return room.channel(kind)


def tokens(message: Any) -> set[str | None]:
    """Return the deliveries that a message's buttons name."""

    def ids(components: list[Any]) -> list[str]:
        found = [one["custom_id"] for one in components if "custom_id" in one]
        return found + [one for part in components for one in ids(part.get("components", []))]

    return {token_of(one) for one in ids(message["components"])}


KINDS = ("text", "announcement", "thread", "forum", "direct")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_card_is_posted_and_names_its_delivery(room: Room, kind: str) -> None:
    to = a_place(room, kind)
    outcome = await room.face.send(to, a_post(1))
    (message,) = room.there(to)
    assert outcome == Sent(message["id"])
    assert "t-1" in tokens(message)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_development_replies_to_the_first_post_and_both_can_be_edited(room: Room, kind: str) -> None:
    to = a_place(room, kind)
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    reply = await room.face.send(to, a_post(2, DEVELOPMENT, reply_to=first.message))
    assert isinstance(reply, Sent)
    shown, second = room.there(to)
    if kind == "forum":
        assert reply.message == f"{first.message}/{second['id']}"
    else:
        assert second["message_reference"]["message_id"] == shown["id"]
    for message in (first.message, reply.message):
        for _ in range(2):
            assert await room.face.edit(to, message, replace(ALERT, title="It grew"), 2) == Sent(message)
    assert all("It grew" in str(message["components"]) for message in room.there(to))


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER])
@pytest.mark.parametrize("reply", [False, True])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_lost_answer_is_found_out_about_and_nothing_is_doubled(
    room: Room, kind: str, fault: Fault, *, reply: bool
) -> None:
    to = a_place(room, kind)
    posting = a_post(2)
    if reply:
        first = await room.face.send(to, a_post(1))
        assert isinstance(first, Sent)
        posting = a_post(2, DEVELOPMENT, reply_to=first.message)
    room.server.faults.next(f"{MESSAGES}|{FORUM_POSTS}".replace("{", r"\{").replace("}", r"\}"), fault)
    assert isinstance(await room.face.send(to, posting), InDoubt)
    seen = await room.face.find(to, posting)
    if fault is Fault.LOST_BEFORE:
        assert seen == Absent()
        assert isinstance(await room.face.send(to, posting), Sent)
    else:
        assert isinstance(seen, Found)
        assert await room.face.edit(to, seen.message, replace(ALERT, title="It grew"), 2) == Sent(seen.message)
    assert len(room.there(to)) == 1 + reply


async def test_within_minutes_discord_itself_does_not_take_a_post_twice(room: Room) -> None:
    to = room.channel()
    assert await room.face.send(to, a_post(1)) == await room.face.send(to, a_post(1))
    assert len(room.there(to)) == 1


async def test_a_forum_post_is_not_repeated_by_the_library(room: Room) -> None:
    """It has no nonce. The gateway timed out, but the post was made."""
    to = room.channel("forum")
    room.server.faults.next(r"POST /channels/\{channel_id\}/threads", Fault.BROKEN_AFTER)
    assert isinstance(await room.face.send(to, a_post(1)), InDoubt)
    assert isinstance(await room.face.find(to, a_post(1)), Found)
    assert len(room.there(to)) == 1


async def test_a_forum_post_is_tagged_by_its_topics(room: Room) -> None:
    to = room.channel("forum", tags=["Visa Talks", "other"], require_tag=True)
    await room.face.send(to, a_post(1, tags=("visa talks", "Tariffs")))
    await room.face.send(to, a_post(2, tags=("Tariffs",)))
    by_name = {tag["name"]: tag["id"] for tag in room.server.places.channel(int(to.channel))["available_tags"]}
    tagged = [post["applied_tags"] for post in room.server.places.posts(int(to.channel))]
    assert tagged == [[by_name["Visa Talks"]], [by_name["Visa Talks"]]]


async def test_a_forum_post_that_was_deleted_is_no_reason_to_give_up_the_forum(room: Room) -> None:
    to = room.channel("forum")
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    room.server.places.delete_channel(int(first.message))
    assert isinstance(await room.face.edit(to, first.message, ALERT, 2), Gone)
    again = await room.face.send(to, a_post(2, DEVELOPMENT, reply_to=first.message))
    assert isinstance(again, Sent)
    assert "/" not in again.message


async def test_an_archived_post_is_opened_to_be_edited(room: Room) -> None:
    to = room.channel("forum")
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    room.server.places.archive(int(first.message))
    assert isinstance(await room.face.find(to, a_post(1)), Found)
    assert await room.face.edit(to, first.message, replace(ALERT, title="It grew"), 2) == first


async def test_only_the_chosen_role_is_mentioned_and_only_by_news(room: Room) -> None:
    role = room.server.places.add_role(room.guild, "readers", mentionable=True)
    to = room.channel(mention=str(role))
    hostile = replace(ALERT, title=f"@everyone <@&{room.guild}> <@1>")
    await room.face.send(to, a_post(1, hostile))
    await room.face.send(to, a_post(2, replace(ALERT, kind=CardKind.NOTICE)))
    news, notice = room.there(to)
    assert (news["mention_roles"], news["mentions"], news["mention_everyone"]) == ([str(role)], [], False)
    assert notice["mention_roles"] == []


async def test_an_announcement_is_published_in_a_step_of_its_own_where_that_was_asked_for(room: Room) -> None:
    to = room.channel("announcement", publish=True)
    sent = await room.face.send(to, a_post(1))
    assert isinstance(sent, Sent)
    assert sent.publish
    assert not room.there(to)[0]["flags"] & CROSSPOSTED
    assert await room.face.edit(to, sent.message, ALERT, 2) == sent, "it is still to be done"
    for _ in range(2):
        assert await room.face.publish(to, sent.message) == Sent(sent.message)
    assert room.there(to)[0]["flags"] & CROSSPOSTED
    assert await room.face.edit(to, sent.message, ALERT, 3) == Sent(sent.message)


async def test_nothing_is_published_elsewhere(room: Room) -> None:
    notice = replace(ALERT, kind=CardKind.NOTICE)
    announced = room.channel("announcement", publish=True)
    places = ((room.channel("announcement"), ALERT), (room.channel("text", publish=True), ALERT), (announced, notice))
    for number, (to, card) in enumerate(places):
        sent = await room.face.send(to, a_post(number, card))
        assert sent == Sent(str(room.there(to)[0]["id"]), publish=False)


async def test_what_cannot_be_published_any_more_is_told_and_a_lost_answer_is_no_failure(room: Room) -> None:
    to = room.channel("announcement", publish=True)
    first, second = [await room.face.send(to, a_post(number)) for number in (1, 2)]
    assert isinstance(first, Sent)
    assert isinstance(second, Sent)
    room.server.faults.next("crosspost", Fault.LOST_AFTER)
    assert isinstance(await room.face.publish(to, first.message), InDoubt)
    assert await room.face.publish(to, first.message) == Sent(first.message)
    room.server.places.delete_message(int(to.channel), int(second.message))
    assert isinstance(await room.face.publish(to, second.message), Gone)


async def test_a_picture_is_a_file_and_left_out_where_files_are_refused(room: Room) -> None:
    card = replace(ALERT, picture=Picture(SVG, "Two reports on Monday"))
    to = room.channel()
    await room.face.send(to, a_post(1, card))
    room.server.places.deny(int(to.channel), Permission.ATTACH_FILES)
    assert isinstance(await room.face.send(to, a_post(2, card)), Sent)
    first, second = room.there(to)
    assert "attachment" in str(first["components"]) or first["attachments"]
    assert "Two reports on Monday" in str(second["components"])
    assert not second["attachments"]


async def test_without_the_right_to_read_a_development_is_posted_without_its_reference(room: Room) -> None:
    to = room.channel()
    first = await room.face.send(to, a_post(1))
    assert isinstance(first, Sent)
    room.server.places.deny(int(to.channel), Permission.READ_MESSAGE_HISTORY)
    assert isinstance(await room.face.send(to, a_post(2, DEVELOPMENT, reply_to=first.message)), Sent)
    assert not isinstance(await room.face.find(to, a_post(3)), Absent), "an empty history proves nothing"


async def test_what_is_refused_says_which_permission_to_check(room: Room) -> None:
    to = room.channel()
    room.server.places.deny(int(to.channel), Permission.SEND_MESSAGES)
    outcome = await room.face.send(to, a_post(1))
    assert isinstance(outcome, Refused)
    assert outcome.todo == ("send_messages",)
    room.server.places.delete_channel(int(to.channel))
    assert isinstance(await room.face.send(to, a_post(1)), Gone)
