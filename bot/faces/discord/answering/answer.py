"""Answering an interaction within Discord's three seconds, whatever the work takes.

::

    the work is done at once   →  the answer, private where declared, and always where it is an error
    it takes longer            →  "visabot is thinking…", then after a while a word of what goes on, then the answer
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

import aiohttp
import discord
import structlog

from bot.cards.card import FOR_THE_ASKER, Card, CardKind
from bot.cards.progress import progress_card
from bot.commands.call import Who
from bot.faces.discord.cards.drawing import Drawer
from bot.faces.discord.cards.render import Rendered
from bot.faces.work import done
from bot.locale.voice import Voice

Interaction = discord.Interaction[discord.Client]

PATIENCE = 1.5
"""Seconds before an answer is put off: Discord waits for 3 in all, and the network takes its share."""
PROGRESS = 6.0
"""Seconds after which a person who waits is told what goes on."""

_ACKNOWLEDGED = 40060
_TOO_LATE = frozenset({10062, _ACKNOWLEDGED})
"""Unknown interaction; already acknowledged (Discord, "JSON Error Codes")."""
_BROKEN = (aiohttp.ClientError, OSError)
_UNHEARD = "unheard"
"""Among an interaction's extras: an attempt to answer it may have arrived."""

log = structlog.get_logger(__name__)


class Into(Enum):
    """Where an answer goes."""

    NEW = "new"
    """A message of its own."""
    SAME = "same"
    """The message whose button was pressed."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to answer, and whom."""

    who: Who
    private: bool
    into: Into = Into.NEW
    again: str | None = None
    """The line that gives the same answer again, to turn its pages; None: it must not be run twice."""
    page: int = 0


class Answerer:
    """Answers interactions. Nothing that Discord or the work does makes it raise."""

    def __init__(self, drawer: Drawer, *, patience: float = PATIENCE, progress: float = PROGRESS) -> None:
        """Take what draws, and how many seconds to wait before putting an answer off, and before a word of progress."""
        self._drawer = drawer
        self._patience = patience
        self._progress = progress

    async def answer(self, interaction: Interaction, work: Awaitable[Card], voice: Voice, manner: Manner) -> None:
        """Do the work, and show the card it gives.

        Args:
            interaction: nothing has been answered yet.
            work: gives the card; it answers errors with cards.
            voice: how to speak of work that takes long.
            manner: how to answer.

        """
        task = asyncio.ensure_future(done(work, voice))
        try:
            await self._answer(interaction, task, voice, manner)
        except Exception as error:
            code = error.code if isinstance(error, discord.HTTPException) else 0
            if code in _TOO_LATE:
                log.warning("answered too late", code=code, after=_age(interaction))
            else:
                log.exception("answer failed", code=code)
                await apologise(interaction, voice, manner)
        finally:
            task.cancel()

    async def _answer(
        self, interaction: Interaction, task: "asyncio.Future[Card]", voice: Voice, manner: Manner
    ) -> None:
        ready, _ = await asyncio.wait({task}, timeout=self._patience)
        if not ready:
            await _defer(interaction, manner)
            await self._tell_progress(interaction, task, voice, manner)
        card = await task
        # A question that takes the place of another is the asker's alone as that was; an error leaves it as it stands.
        if card.kind is CardKind.ERROR or (card.kind in FOR_THE_ASKER and manner.into is Into.NEW):
            await self._show_alone(interaction, card, manner)
        else:
            await self._show(interaction, card, manner)

    async def _tell_progress(
        self, interaction: Interaction, task: "asyncio.Future[Card]", voice: Voice, manner: Manner
    ) -> None:
        ready, _ = await asyncio.wait({task}, timeout=self._progress - self._patience)
        if ready or manner.into is not Into.NEW:
            return
        drawn = await self._drawer.draw(progress_card(voice), manner.who)
        try:
            await interaction.edit_original_response(view=drawn.view)
        except (discord.HTTPException, *_BROKEN) as error:
            log.info("progress not told", error=repr(error))  # the work goes on

    async def _show(self, interaction: Interaction, card: Card, manner: Manner) -> None:
        drawn = await self._drawer.draw(card, manner.who, page=manner.page, again=manner.again)
        if manner.into is Into.SAME or interaction.response.is_done():
            await _replace(interaction, drawn)
        else:
            await _say(interaction, drawn, private=manner.private)

    async def _show_alone(self, interaction: Interaction, card: Card, manner: Manner) -> None:
        """Show an error or a question to the asker alone, and leave the message that stands there as it is."""
        drawn = await self._drawer.draw(card, manner.who)
        if not interaction.response.is_done():
            await _say(interaction, drawn, private=True)
        elif manner.into is Into.NEW and manner.private:
            await _replace(interaction, drawn)
        else:
            await _leave_the_public(interaction, manner)
            await interaction.followup.send(view=drawn.view, files=list(drawn.files), ephemeral=True)


async def apologise(interaction: Interaction, voice: Voice, manner: Manner | None = None) -> None:
    """Say at least that it did not work: to the asker alone, and without a card, which may be what Discord refuses.

    Args:
        interaction: answered or not.
        voice: the asker's.
        manner: how it was to be answered; None: it did not come to that.
    """
    words = voice.say("error.internal")
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(words, ephemeral=True)
            return
        if manner is not None:
            await _leave_the_public(interaction, manner)
        await interaction.followup.send(words, ephemeral=True)
    except (discord.HTTPException, *_BROKEN) as error:
        log.warning("failure not told", interaction=interaction.id, error=str(error))


async def _leave_the_public(interaction: Interaction, manner: Manner) -> None:
    """Take back the "thinking" that everyone sees: what follows it would be seen by everyone, too."""
    if manner.into is Into.NEW and not manner.private:
        await interaction.delete_original_response()


async def _defer(interaction: Interaction, manner: Manner) -> None:
    """Put the answer off."""
    thinking = manner.into is Into.NEW
    await _surely(interaction, lambda: interaction.response.defer(ephemeral=manner.private, thinking=thinking))


async def _say(interaction: Interaction, drawn: Rendered, *, private: bool) -> None:
    say = interaction.response.send_message
    if not await _surely(interaction, lambda: say(view=drawn.view, files=_files(drawn), ephemeral=private)):
        await interaction.edit_original_response(view=drawn.view, attachments=_files(drawn))


async def _replace(interaction: Interaction, drawn: Rendered) -> None:
    change = interaction.edit_original_response if interaction.response.is_done() else interaction.response.edit_message
    if not await _surely(interaction, lambda: change(view=drawn.view, attachments=_files(drawn))):
        await interaction.edit_original_response(view=drawn.view, attachments=_files(drawn))


async def _surely(interaction: Interaction, give: Callable[[], Awaitable[object]]) -> bool:
    """Give an answer; where the connection breaks, which the library does not make up for, once more.

    Nothing is doubled: an edit is the same twice, and an interaction that is answered takes no second answer. Return
    False where it has one: an attempt of ours arrived of which we had no word, now or when the answer was put off.
    """
    once_more = True
    while True:
        try:
            await give()
        except _BROKEN:
            if not once_more:
                raise
            once_more = False
            interaction.extras[_UNHEARD] = True
        except discord.HTTPException as error:
            if error.code == _ACKNOWLEDGED and _UNHEARD in interaction.extras:
                return False
            raise
        else:
            return True


def _files(drawn: Rendered) -> list[discord.File]:
    """Return the files, to be read from their beginning."""
    for file in drawn.files:
        file.reset()
    return list(drawn.files)


def _age(interaction: Interaction) -> float:
    return (discord.utils.utcnow() - interaction.created_at).total_seconds()
