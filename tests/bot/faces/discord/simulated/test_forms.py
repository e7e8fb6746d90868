"""Every command that needs more than a button says is asked for in a form, and the form runs it."""

from typing import Any

import pytest

from bot.cards.card import Action, Card, CardKind
from bot.commands.form import Form
from tests.bot.faces.discord.simulated.newsroom import Newsroom, answer, failed, words
from tests.bot.faces.every_command import RIGHTLY_REFUSED, STEPS, Step
from tests.servers.discord.components import Part

ASKED = [step for step in STEPS if step.command.options]
UNNAMED = {"plant": "plant-example"}
"""A form asks for five options at most, so that a feed added by it is named after its address."""


def _card(step: Step) -> Card:
    return Card(CardKind.HELP, "Try it", "en", actions=(Action("Try it", step.name, form=True),))


def _fields(modal: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what can be filled in, in order."""
    return [one["component"] for one in modal["components"] if one["type"] == Part.LABEL]


def _filled(field: dict[str, Any], value: Any) -> Any:
    """Return what a person types, or chooses."""
    text = UNNAMED.get(value, str(value))
    return [text] if field["type"] == Part.SELECT else text


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_every_form_asks_for_what_its_command_takes_and_runs_it(newsroom: Newsroom, locale: str) -> None:
    newsroom.locale = locale
    wrong: dict[str, str] = {}
    for step in ASKED:
        asked = Form(step.command, {}).asked
        pressed = await newsroom.admin.click(await newsroom.post(_card(step)), label="Try it")
        assert pressed.modal is not None, step.name
        fields = dict(zip((option.name for option in asked), _fields(pressed.modal), strict=True))
        given = {
            field["custom_id"]: _filled(field, step.given[name]) for name, field in fields.items() if name in step.given
        }
        shown = answer(await newsroom.admin.submit_modal(pressed, given))
        if failed(shown.components) is not (step.name in RIGHTLY_REFUSED) or shown.ephemeral != step.command.private:
            wrong[step.name] = words(shown.components)
    assert wrong == {}


async def test_what_is_filled_in_wrongly_is_told_and_nothing_is_done(newsroom: Newsroom) -> None:
    step = next(one for one in ASKED if one.name == "quiet")
    pressed = await newsroom.admin.click(await newsroom.post(_card(step)), label="Try it")
    assert pressed.modal is not None
    first = _fields(pressed.modal)[0]["custom_id"]
    shown = answer(await newsroom.admin.submit_modal(pressed, {first: "soon"}))
    assert failed(shown.components)
    assert "soon" in words(shown.components)


async def test_tracking_a_message_asks_for_a_term_and_adds_it(newsroom: Newsroom) -> None:
    written = await newsroom.reader.send(newsroom.channel, "Battery plant hires again")
    opened = await newsroom.admin.context_menu(newsroom.channel, "Track this", written)
    assert opened.modal is not None
    topic, expression = _fields(opened.modal)
    assert expression["value"] == '"Battery plant hires again"'
    given = {topic["custom_id"]: ["visa-talks"], expression["custom_id"]: expression["value"]}
    sent = await newsroom.admin.submit_modal(opened, given)
    assert not failed(answer(sent).components)


async def test_a_message_is_asked_about(newsroom: Newsroom) -> None:
    written = await newsroom.reader.send(newsroom.channel, "look: https://nowhere.example/a")
    about = answer(await newsroom.reader.context_menu(newsroom.channel, "Why was this posted?", written))
    assert about.ephemeral
    assert "never seen" in words(about.components)
