"""Every button that an answer or a post has does what it says, for whoever presses it, after a restart too."""

from typing import Any

import pytest

from bot.cards.card import Action, Card, CardKind
from bot.faces.pressed import Ask, Page, Press, read_pressed
from storage import topics, workspaces
from tests.bot.faces.discord.simulated.newsroom import Newsroom, answer, buttons, failed, words
from tests.bot.faces.every_command import STEPS
from tests.bot.invented import NOW

ALERT = Card(
    CardKind.ALERT,
    "Round two of the visa talks is set",
    "en",
    url="https://news.example/1",
    actions=(
        Action("Sources", "story 1"),
        Action("Why?", "why s1"),
        Action("Mute story", "mute 1"),
        Action("Not relevant", "not-relevant 1"),
        Action("Subscribe", "subscribe", form=True),
    ),
)
"""With a button of each kind that posts have."""


def _carried(button: dict[str, Any]) -> Press | Page | Ask:
    what = read_pressed(button["custom_id"])
    assert what is not None
    return what


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_every_button_of_every_answer_is_answered(newsroom: Newsroom, locale: str) -> None:
    newsroom.locale = locale
    seen: set[str] = set()
    wrong: list[str] = []
    for step in STEPS:
        shown = answer(await newsroom.use(step))
        for button in buttons(shown.components):
            custom_id = button["custom_id"]
            if custom_id in seen:
                continue
            seen.add(custom_id)
            pressed = await newsroom.admin.click(shown, custom_id=custom_id)
            if pressed.modal is None and failed(answer(pressed).components):
                wrong.append(f"{step.name}, {custom_id}: {words(answer(pressed).components)}")
    assert wrong == []
    assert len(seen) > len(STEPS) // 2


@pytest.mark.parametrize("label", [action.label for action in ALERT.actions if not action.form])
async def test_a_button_of_an_alert_runs_its_line_and_is_answered_privately(newsroom: Newsroom, label: str) -> None:
    posted = await newsroom.post(ALERT)
    shown = answer(await newsroom.admin.click(posted, label=label))
    assert shown.ephemeral
    assert not failed(shown.components), words(shown.components)


async def test_buttons_go_on_working_when_the_bot_was_started_again(newsroom: Newsroom) -> None:
    posted = await newsroom.post(ALERT)
    await newsroom.start_again()
    assert not failed(answer(await newsroom.admin.click(posted, label="Why?")).components)
    assert (await newsroom.admin.click(posted, label="Subscribe")).modal is not None


async def test_a_line_that_no_button_can_carry_is_stored_and_run(newsroom: Newsroom) -> None:
    expression = " OR ".join(f'"battery plant number {n}"' for n in range(9))
    given = {"topic": "visa-talks", "expression": expression}
    shown = answer(await newsroom.admin.slash(newsroom.channel, "visa-admin term test", **given))
    (stored,) = (one for one in buttons(shown.components) if _carried(one).stored)
    await newsroom.start_again()
    added = answer(await newsroom.admin.click(shown, custom_id=stored["custom_id"]))
    assert not failed(added.components)
    async with newsroom.database.read() as tx:
        assert [term.expression for term in await topics.terms(tx)] == [expression]


async def test_pages_are_turned_where_they_stand(newsroom: Newsroom) -> None:
    async with newsroom.database.write() as tx:
        its = await workspaces.put(
            tx, platform="discord", external=str(newsroom.guild.id), name="Newsroom", locale="en", now=NOW
        )
        for n in range(80):
            await topics.add_term(tx, its.id, "visa-talks", f'"battery plant, the one of number {n}"', by="1", now=NOW)
    shown = answer(await newsroom.admin.slash(newsroom.channel, "visa-admin term list"))
    pages = [one for one in buttons(shown.components) if isinstance(read_pressed(one["custom_id"]), Page)]
    forward = next(one for one in pages if not one.get("disabled"))
    before = words(shown.components)
    turned = answer(await newsroom.admin.click(shown, custom_id=forward["custom_id"]))
    assert turned.id == shown.id
    assert words(turned.components) != before


async def test_a_question_is_answered_where_it_was_asked(newsroom: Newsroom) -> None:
    asked = answer(await newsroom.admin.slash(newsroom.channel, "visa forget-me"))
    yes = next(one for one in buttons(asked.components) if "confirm" in one["custom_id"])
    done = answer(await newsroom.admin.click(asked, custom_id=yes["custom_id"]))
    assert done.id == asked.id
    assert not failed(done.components)
