"""Posting on Discord: text and announcement channels, threads, forums, direct messages.

A message's id is its snowflake; of what stands in a forum "THREAD" (a post's first message has its thread's id) or
"THREAD/MESSAGE". Every message but a forum's first carries the delivery's token as its nonce, so that Discord does not
take it twice within minutes; beyond that, and in forums, it is found again by its buttons (`finding`).

A development replies in the channel, not in a thread (docs/adr/0006).
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import discord
import structlog

from bot.cards.card import Card, CardKind
from bot.cards.clean import clean_card
from bot.faces.discord.cards.render import Rendered, drawing_of, render
from bot.faces.discord.places.places import PLATFORM
from bot.faces.discord.posting import outcome
from bot.faces.discord.posting.finding import Channel, Finder
from bot.faces.discord.posting.outcome import ALREADY_PUBLISHED, ARCHIVED, MISSING_PERMISSIONS, NO_HISTORY
from bot.faces.discord.posting.transport import Attempts, attempts, once
from bot.faces.face import Absent, Address, Found, Outcome, Posting, RetryLater, Sent, Unknown
from bot.faces.seen import DIRECT
from bot.faces.utf16 import fitting
from bot.locale.catalogue import Catalogue
from storage.people import PERSON

ANNOUNCEMENT, FORUM, THREAD = "announcement", "forum", "thread"

_NAME = 100
"""Characters of a forum post's name."""
_TAGS = 5
"""Tags of a forum post, at most (documentation, "Start Thread in Forum or Media Channel")."""
_MENTIONING = (CardKind.ALERT, CardKind.DEVELOPMENT)
_NOT_YET = RetryLater(outcome.SOON, "visabot is not logged in to Discord yet")

log = structlog.get_logger(__name__)


class _Spot(NamedTuple):
    """One message."""

    channel: int
    message: int


class DiscordFace:
    """Posts by a client that is logged in; it need not be connected to the gateway."""

    platform = PLATFORM

    def __init__(self, rest: discord.Client, catalogue: Catalogue) -> None:
        """Take the client, whose trace keeps the pace (`transport.trace`), and the words of the messages' own."""
        self._rest = rest
        self._catalogue = catalogue
        self._finder = Finder(rest)

    async def send(self, to: Address, posting: Posting) -> Outcome:
        """Post a card."""
        if self._rest.user is None:
            return _NOT_YET
        with attempts() as tried:
            try:
                return Sent(await self._send(to, posting, tried), publish=_is_published(to, posting.card))
            except Exception as error:  # noqa: BLE001 - `of_sending` raises what it does not know
                needs = _needed(to, with_picture=False, reply=posting.reply_to is not None)
                return outcome.of_sending(error, tried, needs=needs)

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:  # noqa: ARG002 - always the newest
        """Bring a post up to date; where its channel is published and the post is not yet, that is still to be done.

        An edit carries no token, and needs none. Lost answers double nothing: the library repeats it, or the pipeline
        does, and the message shows the same; it notifies nobody (`_show`). Where an older edit arrives late, the next
        version brings the post up to date, and until then it shows what was true a moment ago.
        """
        if self._rest.user is None:
            return _NOT_YET
        try:
            spot = await self._spot(to, message)
            edited = await self._edit(spot, lambda: self._show(to, spot, card))
        except Exception as error:  # noqa: BLE001 - `of_editing` raises what it does not know
            return outcome.of_editing(error, needs=_needed(to, with_picture=card.picture is not None, reply=True))
        return Sent(message, publish=_is_published(to, card) and not edited.flags.crossposted)

    async def publish(self, to: Address, message: str) -> Outcome:
        """Pass a post on to who follows the channel. It takes no token: Discord does it once (40033)."""
        if self._rest.user is None:
            return _NOT_YET
        try:
            spot = await self._spot(to, message)
            await self._rest.get_partial_messageable(spot.channel).get_partial_message(spot.message).publish()
        except discord.HTTPException as error:
            if error.code != ALREADY_PUBLISHED:
                return outcome.of_publishing(error)
        except Exception as error:  # noqa: BLE001 - `of_publishing` raises what it does not know
            return outcome.of_publishing(error)
        return Sent(message)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:
        """Look for a post whose answer was lost."""
        if self._rest.user is None:
            return Unknown(_NOT_YET.reason)
        try:
            if to.kind == FORUM and posting.reply_to is None:
                found = await self._finder.post(int(to.channel), posting)
            else:
                channel = await self._channel(to, posting.reply_to)
                found = await self._finder.message(channel, posting)
                if isinstance(found, Found) and to.kind == FORUM:
                    found = Found(f"{channel.id}/{found.message}")
        except Exception as error:  # noqa: BLE001 - whatever it is, it does not tell
            if outcome.certainly_unknown(error):
                return Absent()
            return Unknown(outcome.reason_of(error))
        return replace(found, publish=_is_published(to, posting.card)) if isinstance(found, Found) else found

    async def _send(self, to: Address, posting: Posting, tried: Attempts) -> str:
        """Post, without what is only nice to have where that is what Discord refuses. Return the message's id."""
        rendered = self._render(to, posting, await drawing_of(posting.card))
        try:
            return await self._post(to, posting, rendered)
        except discord.Forbidden as error:
            if error.code != MISSING_PERMISSIONS or not rendered.files or tried.in_doubt:
                raise
            log.info("discord takes no picture there", destination=to.destination)
            return await self._post(to, posting, self._render(to, posting, None))

    async def _post(self, to: Address, posting: Posting, rendered: Rendered) -> str:
        mentions = _mentions(to, posting.card)
        if to.kind == FORUM:
            return await self._post_in_forum(to, posting, rendered, mentions)
        channel = await self._channel(to, None)
        try:
            message = await _say(channel, posting, rendered, mentions, reply_to=posting.reply_to)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY or posting.reply_to is None:
                raise
            message = await _say(channel, posting, _again(rendered), mentions, reply_to=None)
        return str(message.id)

    async def _post_in_forum(
        self, to: Address, posting: Posting, rendered: Rendered, mentions: discord.AllowedMentions
    ) -> str:
        if posting.reply_to is not None:
            thread = await self._channel(to, posting.reply_to)
            try:
                message = await _say(thread, posting, rendered, mentions, reply_to=None)
            except discord.NotFound:
                rendered = _again(rendered)  # somebody deleted the post; the forum itself may be well
            else:
                return f"{thread.id}/{message.id}"
        forum = await self._rest.fetch_channel(int(to.channel))
        if not isinstance(forum, discord.ForumChannel):
            msg = f"channel {to.channel} is no forum"
            raise TypeError(msg)
        with once():  # there is no nonce
            made = await forum.create_thread(
                name=fitting(clean_card(posting.card).title, _NAME) or "…",
                view=rendered.view,
                files=rendered.files,
                applied_tags=_tags(forum, posting.tags),
                allowed_mentions=mentions,
            )
        return str(made.thread.id)

    async def _edit(self, spot: _Spot, show: Callable[[], Awaitable[discord.Message]]) -> discord.Message:
        """Edit a message; where its thread is archived, open that first."""
        try:
            return await show()
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            thread = await self._rest.fetch_channel(spot.channel)
            if not isinstance(thread, discord.Thread):
                raise
            await thread.edit(archived=False)
            return await show()

    async def _show(self, to: Address, spot: _Spot, card: Card) -> discord.Message:
        rendered = render(card, self._catalogue, mention=_role(to, card), drawing=await drawing_of(card))
        message = self._rest.get_partial_messageable(spot.channel).get_partial_message(spot.message)
        # Nobody is called a second time: an edit mentions, but it does not notify.
        none = discord.AllowedMentions.none()
        return await message.edit(view=rendered.view, attachments=rendered.files, allowed_mentions=none)

    def _render(self, to: Address, posting: Posting, drawing: bytes | None) -> Rendered:
        role = _role(to, posting.card)
        return render(posting.card, self._catalogue, token=posting.token, mention=role, drawing=drawing)

    async def _channel(self, to: Address, thread: str | None) -> Channel:
        """Return where messages go: of a forum the thread that a message of it stands in."""
        if to.kind == DIRECT:
            # Asked once: the library keeps it.
            return await self._rest.create_dm(discord.Object(int(to.channel.removeprefix(PERSON))))
        number = thread.partition("/")[0] if to.kind == FORUM and thread is not None else to.channel
        return self._rest.get_partial_messageable(int(number))

    async def _spot(self, to: Address, message: str) -> _Spot:
        channel = await self._channel(to, message)
        return _Spot(channel.id, int(message.rpartition("/")[2]))


async def _say(
    channel: Channel,
    posting: Posting,
    rendered: Rendered,
    mentions: discord.AllowedMentions,
    *,
    reply_to: str | None,
) -> discord.Message:
    more: dict[str, Any] = {}
    if reply_to is not None:
        more["reference"] = discord.MessageReference(
            message_id=int(reply_to), channel_id=channel.id, fail_if_not_exists=False
        )
    sent: discord.Message = await channel.send(
        view=rendered.view, files=rendered.files, nonce=posting.token, allowed_mentions=mentions, **more
    )
    return sent


def _is_published(to: Address, card: Card) -> bool:
    """Tell whether a post is passed on: what the bot says about itself is for those who run it."""
    return to.kind == ANNOUNCEMENT and to.publish and card.kind is not CardKind.NOTICE


def _again(rendered: Rendered) -> Rendered:
    """Return it for another request: the library has read the files."""
    for file in rendered.files:
        file.reset()
    return rendered


def _role(to: Address, card: Card) -> int | None:
    return int(to.mention) if to.mention and to.kind != DIRECT and card.kind in _MENTIONING else None


def _mentions(to: Address, card: Card) -> discord.AllowedMentions:
    role = _role(to, card)
    return discord.AllowedMentions(
        everyone=False, users=False, roles=[discord.Object(role)] if role else False, replied_user=False
    )


def _tags(forum: discord.ForumChannel, wanted: Iterable[str]) -> list[discord.ForumTag]:
    """Return the forum's tags of these names; where it asks for one and has none of them, its first."""
    names = {name.casefold() for name in wanted}
    free = [tag for tag in forum.available_tags if not tag.moderated]
    chosen = [tag for tag in free if tag.name.casefold() in names][:_TAGS]
    return chosen or (free[:1] if forum.flags.require_tag else [])


def _needed(to: Address, *, with_picture: bool, reply: bool) -> tuple[str, ...]:
    """Return the permissions that it takes to post there, where the library's answer does not say which one lacks."""
    threaded = to.kind == THREAD or (to.kind == FORUM and reply)
    return ("send_messages_in_threads" if threaded else "send_messages", *(["attach_files"] if with_picture else []))
