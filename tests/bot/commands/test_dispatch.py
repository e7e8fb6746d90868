"""Every command, on a real database, as a person would type it."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Command, Permission
from storage import subscriptions
from storage.subscriptions import Subscription
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
    assert "Feeds were last polled 30 minutes ago; 1 feed is well." in shown


async def test_status_says_in_words_what_its_picture_of_the_last_days_shows(desk: Desk) -> None:
    card = await desk.card("status")
    assert card.picture
    assert card.picture.alt.endswith("3 reports in all: 29 Jan 3; none on the other days.")
    assert card.picture.alt in plain(card)
    assert "about Georgia raid from" in plain(await desk.card("status georgia-raid"))


async def test_status_of_one_topic_shows_it_alone(desk: Desk) -> None:
    shown = await desk.ask("status 조지아 단속")
    assert "Workers return from Georgia" in shown
    assert "워킹그룹" not in shown


async def test_latest_shows_the_newest_of_all_or_of_a_topic_as_many_as_asked(desk: Desk) -> None:
    everything = (await desk.ask("latest")).splitlines()
    assert [line[:17] for line in everything[1:]] == [
        "- [s3] Workers re",
        "- [s2] 비자 워킹그룹 2차",
        "- [s1] Seoul and ",
    ]
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
    for command in desk.dispatcher.commands_on("terminal"):
        slash = "/visa-admin" if command.admin else "/visa"
        assert (f"- {slash} {command.name}" in everything) is not command.hidden
    one = await desk.ask("help subscribe")
    assert one.startswith("/visa subscribe <topic> [mode] [at] [timezone] [weekday] ")
    assert "  instant, hourly, daily, weekly" in one
    assert "- /visa subscribe all daily 09:00 Asia/Seoul" in one
    assert "- /visa 구독 전체 매일 09:00 Asia/Seoul" in await desk.ask("help subscribe", locale="ko")
    assert "a number from 1 to 20" in await desk.ask("help latest")
    assert "/visa-admin term test [topic:…] [days:…] <expression>" in await desk.ask("help term test")


@pytest.mark.parametrize("permission", Permission)
async def test_help_explains_what_the_asker_may_use_and_names_the_rest(desk: Desk, permission: Permission) -> None:
    shown = await desk.ask("help", permission=permission)
    for command in desk.dispatcher.commands_on("terminal"):
        if command.hidden:
            continue
        slash = "/visa-admin" if command.admin else "/visa"
        assert (f"- {slash} {command.name}" in shown) is (permission >= command.needs), command.name
        assert command.name.split()[-1] in shown, command.name


async def test_help_names_the_commands_of_others_in_one_line_each(desk: Desk) -> None:
    shown = (await desk.ask("help", permission=Permission.EVERYONE)).splitlines()
    rest = shown[shown.index("What only others may use:") + 1 :][:4]
    assert rest[0] == "- Channel managers: subscribe, unsubscribe, pause, resume, quiet, mute, unmute"
    assert rest[1].startswith("- Admins of this workspace: term (add, edit, remove, list, test), topic (add, ")
    assert rest[2].startswith("- Whoever runs visabot: limits, block, unblock")
    korean = await desk.ask("help", permission=Permission.MANAGER, locale="ko")
    assert "\n- 워크스페이스 관리자: 키워드(추가, 수정, 삭제, 목록, 시험), 주제(추가, " in korean
    assert "What only others may use" not in await desk.ask("help", permission=Permission.OPERATOR)


async def test_korean_readers_are_answered_in_korean(desk: Desk) -> None:
    assert (await desk.ask("/visa 최신", locale="ko")).startswith("최신 소식: 가상 비자 협의\n")
    assert (await desk.ask("도움말", locale="ko")).startswith("가상 비자 협의 도움말\n모든 사람:\n- /visa 현황 [주제]")
    assert (await desk.ask("latest", locale="fr")).startswith("Latest: ")


async def test_an_unknown_topic_is_answered_with_the_one_that_was_meant(desk: Desk) -> None:
    assert "Did you mean georgia-raid (Georgia raid)?" in await desk.ask("unsubscribe gorgia-raid")


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
        "구독목록",
    ]
