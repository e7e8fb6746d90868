"""Answering on Slack, whatever the work takes. Slack has been told at once that what somebody did has arrived.

::

    the work is done soon   →  the answer, private where declared, and always where it is an error or a question
    it takes longer         →  after a while a word of what goes on, then the answer
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

import structlog

from bot.cards.card import FOR_THE_ASKER, Card, CardKind
from bot.cards.error import error_card
from bot.cards.progress import progress_card
from bot.faces.slack.answering.reply import NotTakenError, Reply
from bot.faces.slack.cards.drawing import Drawer
from bot.faces.slack.posting.outcome import reason_of
from bot.faces.work import done
from bot.locale.voice import Voice

PROGRESS = 6.0
"""Seconds after which a person who waits is told what goes on."""
TRIGGERED = 2.0
"""The same where the answer opens a modal: what lets it be opened lasts for three."""

_TOO_LATE = frozenset({"expired_url", "used_url", "expired_trigger_id", "not_found"})
"""What Slack says where a person has waited too long, or has closed what they would be answered in."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Manner:
    """How to answer."""

    reply: Reply
    private: bool
    errors: Reply | None = None
    """How errors are told, if otherwise: where the answer takes the place of a message, that stays as it is."""
    again: str | None = None
    """The line that gives the same answer again, to turn its pages; None: it must not be run twice."""
    page: int = 0
    team: str = ""
    """Slack's id of the workspace, for pictures."""
    arrived: float | None = None
    """When they asked, on the loop's clock: they have waited since. None: just now."""


class Answerer:
    """Answers. Nothing that Slack or the work does makes it raise."""

    def __init__(self, drawer: Drawer, *, progress: float = PROGRESS, triggered: float = TRIGGERED) -> None:
        """Take what draws, and after how many seconds there is a word of progress."""
        self._drawer = drawer
        self._progress = progress
        self._triggered = triggered

    async def answer(self, work: Awaitable[Card], voice: Voice, manner: Manner, *, soon: bool = False) -> Card | None:
        """Do the work, show the card it gives, and return it; None: it could not be shown.

        Args:
            work: gives the card; it answers errors with cards.
            voice: how to speak of work that takes long.
            manner: how to answer.
            soon: whether something has to be shown within three seconds.

        """
        task = asyncio.ensure_future(done(work, voice))
        try:
            return await self._answer(task, voice, manner, soon=soon)
        except NotTakenError as error:
            late = str(error) in _TOO_LATE
            (log.warning if late else log.error)("answer not taken", reason=str(error), team=manner.team)
            if not late:
                await self._apologise(voice, manner)
        except Exception as error:
            log.exception("answer failed", reason=reason_of(error), team=manner.team)
            await self._apologise(voice, manner)
        finally:
            task.cancel()
        return None

    async def _answer(self, task: "asyncio.Future[Card]", voice: Voice, manner: Manner, *, soon: bool) -> Card:
        ready, _ = await asyncio.wait({task}, timeout=_left(self._triggered if soon else self._progress, manner))
        # Slack looks at a new picture for a second or more, in which what lets a modal be opened could end.
        if not ready or (soon and task.result().picture is not None):
            await self._tell_progress(voice, manner)
        card = await task
        if card.kind in FOR_THE_ASKER:
            # A question that takes the place of another is the asker's alone as that was; an error leaves it.
            drawn = await self._drawer.draw(card, manner.team)
            aside = manner.errors if card.kind is CardKind.ERROR else None
            await (aside or manner.reply).say(drawn, private=True, title=card.title)
        else:
            await self._show(card, manner)
        return card

    async def _tell_progress(self, voice: Voice, manner: Manner) -> None:
        waiting = progress_card(voice)
        try:
            drawn = await self._drawer.draw(waiting, manner.team)
            await manner.reply.wait(drawn, private=manner.private, title=waiting.title)
        except Exception as error:  # noqa: BLE001 - the work goes on, and its answer may get through
            log.info("progress not told", reason=reason_of(error), team=manner.team)

    async def _show(self, card: Card, manner: Manner) -> None:
        """Show the answer; where Slack does not take it with its picture, with the picture's words."""
        drawn = await self._drawer.draw(card, manner.team, page=manner.page, again=manner.again)
        try:
            await manner.reply.say(drawn, private=manner.private, title=card.title)
        except NotTakenError as error:
            if card.picture is None or str(error) in _TOO_LATE:
                raise
            log.warning("answer not taken with its picture", reason=str(error), team=manner.team)
            drawn = await self._drawer.draw(card, None, page=manner.page, again=manner.again)
            await manner.reply.say(drawn, private=manner.private, title=card.title)

    async def _apologise(self, voice: Voice, manner: Manner) -> None:
        """Say at least that it did not work: to the asker alone, and on a card without anything Slack could refuse."""
        card = error_card(voice.say("error.internal"), voice)
        try:
            drawn = await self._drawer.draw(card, None)
            await (manner.errors or manner.reply).say(drawn, private=True, title=card.title)
        except Exception as error:  # noqa: BLE001 - there is nothing left to say it by
            log.warning("failure not told", reason=reason_of(error), team=manner.team)


def _left(patience: float, manner: Manner) -> float:
    """Return for how many seconds more somebody may be left without a word."""
    if manner.arrived is None:
        return patience
    return max(0.0, manner.arrived + patience - asyncio.get_running_loop().time())
