"""Asking before a change, and undoing one."""

from datetime import timedelta

import pytest

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from storage import held
from storage.held import HeldKind
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW
from tests.places import a_place

YES = "Yes, do it"


@pytest.fixture
async def question(desk: Desk) -> Card:
    """A question that waits for a yes of the person "local"."""
    await desk.ask("subscribe all")
    return await desk.card("unsubscribe all")


async def test_a_yes_counts_once(question: Card, desk: Desk) -> None:
    await desk.press(question, YES)
    assert await desk.subscriptions() == []
    await desk.ask("subscribe all")
    again = await desk.press(question, YES)
    assert again.kind is CardKind.ERROR
    assert again.title == "The question has been answered already, or its time is over"
    assert "Type the command again." in plain(again)
    assert len(await desk.subscriptions()) == 1


async def test_a_yes_counts_for_ten_minutes(question: Card, desk: Desk) -> None:
    desk.clock.move_to(NOW + timedelta(minutes=10, seconds=1))
    assert (await desk.press(question, YES)).kind is CardKind.ERROR
    assert len(await desk.subscriptions()) == 1


async def test_a_yes_of_somebody_else_does_not_count(question: Card, desk: Desk) -> None:
    assert (await desk.press(question, YES, person="stranger")).kind is CardKind.ERROR
    assert len(await desk.subscriptions()) == 1
    assert (await desk.press(question, YES)).kind is CardKind.SUBSCRIPTION


async def test_a_yes_counts_only_where_it_was_asked(question: Card, desk: Desk) -> None:
    async with desk.database.write() as tx:
        other = await a_place(tx, desk.who().workspace, "C1", NOW, name="other")
    assert (await desk.press(question, YES, destination=other.id)).kind is CardKind.ERROR
    assert len(await desk.subscriptions()) == 1


async def test_a_yes_of_one_who_may_no_longer_is_refused(question: Card, desk: Desk) -> None:
    assert (await desk.press(question, YES, permission=Permission.EVERYONE)).kind is CardKind.ERROR
    assert len(await desk.subscriptions()) == 1


async def test_an_undo_is_no_yes_and_a_yes_no_undo(question: Card, desk: Desk) -> None:
    code = question.actions[0].command.removeprefix("confirm ")
    assert (await desk.card(f"undo {code}")).kind is CardKind.ERROR
    assert (await desk.card(f"confirm {code}")).kind is CardKind.SUBSCRIPTION


async def test_a_change_can_be_undone_for_a_day(desk: Desk) -> None:
    added = await desk.card("subscribe all")
    desk.clock.move_to(NOW + timedelta(hours=24, seconds=1))
    assert (await desk.press(added, "Undo")).kind is CardKind.ERROR
    assert len(await desk.subscriptions()) == 1


async def test_a_second_press_of_undo_says_that_it_is_undone_or_over_without_a_code(desk: Desk) -> None:
    added = await desk.card("subscribe all")
    await desk.press(added, "Undo")
    again = await desk.press(added, "Undo")
    assert again.kind is CardKind.ERROR
    assert again.title == "The change has been undone already, or the time to undo it is over"
    assert added.actions[0].command.removeprefix("undo ") not in plain(again)
    korean = await desk.press(added, "Undo", locale="ko")
    assert korean.title == "이미 되돌렸거나 되돌릴 수 있는 시간이 지났습니다"


async def test_codes_past_their_time_are_removed(question: Card, desk: Desk) -> None:
    code = question.actions[0].command.removeprefix("confirm ")
    desk.clock.move_to(NOW + timedelta(hours=1))
    await desk.card("unsubscribe all")
    async with desk.database.read() as tx:
        assert await held.get(tx, code, HeldKind.CONFIRM, NOW) is None
