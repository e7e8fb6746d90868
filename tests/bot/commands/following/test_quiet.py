"""Quiet hours."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode
from tests.bot.commands.conftest import Desk

NIGHT = QuietHours(time(22), time(7), "Asia/Seoul")
NEW_YORK = replace(NIGHT, timezone="America/New_York")


async def test_quiet_hours_hold_for_everything_that_a_place_follows(desk: Desk) -> None:
    await desk.ask("subscribe all daily 18:00")
    await desk.ask("subscribe kit-desk")
    shown = await desk.ask("quiet 22:00 07:00")
    assert shown == "Quiet hours are set\n- Quiet from 22:00 to 07:00 (Asia/Seoul)"
    both = await desk.subscriptions()
    assert [(one.terms.quiet, one.terms.urgent) for one in both] == [(NIGHT, False)] * 2
    assert both[0].terms.at == time(18)


async def test_urgent_developments_may_pass_and_a_change_of_hours_keeps_that(desk: Desk) -> None:
    await desk.ask("subscribe all")
    shown = await desk.ask("방해금지 23시 7시 긴급", locale="ko")
    assert "긴급한 소식만 전합니다" in shown
    await desk.ask("quiet 22:00 06:00")
    (one,) = await desk.subscriptions()
    assert (one.terms.quiet, one.terms.urgent) == (replace(NIGHT, end=time(6)), True)
    await desk.ask("quiet 22:00 06:00 urgent:no")
    (one,) = await desk.subscriptions()
    assert not one.terms.urgent


async def test_their_zone_is_their_own_and_digests_stay_where_they_are(desk: Desk) -> None:
    await desk.ask("subscribe all daily 09:00")
    card = await desk.card("quiet 22:00 07:00 new york")
    assert plain(card) == "Quiet hours are set\n- Quiet from 22:00 to 07:00 (America/New_York)"
    (one,) = await desk.subscriptions()
    assert (one.terms.timezone, one.terms.quiet) == ("Asia/Seoul", NEW_YORK)
    assert one.next_due_at == datetime(2026, 1, 30, tzinfo=UTC)
    await desk.press(card, "Undo")
    (one,) = await desk.subscriptions()
    assert (one.terms.timezone, one.terms.quiet) == ("Asia/Seoul", None)


async def test_where_no_zone_is_said_it_stays_and_undoing_brings_it_back(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("quiet 22:00 07:00 new york")
    await desk.ask("quiet 23:00 07:00")
    (one,) = await desk.subscriptions()
    assert one.terms.quiet == replace(NEW_YORK, begin=time(23))
    changed = await desk.card("quiet 22:00 07:00 seoul")
    await desk.press(changed, "Undo")
    (one,) = await desk.subscriptions()
    assert one.terms.quiet == replace(NEW_YORK, begin=time(23))


async def test_the_first_quiet_hours_go_by_the_clock_of_the_digests_where_they_share_one(desk: Desk) -> None:
    await desk.ask("subscribe all timezone:America/New_York")  # told at once: nothing of it has a clock yet
    await desk.ask("quiet 22:00 07:00")
    assert [one.terms.quiet for one in await desk.subscriptions()] == [NIGHT]
    await desk.ask("quiet off")
    await desk.ask("subscribe all daily")
    await desk.ask("quiet 22:00 07:00")
    assert [one.terms.quiet for one in await desk.subscriptions()] == [NEW_YORK]
    await desk.ask("quiet off")
    await desk.ask("subscribe kit-desk weekly Europe/Berlin")
    await desk.ask("quiet 22:00 07:00")
    assert [(one.terms.mode, one.terms.quiet) for one in await desk.subscriptions()] == [
        (Mode.DAILY, NIGHT),
        (Mode.WEEKLY, NIGHT),
    ]


async def test_quiet_off_ends_them_and_can_be_undone(desk: Desk) -> None:
    await desk.ask("subscribe all")
    await desk.ask("quiet 22:00 07:00 urgent")
    card = await desk.card("quiet off")
    assert card.title == "There are no quiet hours here any more"
    (one,) = await desk.subscriptions()
    assert one.terms.quiet is None
    await desk.press(card, "Undo")
    (one,) = await desk.subscriptions()
    assert (one.terms.quiet, one.terms.urgent) == (NIGHT, True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("quiet 22:00", "Quiet hours need an end"),
        ("quiet 22:00 22:00", "Quiet hours cannot end when they begin"),
        ("quiet 25:00 07:00", "“25:00” is not a time of day"),
        ("quiet 22:00 07:00 timezone:Asia/Soul", "Did you mean Asia/Seoul?"),
        ("quiet", "quiet needs from"),
    ],
)
async def test_hours_that_cannot_be_are_refused(line: str, says: str, desk: Desk) -> None:
    await desk.ask("subscribe all")
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert says in plain(card)
    (one,) = await desk.subscriptions()
    assert one.terms.quiet is None


async def test_where_nothing_is_followed_nothing_can_be_quiet(desk: Desk) -> None:
    card = await desk.card("quiet 22:00 07:00")
    assert card.kind is CardKind.ERROR
    assert "/visa subscribe" in plain(card)
