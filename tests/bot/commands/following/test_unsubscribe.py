"""Ending subscriptions."""

from dataclasses import replace

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from storage.subscriptions import Subscription
from tests.bot.commands.conftest import Desk


def _agreed(one: Subscription) -> Subscription:
    """Return what people agreed on; a subscription that was ended and restored has a new number."""
    return replace(one, id=0)


async def test_one_is_ended_at_once_and_it_is_said_what_is_left(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("subscribe visa-talks")
    card = await desk.card("unsubscribe visa-talks")
    assert card.title == "Visa talks: not followed here any more"
    assert "All topics are followed here, and this one with them." in plain(card)
    assert [one.topic for one in await desk.subscriptions()] == [None]
    assert (await desk.audited())[0] == "local follow.end visa-talks"


async def test_all_are_ended_only_after_a_yes(desk: Desk) -> None:
    for line in ("subscribe all", "subscribe visa-talks", "subscribe kit-desk"):
        await desk.ask(line)
    asked = await desk.card("unsubscribe all")
    assert asked.kind is CardKind.CONFIRM
    assert plain(asked).startswith("End every subscription of terminal?\n- All topics\n- KIT Desk\n- Visa talks\n")
    assert len(await desk.subscriptions()) == 3
    done = await desk.press(asked, "Yes, do it")
    assert done.title == "All topics: not followed here any more"
    assert await desk.subscriptions() == []
    assert await desk.ask("구독취소 전체", locale="ko") == "모든 주제는 여기에서 구독하고 있지 않습니다"


async def test_the_subscription_to_all_topics_can_be_ended_alone(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("subscribe visa-talks")
    await desk.ask("unsubscribe all alone")
    assert [one.topic for one in await desk.subscriptions()] == ["visa-talks"]


async def test_what_was_ended_comes_back_as_it_was(desk: Desk) -> None:
    await desk.ask("subscribe all weekly friday 18:00 America/New_York only:official publishers:2 empty")
    await desk.ask("subscribe visa-talks hourly")
    await desk.ask("subscribe kit-desk")
    await desk.ask("quiet 22:00 07:00 urgent")
    await desk.ask("pause kit-desk")
    await desk.ask("pause all alone 2026-02-10 08:15")
    before = await desk.subscriptions()
    ended = await desk.press(await desk.card("unsubscribe all"), "Yes, do it")
    assert await desk.subscriptions() == []
    undone = await desk.press(ended, "Undo")
    assert undone.title == "Undone"
    assert list(map(_agreed, await desk.subscriptions())) == list(map(_agreed, before))


async def test_undoing_needs_the_same_right_as_the_command(desk: Desk) -> None:
    await desk.ask("subscribe visa-talks")
    ended = await desk.card("unsubscribe visa-talks")
    refused = await desk.press(ended, "Undo", permission=Permission.EVERYONE, person="stranger")
    assert refused.kind is CardKind.ERROR
    assert await desk.subscriptions() == []
    again = await desk.press(ended, "Undo", permission=Permission.MANAGER, person="colleague")
    assert again.kind is CardKind.SUBSCRIPTION, "a refused undo can be tried again"
    assert [one.topic for one in await desk.subscriptions()] == ["visa-talks"]
