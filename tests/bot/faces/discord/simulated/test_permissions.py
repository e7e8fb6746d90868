"""Nobody does what they may not, whatever Discord lets them: a server's settings, a button or a form may open a way."""

import pytest

from bot.cards.card import Action, Card, CardKind
from bot.commands.command import Permission
from storage import audit, workspaces
from tests.bot.faces.discord.simulated.newsroom import ROOTS, Newsroom, answer, failed, words
from tests.bot.faces.every_command import OPERATORS, STEPS

GUARDED = [step for step in (*STEPS, *OPERATORS) if step.command.needs > Permission.EVERYONE]
LEVELS = {
    Permission.MANAGER: "everyone",
    Permission.ADMIN: "manager",
    Permission.OPERATOR: "admin",
}
"""Who may a little less than is needed."""


def _let_everyone(room: Newsroom) -> None:
    """Show the admins' commands to everyone, as a server's admin may set."""
    commands = room.env.backend.commands[None]
    for (name, _), command in commands.items():
        if name == ROOTS[True]:
            room.guild.set_command_permissions(int(command["id"]), {room.guild.default_role: True})


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_who_may_too_little_is_refused_alone_and_nothing_is_changed(newsroom: Newsroom, locale: str) -> None:
    newsroom.locale = locale
    _let_everyone(newsroom)
    let: list[str] = []
    for step in GUARDED:
        result = await newsroom.use(step, by=LEVELS[step.command.needs])
        shown = answer(result)
        if not failed(shown.components) or not shown.ephemeral:
            let.append(f"{step.name}: {words(shown.components)}")
    assert let == []
    async with newsroom.database.read() as tx:
        its = await workspaces.by_external(tx, "discord", str(newsroom.guild.id))
        assert its is not None
        for workspace in (its.id, None):
            assert await audit.latest(tx, workspace=workspace, limit=1) == []


async def test_who_manages_the_channel_may_have_it_follow(newsroom: Newsroom) -> None:
    refused: list[str] = []
    for step in STEPS:
        if step.command.needs is Permission.MANAGER:
            shown = answer(await newsroom.use(step, by="manager"))
            if failed(shown.components):
                refused.append(f"{step.name}: {words(shown.components)}")
    assert refused == []


async def test_a_form_is_not_opened_for_who_may_not_send_it(newsroom: Newsroom) -> None:
    card = Card(CardKind.HELP, "Follow", "en", actions=(Action("Follow", "subscribe", form=True),))
    pressed = await newsroom.reader.click(await newsroom.post(card), label="Follow")
    assert pressed.modal is None
    assert failed(answer(pressed).components)
    assert answer(pressed).ephemeral
