"""Buttons, forms, pages, completion and commands on messages; all by a listener that did not post what is pressed."""

from typing import Any

import pytest

from storage import topics
from tests.bot.faces.discord.talking import Talk, button, buttons, private
from tests.bot.faces.stored import add_terms
from tests.bot.invented import NOW
from tests.servers.discord import said
from tests.servers.discord.components import every

Json = dict[str, Any]


def _fields(talk: Talk, interaction: int) -> dict[str, str]:
    """The fields of the modal that answered, by their labels."""
    modal = talk.discord.people._row(interaction)["answer"]["data"]
    return {one["label"]: one["component"]["custom_id"] for one in modal["components"]}


async def test_a_button_runs_its_line_for_whoever_presses_it_and_answers_them_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa latest", by=talk.reader)
    async with talk.listening():
        answer = await talk.press(shown, "Status", by=talk.reader)
    assert "status" in said(answer).lower()
    assert private(answer)


async def test_what_may_not_be_typed_may_not_be_pressed(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa topics")
        refused = await talk.press(shown, _label(shown, "subscribe all"), by=talk.reader)
    assert private(refused)
    assert await talk.following() == []


async def test_a_dangerous_change_is_asked_about_and_done_where_it_was_asked(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("visa subscribe", {"topic": "visa-talks"})
        asked = await talk.command("visa forget-me")
    assert len(await talk.following()) == 1
    async with talk.listening():
        done = await talk.press(asked, _label(asked, "confirm "))
    assert done["id"] == asked["id"]
    assert said(done) != said(asked)


async def test_a_question_is_put_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("visa subscribe", {"topic": "all"})
        asked = await talk.command("visa unsubscribe", {"topic": "all"})
    assert private(asked)
    assert len(await talk.following()) == 1


async def test_a_button_of_another_version_is_answered(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa latest", by=talk.reader)
        found = button(shown, "Status")
        found["custom_id"] = "v9:something-new"
        pressed = talk.discord.people.press(talk.reader, int(shown["id"]), "v9:something-new")
        assert "older version" in await talk.discord.people.text(pressed)


def _label(message: Json, line: str) -> str:
    """The label of the button whose line begins so."""
    return next(str(one["label"]) for one in buttons(message) if f":{line}" in one.get("custom_id", ""))


async def test_a_form_asks_for_what_a_button_lacks_and_a_term_is_made_of_it(talk: Talk) -> None:
    async with talk.listening():
        listed = await talk.command("visa-admin term list")
        pressed = talk.pressed(listed, _label(listed, "term add"))
        await talk.discord.people.answer(pressed)
        fields = _fields(talk, pressed)
        assert set(fields) == {"Topic", "Expression"}
        submitted = talk.discord.people.submit(
            pressed, {fields["Topic"]: ["visa-talks"], fields["Expression"]: '"battery plant"'}
        )
        answer = await talk.discord.people.shown(submitted)
    assert private(answer)
    async with talk.database.read() as tx:
        assert [term.expression for term in await topics.terms(tx)] == ['"battery plant"']


async def test_several_topics_are_followed_by_one_form(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa topics")
        pressed = talk.pressed(shown, _label_of_form(shown))
        await talk.discord.people.answer(pressed)
        topic = _fields(talk, pressed)["Topic"]
        submitted = talk.discord.people.submit(pressed, {topic: ["visa-talks", "kit-desk"]})
        assert "2 of 2" in await talk.discord.people.text(submitted)
    assert {one.topic for one in await talk.following()} == {"visa-talks", "kit-desk"}


def _label_of_form(message: Json) -> str:
    return next(str(one["label"]) for one in buttons(message) if one.get("custom_id", "").startswith("v1:a:"))


async def test_who_may_not_gets_no_form(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa topics")
        pressed = talk.pressed(shown, _label_of_form(shown), by=talk.reader)
        assert private(await talk.discord.people.shown(pressed))


@pytest.mark.parametrize("topic", [None, "visa-talks"])
async def test_pages_are_turned_in_the_same_message_by_a_later_listener(talk: Talk, topic: str | None) -> None:
    await add_terms(talk.database, "discord", str(talk.guild), 80, NOW)
    async with talk.listening():
        first = await talk.command("visa-admin term list", {"topic": topic} if topic else {})
    async with talk.listening():
        turned = await talk.press(first, "▶")
    assert turned["id"] == first["id"]
    assert said(turned) != said(first)
    assert any(one["label"].startswith("2/") for one in buttons(turned))


@pytest.mark.parametrize(
    ("command", "option", "typed", "value"),
    [
        ("visa latest", "topic", "vis", "visa-talks"),
        ("visa subscribe", "timezone", "seo", "Asia/Seoul"),
        ("visa story", "story", "", "1"),
        ("visa-admin feed health", "feed", "", None),
    ],
)
async def test_what_is_typed_is_completed(talk: Talk, command: str, option: str, typed: str, value: str | None) -> None:
    async with talk.listening():
        asked = talk.discord.people.autocomplete(talk.admin, talk.channel, command, option, typed)
        choices = await talk.discord.people.choices(asked)
    assert choices
    assert value is None or value in {str(one["value"]) for one in choices}


async def test_why_is_answered_about_a_message_with_a_link_and_not_about_one_without(talk: Talk) -> None:
    linked = talk.discord.places.write(talk.channel, talk.reader, "look: https://nowhere.example/a")
    bare = talk.discord.places.write(talk.channel, talk.reader, "no link")
    async with talk.listening():
        about = talk.discord.people.message_command(talk.reader, linked, "Why was this posted?")
        assert "never seen" in await talk.discord.people.text(about)
        lacking = talk.discord.people.message_command(talk.reader, bare, "Why was this posted?")
        assert "no link" in await talk.discord.people.text(lacking)


async def test_tracking_a_message_opens_the_form_with_its_words(talk: Talk) -> None:
    message = talk.discord.places.write(talk.channel, talk.reader, "Battery plant hires again")
    async with talk.listening():
        asked = talk.discord.people.message_command(talk.admin, message, "Track this")
        await talk.discord.people.answer(asked)
        modal = talk.discord.people._row(asked)["answer"]["data"]
    assert '"Battery plant hires again"' in {one.get("value") for one in every(modal["components"])}
