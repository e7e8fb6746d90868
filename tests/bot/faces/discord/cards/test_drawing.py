"""Lines that no button can carry are stored: only those, each once for a person and a place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.cards.card import Action
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.faces.discord.cards.drawing import STORED_FOR, Drawer
from bot.faces.pressed import Page, Press, read_pressed
from feeds.clock import SteppedClock
from storage.schema import held
from tests.bot.faces.discord.messages import buttons
from tests.bot.faces.discord.talking import Talk, private
from tests.bot.faces.discord.talking import buttons as of_message
from tests.bot.faces.shown_cards import many
from tests.bot.invented import NOW
from tests.servers.discord import said

LONG = "search " + "x" * 100


async def _stored(talk: Talk) -> int:
    async with talk.database.read() as tx:
        return int(await tx.scalar(select(func.count()).select_from(held)) or 0)


@pytest.fixture
async def who(talk: Talk) -> Who:
    async with talk.listening():
        await talk.command("visa latest", by=talk.reader)
    return Who("discord", 1, 1, str(talk.reader), "en", "UTC", Permission.EVERYONE)


@pytest.mark.parametrize(("lines", "stored"), [(3, 0), (100, 1)])
async def test_the_line_that_turns_pages_is_stored_where_there_are_pages(
    talk: Talk, who: Who, lines: int, stored: int
) -> None:
    drawer = Drawer(talk.catalogue, talk.database, SteppedClock(NOW))
    await drawer.draw(many(lines), who, again=LONG)
    assert await _stored(talk) == stored
    await drawer.draw(many(lines), who, again="latest")
    assert await _stored(talk) == stored


async def test_a_buttons_line_is_stored_also_where_it_would_turn_the_one_page(talk: Talk, who: Who) -> None:
    drawer = Drawer(talk.catalogue, talk.database, SteppedClock(NOW))
    card = replace(many(3), actions=(Action("Again", LONG),))
    (press,) = buttons(await drawer.draw(card, who, again=LONG))
    read = read_pressed(press["custom_id"])
    assert isinstance(read, Press)
    assert await drawer.line(read.line) == LONG


async def test_turning_pages_stores_nothing_more_and_keeps_them_for_as_long_as_promised(talk: Talk, who: Who) -> None:
    clock = SteppedClock(NOW)
    drawer = Drawer(talk.catalogue, talk.database, clock)
    codes = set()
    for page in (0, 1, 2):
        turn = read_pressed(buttons(await drawer.draw(many(100), who, page=page, again=LONG))[0]["custom_id"])
        assert isinstance(turn, Page)
        assert turn.stored
        codes.add(turn.line)
        clock.move_to(clock.now() + timedelta(days=20))
    assert len(codes) == 1
    assert await _stored(talk) == 1
    clock.move_to(clock.now() + STORED_FOR - timedelta(days=20))
    assert await drawer.line(codes.pop()) == LONG


async def test_two_people_do_not_share_a_line(talk: Talk, who: Who) -> None:
    drawer = Drawer(talk.catalogue, talk.database, SteppedClock(NOW))
    await drawer.draw(many(100), who, again=LONG)
    await drawer.draw(many(100), replace(who, person="7"), again=LONG)
    assert await _stored(talk) == 2


async def test_a_stored_line_is_run_by_a_later_listener_as_whoever_presses(talk: Talk) -> None:
    expression = " OR ".join(f'"battery plant {n}"' for n in range(9))
    async with talk.listening():
        tried = await talk.command("visa-admin term test", {"topic": "visa-talks", "expression": expression})
    label = next(one["label"] for one in of_message(tried) if one["custom_id"].startswith("v1:P:"))
    async with talk.listening():
        refused = await talk.press(tried, label, by=talk.reader)
        added = await talk.press(tried, label)
    assert private(refused)
    assert said(refused) != said(added)
    assert "battery plant 8" in said(added)


async def test_a_stored_line_that_is_past_its_time_is_told(talk: Talk) -> None:
    expression = " OR ".join(f'"battery plant {n}"' for n in range(9))
    async with talk.listening():
        tried = await talk.command("visa-admin term test", {"topic": "visa-talks", "expression": expression})
        async with talk.database.write() as tx:
            await tx.execute(held.delete())
        label = next(one["label"] for one in of_message(tried) if one["custom_id"].startswith("v1:P:"))
        assert "older version" in said(await talk.press(tried, label))
