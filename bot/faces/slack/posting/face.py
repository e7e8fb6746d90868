"""Posting on Slack: public, private and shared channels, direct messages.

A message's id is its time stamp; in direct messages "CONVERSATION/TIME". A development replies in the thread of the
story's first post, and is shown in the channel too where the place's posts are to be broadcast. Slack has no key that
would keep a message from being posted twice: after a lost answer it is looked for by its token (`finding`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block

from bot.cards.card import Card, CardKind
from bot.cards.lost_place import ARCHIVED
from bot.faces.face import Absent, Address, Found, Outcome, Posting, Refused, RetryLater, Sent, Unknown
from bot.faces.seen import DIRECT
from bot.faces.slack.cards.pictures import Pictures
from bot.faces.slack.cards.render import Rendered, needs_picture, render
from bot.faces.slack.places.channels import PRIVATE
from bot.faces.slack.places.directs import Directs
from bot.faces.slack.places.places import PLATFORM
from bot.faces.slack.posting import outcome
from bot.faces.slack.posting.finding import DELIVERY, Finder
from bot.faces.slack.posting.outcome import NO_REPLIES, OUTSIDE, REVOKED, TOO_MUCH, code_of
from bot.faces.slack.posting.transport import Pace
from bot.faces.slack.workspaces.clients import Clients, Installed
from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from bot.locale.catalogue import Catalogue
from storage.people import PERSON

_MENTIONING = (CardKind.ALERT, CardKind.DEVELOPMENT)
_NOT_OURS = RetryLater(timedelta(hours=1), "visabot is not installed in that workspace")
_EDITS = "chat.update"

log = structlog.get_logger(__name__)


class _Spot(NamedTuple):
    """One message."""

    channel: str
    time: str


class _Later(Exception):  # noqa: N818 - Slack wants us to wait
    """Nothing was posted, and what stands in the way will pass."""

    def __init__(self, outcome: RetryLater) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def _put_off(seconds: float) -> RetryLater:
    return RetryLater(timedelta(seconds=seconds), f"Slack takes no more there for {seconds:.0f} seconds")


class SlackFace:
    """Posts by the Web API; whether anyone listens by a socket does not matter."""

    platform = PLATFORM

    def __init__(
        self,
        clients: Clients,
        catalogue: Catalogue,
        *,
        directs: Directs | None = None,
        pace: Pace | None = None,
        refused: RefusedTokens | None = None,
    ) -> None:
        """Take the workspaces, the words of the messages' own, and who hears of tokens that Slack does not take."""
        self._clients = clients
        self._catalogue = catalogue
        self._directs = directs or Directs()
        self._pace = pace or Pace()
        self._refused = refused or RefusedTokens()
        self._pictures = Pictures()
        self._finder = Finder()

    async def send(self, to: Address, posting: Posting) -> Outcome:
        """Post a card."""
        sending = _Sending()
        try:
            installed = await self._clients.of(to.workspace)
            if installed is None:
                return _NOT_OURS
            return Sent(await self._send(installed, to, posting, sending))
        except _Later as later:
            return later.outcome
        except Exception as error:  # noqa: BLE001 - `of_sending` raises what it does not know
            self._note(to.workspace, sending.channel, error)
            return outcome.of_sending(error, asked=sending.asked, private=to.kind == PRIVATE)

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:  # noqa: ARG002 - always the newest
        """Bring a post up to date."""
        lane = f"{to.workspace} {_EDITS}"
        if (wait := self._pace.left(lane)) > 0:
            return _put_off(wait)
        try:
            installed = await self._clients.of(to.workspace)
            if installed is None:
                return _NOT_OURS
            await self._edit(installed, to, _spot(to, message), card)
        except Exception as error:  # noqa: BLE001 - `of_editing` raises what it does not know
            self._note(to.workspace, lane, error)
            return outcome.of_editing(error)
        return Sent(message)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown | Refused:
        """Look for a post whose answer was lost."""
        try:
            installed = await self._clients.of(to.workspace)
            if installed is None:
                return Unknown(_NOT_OURS.reason)
            channel = await self._channel(installed, to)
            thread = _spot(to, posting.reply_to).time if posting.reply_to else None
            found = await self._look(installed, channel, replace(posting, reply_to=thread))
        except _Later as later:
            return Unknown(later.outcome.reason)
        except Exception as error:  # noqa: BLE001 - whatever it is, the look does not tell
            self._note(to.workspace, None, error)
            return outcome.of_looking(error, private=to.kind == PRIVATE)
        return Found(_name(to, channel, found.message)) if isinstance(found, Found) else found

    async def _send(self, installed: Installed, to: Address, posting: Posting, sending: "_Sending") -> str:
        channel = sending.channel = await self._channel(installed, to)
        file = await self._picture(installed, posting.card)
        shapes = self._shapes(to, posting.card, file, posting.token)
        if (wait := await self._pace.turn(channel, installed.team)) > 0:
            raise _Later(_put_off(wait))
        sending.asked = True
        thread = _spot(to, posting.reply_to).time if posting.reply_to else None
        return _name(to, channel, await _say(installed, channel, posting, shapes, thread, broadcast=to.publish))

    async def _look(self, installed: Installed, channel: str, posting: Posting) -> Found | Absent | Unknown:
        """Look for a post; go into the channel first where only its members may read it."""
        try:
            return await self._finder.find(installed, channel, posting)
        except SlackApiError as error:
            if code_of(error) not in OUTSIDE or not await _go_in(installed, channel):
                raise
        return await self._finder.find(installed, channel, posting)

    def _shapes(self, to: Address, card: Card, file: str | None, token: str | None = None) -> Iterator[Rendered]:
        """Give the message as it should be; then, where Slack does not take that, each time with less."""
        yield self._render(to, card, file, token=token)
        if file is not None:
            log.info("slack does not show the picture", destination=to.destination)
            self._pictures.forget(file)
            yield self._render(to, card, None, token=token)
        log.error("slack does not take the message as it is made", destination=to.destination)
        yield replace(self._render(to, card, None), blocks=())

    async def _edit(self, installed: Installed, to: Address, spot: _Spot, card: Card) -> None:
        channel = spot.channel or await self._channel(installed, to)
        shapes = self._shapes(to, card, await self._picture(installed, card))
        rendered = next(shapes)
        while True:
            try:
                return await _update(installed, channel, spot.time, rendered)
            except SlackApiError as error:
                if code_of(error) not in TOO_MUCH or (less := next(shapes, None)) is None:
                    raise
                rendered = less

    def _render(self, to: Address, card: Card, file: str | None, *, token: str | None = None) -> Rendered:
        return render(card, self._catalogue, token=token, picture_file=file, mention=_group(to, card))

    async def _picture(self, installed: Installed, card: Card) -> str | None:
        if card.picture is None or not needs_picture(card):
            return None
        return await self._pictures.file(installed, card.picture)

    async def _channel(self, installed: Installed, to: Address) -> str:
        """Return where messages go: of a person the conversation with them."""
        if to.kind == DIRECT:
            return await self._directs.channel(installed, to.channel.removeprefix(PERSON))
        return to.channel

    def _note(self, team: str, lane: str | None, error: Exception) -> None:
        """Keep in mind what Slack puts off, and pass on that it does not take a token any more."""
        wait = outcome.wait_of(error)
        if wait is not None and lane:
            self._pace.shut(lane, wait.total_seconds())
        if code_of(error) in REVOKED:
            self._refused.note(team, code_of(error))


class _Sending:
    """How far sending one message has come."""

    channel = ""
    asked = False
    """Whether the message itself was on its way: then an answer that is lost leaves it in doubt."""


async def _say(
    installed: Installed,
    channel: str,
    posting: Posting,
    shapes: Iterator[Rendered],
    thread: str | None,
    *,
    broadcast: bool,
) -> str:
    """Post, and return the time stamp.

    Where Slack says that the message is not there for a reason that we can mend or do without, post again.
    """
    metadata = {"event_type": DELIVERY, "event_payload": {"token": posting.token}}
    rendered, joined = next(shapes), False
    while True:
        threaded: dict[str, Any] = {"thread_ts": thread, "reply_broadcast": broadcast} if thread is not None else {}
        try:
            told = await installed.client.chat_postMessage(
                channel=channel, metadata=metadata, **threaded, **_message(rendered)
            )
        except SlackApiError as error:
            code = code_of(error)
            if code in OUTSIDE and not joined and await _go_in(installed, channel):
                joined = True
            elif code in NO_REPLIES and thread is not None:
                log.info("slack takes no reply there", channel=channel, reason=code)
                thread = None
            elif code in TOO_MUCH and (less := next(shapes, None)) is not None:
                rendered = less
            else:
                raise
        else:
            return str(told["ts"])


async def _go_in(installed: Installed, channel: str) -> bool:
    """Go into a channel; tell whether the bot is there now.

    Raises:
        _Later: Slack did not say that it may not: an admin need not be told yet.
        SlackApiError: it is archived. Apps are put out of a channel by that (elastic/connectors, issue 1972).

    """
    try:
        await installed.client.conversations_join(channel=channel)
    except Exception as error:
        log.info("not joined", channel=channel, reason=outcome.reason_of(error))
        if code_of(error) == ARCHIVED:
            raise
        refused = outcome.of_sending(error, asked=False)
        if isinstance(refused, RetryLater):
            raise _Later(refused) from error
        return False
    log.info("joined", team=installed.team, channel=channel)
    return True


async def _update(installed: Installed, channel: str, time: str, rendered: Rendered) -> None:
    # What is said of these two in an edit, Slack does not keep from before; an edit calls nobody a second time.
    await installed.client.chat_update(
        channel=channel, ts=time, parse="none", link_names=False, text=rendered.text, blocks=_sequence(rendered.blocks)
    )


def _message(rendered: Rendered) -> dict[str, Any]:
    """Return what a post is made of. Without blocks its words stand as they are."""
    words = {"text": rendered.text, "unfurl_links": False, "unfurl_media": False}
    return words | ({"blocks": _sequence(rendered.blocks)} if rendered.blocks else {"mrkdwn": False})


def _sequence(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [block.to_dict() for block in blocks]


def _group(to: Address, card: Card) -> str | None:
    return to.mention if to.mention and to.kind != DIRECT and card.kind in _MENTIONING else None


def _spot(to: Address, message: str) -> _Spot:
    channel, _, time = message.rpartition("/")
    return _Spot(channel or ("" if to.kind == DIRECT else to.channel), time)


def _name(to: Address, channel: str, time: str) -> str:
    return f"{channel}/{time}" if to.kind == DIRECT else time
