"""Every command, on a real database, as a person would type it."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Command, Permission
from storage import subscriptions
from storage.subscriptions import Mode, Subscription
from tests.bot.commands.conftest import Desk


async def _subscriptions(desk: Desk) -> list[Subscription]:
    async with desk.database.read() as tx:
        return await subscriptions.listing(tx, destination=desk.who().destination)


async def test_status_shows_each_topics_newest_stories_and_background_for_the_others(desk: Desk) -> None:
    shown = await desk.ask("/visa status")
    assert "Visa talks:" in shown
    assert shown.index("비자 워킹그룹 2차 회의") < shown.index("Seoul and Washington set visa working group")
    assert "[background] Step 10." in shown
    assert "Step 9." not in shown
    assert "The newest evidence is from 1 hour ago. (Yonhap, 29 Jan 2026 10:00 KST)" in shown
    assert "Feeds were last polled 30 minutes ago; 1 is well." in shown


async def test_status_of_one_topic_shows_it_alone(desk: Desk) -> None:
    shown = await desk.ask("status 조지아 단속")
    assert "Workers return from Georgia" in shown
    assert "워킹그룹" not in shown


async def test_latest_shows_the_newest_of_all_or_of_a_topic_as_many_as_asked(desk: Desk) -> None:
    everything = (await desk.ask("latest")).splitlines()
    assert [line[:12] for line in everything[1:]] == ["- Workers re", "- 비자 워킹그룹 2차", "- Seoul and "]
    assert len((await desk.ask("latest visa-talks 1")).splitlines()) == 2
    assert "There is no story about KIT Desk yet." in await desk.ask("latest kit-desk")


@pytest.mark.parametrize("query", ["워킹그룹", "비자", "회의 워킹그룹"])
async def test_search_finds_korean_words_inside_longer_ones(query: str, desk: Desk) -> None:
    assert "비자 워킹그룹 2차 회의 30일 개최" in await desk.ask(f"/visa search {query}")


async def test_search_finds_entries_about_no_topic_and_says_so(desk: Desk) -> None:
    assert "[no topic] Visa shares rise (The Herald" in await desk.ask("search visa")


async def test_search_says_when_nothing_was_found_or_asked(desk: Desk) -> None:
    assert "Nothing was found for “quantum”." in await desk.ask("search quantum")
    nothing = await desk.card("search ?!")
    assert nothing.kind is CardKind.ERROR
    assert nothing.title == "“?!” has no word to search for"


async def test_topics_marks_what_is_followed_here(desk: Desk) -> None:
    assert "[followed]" not in await desk.ask("topics")
    await desk.ask("subscribe kit-desk")
    assert "- [followed] KIT Desk (kit-desk)" in await desk.ask("topics")


async def test_feeds_shows_the_health_of_each(desk: Desk) -> None:
    shown = await desk.ask("feeds")
    assert shown.startswith("2 feeds, 0 failing")
    assert "Well:\n- herald-en" in shown
    assert "Not polled yet:\n- yonhap-en" in shown


async def test_help_lists_every_command_and_explains_one(desk: Desk) -> None:
    everything = await desk.ask("help")
    for command in desk.dispatcher.commands:
        slash = "/visa-admin" if command.admin else "/visa"
        assert (f"- {slash} {command.name}" in everything) is not command.hidden
    one = await desk.ask("help subscribe")
    assert one.startswith("/visa subscribe <topic> [mode] [at] [timezone]\n")
    assert "  instant, hourly, daily, weekly" in one
    assert "- /visa subscribe all daily 09:00 Asia/Seoul" in one
    assert "- /visa 구독 전체 매일 09:00 Asia/Seoul" in await desk.ask("help subscribe", locale="ko")
    assert "a number from 1 to 20" in await desk.ask("help latest")


async def test_korean_readers_are_answered_in_korean(desk: Desk) -> None:
    assert (await desk.ask("/visa 최신", locale="ko")).startswith("최신 소식: 가상 비자 협의\n")
    assert (await desk.ask("도움말", locale="ko")).startswith("가상 비자 협의 도움말\n- /visa 현황 [주제]")
    assert (await desk.ask("latest", locale="fr")).startswith("Latest: ")


@pytest.mark.parametrize(
    ("line", "topic", "mode", "at", "due"),
    [
        ("subscribe visa-talks", "visa-talks", Mode.INSTANT, None, None),
        ("subscribe all hourly", None, Mode.HOURLY, None, datetime(2026, 1, 29, 3, tzinfo=UTC)),
        ("subscribe all daily", None, Mode.DAILY, time(9), datetime(2026, 1, 30, 0, tzinfo=UTC)),
        ("subscribe all 18:30", None, Mode.DAILY, time(18, 30), datetime(2026, 1, 29, 9, 30, tzinfo=UTC)),
        ("subscribe all weekly at:07:00", None, Mode.WEEKLY, time(7), datetime(2026, 2, 1, 22, tzinfo=UTC)),
        (
            "subscribe all daily 09:00 America/New_York",
            None,
            Mode.DAILY,
            time(9),
            datetime(2026, 1, 29, 14, tzinfo=UTC),
        ),
    ],
)
async def test_subscribing_stores_what_was_agreed_and_when_it_is_due(
    line: str, *, topic: str | None, mode: Mode, at: time | None, due: datetime | None, desk: Desk
) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.SUBSCRIPTION
    (stored,) = await _subscriptions(desk)
    assert (stored.topic, stored.terms.mode, stored.terms.at, stored.next_due_at) == (topic, mode, at, due)


async def test_the_answer_says_what_comes_and_when(desk: Desk) -> None:
    shown = await desk.ask("subscribe visa-talks weekly 07:00")
    assert shown == "Visa talks: followed here from now on\n- A digest every Monday at 07:00 (Asia/Seoul)"
    again = await desk.ask("구독 비자 협의", locale="ko")
    assert again == "비자 협의 구독 설정을 바꾸었습니다\n- 소식이 나오는 대로 전합니다"
    assert len(await _subscriptions(desk)) == 1


async def test_a_changed_subscription_keeps_its_quiet_hours(desk: Desk) -> None:
    await desk.ask("subscribe all daily")
    (before,) = await _subscriptions(desk)
    quiet = subscriptions.Terms(Mode.DAILY, "Asia/Seoul", "en", time(9), quiet=(time(22), time(7)))
    async with desk.database.write() as tx:
        await subscriptions.add(tx, before.destination, None, quiet, next_due_at=None, now=before.created_at)
    await desk.ask("subscribe all instant")
    (after,) = await _subscriptions(desk)
    assert after.terms.quiet == (time(22), time(7))


async def test_a_time_of_day_without_a_digest_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    card = await desk.card("subscribe all instant 09:00")
    assert card.kind is CardKind.ERROR
    assert "choose daily or weekly" in plain(card)
    assert await _subscriptions(desk) == []


async def test_unsubscribing_ends_one_or_all_and_says_what_is_left(desk: Desk) -> None:
    for line in ("subscribe all", "subscribe visa-talks", "subscribe kit-desk"):
        await desk.ask(line)
    one = await desk.ask("unsubscribe visa-talks")
    assert one.startswith("Visa talks: not followed here any more")
    assert "All topics are followed here, and this one with them." in one
    assert (await desk.ask("unsubscribe all")).startswith("All topics: not followed here any more")
    assert await _subscriptions(desk) == []
    assert (await desk.ask("구독취소 전체", locale="ko")) == "모든 주제는 여기에서 구독하고 있지 않습니다"


async def test_an_unknown_topic_is_answered_with_the_one_that_was_meant(desk: Desk) -> None:
    assert "Did you mean georgia-raid (Georgia raid)?" in await desk.ask("unsubscribe gorgia-raid")


@pytest.mark.parametrize("line", ["subscribe all", "unsubscribe all"])
async def test_who_may_not_manage_the_channel_may_not_change_its_subscriptions(line: str, desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    refused = await desk.card(line, permission=Permission.EVERYONE)
    assert refused.kind is CardKind.ERROR
    assert refused.title.startswith("You may not use ")
    assert [one.topic for one in await _subscriptions(desk)] == ["kit-desk"]
    assert (await desk.card(line, permission=Permission.MANAGER)).kind is CardKind.SUBSCRIPTION


async def test_values_that_a_face_picked_out_are_checked_like_typed_ones(desk: Desk) -> None:
    latest = next(command for command in desk.dispatcher.commands if command.name == "latest")
    good = await desk.dispatcher.call(desk.who(), latest, {"topic": "visa-talks", "count": 1})
    assert len(good.sections[0].lines) == 1
    bad = await desk.dispatcher.call(desk.who(), latest, {"topic": "visa-talks", "count": 99})
    assert bad.kind is CardKind.ERROR


async def test_a_handler_that_breaks_is_answered_with_a_reference_that_the_log_has(desk: Desk) -> None:
    async def broken(*_: Any) -> Any:
        msg = "secret detail"
        raise RuntimeError(msg)

    with capture_logs() as logs:
        card = await desk.dispatcher.call(desk.who(), Command(name="status", handler=broken), {})
    assert card.kind is CardKind.ERROR
    assert "secret detail" not in plain(card)
    (logged,) = logs
    assert (logged["event"], logged["command"], logged["exc_info"]) == ("command failed", "status", True)
    assert logged["reference"] in plain(card)


async def test_completion_speaks_the_readers_language(desk: Desk) -> None:
    assert [one.text for one in await desk.dispatcher.complete(desk.who(locale="ko"), "/visa 구")] == [
        "구독",
        "구독취소",
    ]
