"""Slash commands over real sockets. Each of them, and who may use it, is tried in `simulated`: that is quicker."""

import pytest

from tests.bot.faces.discord.talking import Talk, button, private
from tests.servers.discord import said


@pytest.mark.parametrize(("locale", "words"), [("en-US", "Talks that never were."), ("ko", "열린 적 없는 협의입니다.")])
async def test_an_answer_is_in_the_language_of_the_asker(talk: Talk, locale: str, words: str) -> None:
    async with talk.listening():
        assert words in said(await talk.command("visa about", locale=locale))


async def test_an_error_is_told_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa story", {"story": "999"}, by=talk.reader)
    assert private(shown)
    assert talk.everyone_sees() == []


async def test_the_role_that_alerts_mention_is_shown_by_its_name_and_not_called(talk: Talk) -> None:
    role = talk.discord.places.add_role(talk.guild, "visa-watch", mentionable=True)
    async with talk.listening():
        shown = await talk.command("visa-admin posting", {"mention": role})
    assert f"<@&{role}>" in said(shown)
    assert (shown["mention_roles"], shown["mention_everyone"]) == ([], False)


async def test_an_answer_that_is_not_private_is_seen_by_everyone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa latest", by=talk.reader)
    assert [one["id"] for one in talk.everyone_sees()] == [shown["id"]]
    assert button(shown, "Status")


async def test_an_admin_sets_up_what_only_admins_may(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa-admin term add", {"topic": "visa-talks", "expression": '"battery plant"'})
    assert private(shown)
    assert "battery plant" in said(shown)
