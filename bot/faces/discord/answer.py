"""Answering an interaction within Discord's three seconds, whatever the work takes.

::

    the work is done at once   →  the answer, private where declared, and always where it is an error
    it takes longer            →  "visabot is thinking…", then after a while a word of what goes on, then the answer
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from enum import Enum

import discord
import structlog

from bot.cards.card import Card, CardKind
from bot.cards.progress import progress_card
from bot.commands.call import Who
from bot.faces.discord.drawing import Drawer
from bot.faces.discord.render import Rendered
from bot.locale.voice import Voice

Interaction = discord.Interaction[discord.Client]

PATIENCE = 1.5
"""Seconds before an answer is put off: Discord waits for 3 in all, and the network takes its share."""
PROGRESS = 6.0
"""Seconds after which a person who waits is told what goes on."""

_TOO_LATE = frozenset({10062, 40060})
"""Unknown interaction; already acknowledged (Discord, "JSON Error Codes")."""

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
        task = asyncio.ensure_future(work)
        try:
            await self._answer(interaction, task, voice, manner)
        except discord.HTTPException as error:
            if error.code in _TOO_LATE:
                log.warning("answered too late", code=error.code, after=_age(interaction))
            else:
                log.exception("answer refused", code=error.code, status=error.status)
        except Exception:
            log.exception("answer failed")
        finally:
            task.cancel()

    async def _answer(
        self, interaction: Interaction, task: "asyncio.Future[Card]", voice: Voice, manner: Manner
    ) -> None:
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        if not done:
            await interaction.response.defer(ephemeral=manner.private, thinking=manner.into is Into.NEW)
            await self._tell_progress(interaction, task, voice, manner)
        card = await task
        if card.kind is CardKind.ERROR:
            await self._show_error(interaction, card, manner)
        else:
            await self._show(interaction, card, manner)

    async def _tell_progress(
        self, interaction: Interaction, task: "asyncio.Future[Card]", voice: Voice, manner: Manner
    ) -> None:
        done, _ = await asyncio.wait({task}, timeout=self._progress - self._patience)
        if not done and manner.into is Into.NEW:
            drawn = await self._drawer.draw(progress_card(voice), manner.who)
            await interaction.edit_original_response(view=drawn.view)

    async def _show(self, interaction: Interaction, card: Card, manner: Manner) -> None:
        drawn = await self._drawer.draw(card, manner.who, page=manner.page, again=manner.again)
        if manner.into is Into.SAME:
            await _replace(interaction, drawn)
        elif interaction.response.is_done():
            await interaction.edit_original_response(view=drawn.view, attachments=list(drawn.files))
        else:
            await _say(interaction, drawn, private=manner.private)

    async def _show_error(self, interaction: Interaction, card: Card, manner: Manner) -> None:
        """Show an error to the asker alone, and leave the message that stands there as it is."""
        drawn = await self._drawer.draw(card, manner.who)
        if not interaction.response.is_done():
            await _say(interaction, drawn, private=True)
        elif manner.into is Into.NEW and manner.private:
            await interaction.edit_original_response(view=drawn.view, attachments=list(drawn.files))
        else:
            if manner.into is Into.NEW:
                await interaction.delete_original_response()
            await interaction.followup.send(view=drawn.view, files=list(drawn.files), ephemeral=True)


async def _say(interaction: Interaction, drawn: Rendered, *, private: bool) -> None:
    await interaction.response.send_message(view=drawn.view, files=list(drawn.files), ephemeral=private)


async def _replace(interaction: Interaction, drawn: Rendered) -> None:
    if interaction.response.is_done():
        await interaction.edit_original_response(view=drawn.view, attachments=list(drawn.files))
    else:
        await interaction.response.edit_message(view=drawn.view, attachments=list(drawn.files))


def _age(interaction: Interaction) -> float:
    return (discord.utils.utcnow() - interaction.created_at).total_seconds()
