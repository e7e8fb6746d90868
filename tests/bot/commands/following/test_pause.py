"""Pauses."""

from datetime import UTC, datetime, timedelta

from bot.cards.card import CardKind
from bot.cards.plain import plain
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW


async def test_a_pause_of_all_lasts_until_somebody_resumes(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("subscribe kit-desk")
    assert (await desk.ask("pause")).startswith("Paused until it is resumed\n- All topics\n- KIT Desk\n")
    desk.clock.move_to(NOW + timedelta(days=365 * 20))
    shown = await desk.ask("subscriptions")
    assert shown.count("Paused until it is resumed") == 2
    assert (await desk.ask("resume")).startswith("Resumed: told from now on\n- All topics\n- KIT Desk")
    assert "Paused" not in await desk.ask("subscriptions")
    assert await desk.ask("resume") == "Nothing is paused here"


async def test_a_pause_ends_when_it_was_said_to_in_the_askers_zone(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    await desk.ask("subscribe visa-talks")
    shown = await desk.ask("pause kit-desk 2026-02-01 09:00", timezone="America/New_York")
    assert shown.startswith("Paused until 1 Feb 2026 09:00 EST\n- KIT Desk\n")
    kit, talks = await desk.subscriptions()
    assert (kit.paused_until, talks.paused_until) == (datetime(2026, 2, 1, 14, tzinfo=UTC), None)
    desk.clock.move_to(datetime(2026, 2, 1, 14, tzinfo=UTC))
    assert "Paused" not in await desk.ask("subscriptions")


async def test_korean_moments_are_understood(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    await desk.ask("일시중지 까지:내일 9시", locale="ko")
    (one,) = await desk.subscriptions()
    assert one.paused_until == datetime(2026, 1, 30, 0, tzinfo=UTC)


async def test_a_moment_that_is_over_or_none_is_refused(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    for word, todo in (
        ("2026-01-01", "is over, or more than a year away"),
        ("2028-01-01", "is over, or more than a year away"),
        ("2026-02-30", "There is no topic"),
        ("until:2026-02-30", "is not a moment"),
    ):
        card = await desk.card(f"pause {word}")
        assert card.kind is CardKind.ERROR
        assert todo in plain(card)
    (one,) = await desk.subscriptions()
    assert one.paused_until is None


async def test_where_nothing_is_followed_there_is_nothing_to_pause(desk: Desk) -> None:
    shown = await desk.ask("pause visa-talks")
    assert shown.startswith("Visa talks: not followed here")
    assert "/visa subscribe" in shown


async def test_a_pause_and_its_end_can_be_undone(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    paused = await desk.card("pause 2026-02-10")
    (one,) = await desk.subscriptions()
    resumed = await desk.card("resume")
    await desk.press(resumed, "Undo", timezone="America/New_York", person="colleague")
    (again,) = await desk.subscriptions()
    assert again.paused_until == one.paused_until == datetime(2026, 2, 9, 15, tzinfo=UTC)
    await desk.press(paused, "Undo")
    assert "Paused" not in await desk.ask("subscriptions")
