"""`settings`, `audit`, `export`, `import`, and what the operator may."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from bot.commands.dispatch import Dispatcher
from bot.locale.catalogue import Catalogue
from storage import workspaces
from storage.workspaces import Workspace
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, NOW
from tests.places import a_place

ADMIN = Permission.ADMIN


async def test_settings_are_shown_changed_and_changed_back(desk: Desk) -> None:
    assert "Language: as each channel's platform says" in await desk.ask("settings")
    changed = await desk.card("settings language:ko timezone:Asia/Tokyo notices:#terminal", permission=ADMIN)
    assert changed.lang == "ko"
    assert changed.actions[0].label == "되돌리기", "the button speaks the language that was chosen, too"
    assert "언어: 한국어" in plain(changed)
    assert "시간대: Asia/Tokyo" in plain(changed)
    assert "알림: terminal" in plain(changed)
    assert (await desk.card("status")).lang == "ko", "the workspace's language goes before the person's"
    assert "JST" in await desk.ask("latest")
    assert (await desk.audited())[0].startswith("local settings")
    undone = await desk.card(changed.actions[0].command)
    assert undone.lang == "en"
    assert "Time zone: Asia/Seoul" in plain(undone)


async def test_a_channel_that_is_not_there_changes_no_setting(desk: Desk) -> None:
    card = await desk.card("settings language:ko notices:#nowhere")
    assert card.kind is CardKind.ERROR
    assert "Language: as each" in await desk.ask("settings")


async def test_what_is_exported_as_a_card_is_imported_by_a_command(desk: Desk) -> None:
    for line in (
        "topic add our-plant Our plant",
        "feed add https://mine.example/rss name:mine",
        "subscribe visa-talks",
    ):
        assert (await desk.card(line)).kind is not CardKind.ERROR
    exported = await desk.card("export", permission=ADMIN)
    assert exported.document is not None
    assert exported.document.name == "visa-2026-01-29.yaml"
    text = exported.document.text
    assert text in f"{plain(exported)}\n", "a terminal shows the file as it is"
    assert (await desk.card(f"import {text}", permission=ADMIN)).title == "There is nothing to read in"
    await _sure(desk, "feed remove mine")
    asked = await desk.card(f"import {text}", permission=ADMIN)
    assert asked.kind is CardKind.CONFIRM
    assert "New: feed mine: https://mine.example/rss" in plain(asked)
    assert "mine" not in await desk.ask("feed list"), "nothing is done before the yes"
    done = await desk.press(asked, "Yes, do it", permission=ADMIN)
    assert done.title == "The file is read in"
    assert "mine: not polled yet" in await desk.ask("feed list")
    undone = await desk.press(done, "Undo", permission=ADMIN)
    assert "Removed: feed mine" in plain(undone)
    assert "mine" not in await desk.ask("feed list")


async def test_a_file_in_one_line_is_one_too_and_its_mistakes_are_told_in_the_readers_language(desk: Desk) -> None:
    asked = await desk.card("import {format: 1, terms: [{topic: visa-talks, expression: 비자 not 소비자}]}")
    assert "비자 not 소비자" in plain(asked)
    wrong = await desk.card("import {format: 1, terms: [{topic: x, expression: '('}], a: 1}", locale="ko")
    assert wrong.kind is CardKind.ERROR
    assert wrong.title == "파일에 잘못된 곳이 2군데 있습니다. 아무것도 바꾸지 않았습니다"


async def test_an_admins_file_has_no_shared_feeds_and_the_operators_has(desk: Desk) -> None:
    await desk.ask("feed add https://ours.example/rss name:ours shared")
    assert "ours" not in await desk.ask("export", permission=ADMIN)
    assert 'id: "ours"' in await desk.ask("export")
    assert "yonhap-en" not in await desk.ask("export"), "the desk's own come with the desk"


async def test_a_blocked_workspace_is_told_so_and_nothing_else_until_it_is_unblocked(desk: Desk) -> None:
    other, place = await _another(desk)
    asked = await desk.card("block Guild")
    assert asked.kind is CardKind.CONFIRM
    blocked = await desk.press(asked, "Yes, do it")
    assert blocked.title == "Guild is blocked"
    theirs = {"workspace": other.id, "destination": place, "permission": ADMIN}
    refused = await _as(desk, "status", **theirs)
    assert refused.title == "This workspace is blocked: visabot does not answer here"
    assert "- [blocked] Guild (discord, guild-9)" in await desk.ask("limits")
    assert (await desk.card("block guild-9")).kind is CardKind.ERROR
    await desk.press(blocked, "Undo")
    assert (await _as(desk, "status", **theirs)).kind is CardKind.STATUS
    assert "- [unblock] Guild" in await desk.ask("audit")
    assert (await desk.card("unblock guild-9")).title == "Guild is not blocked"


async def test_the_operator_cannot_block_themselves_or_nobody(desk: Desk) -> None:
    assert (await desk.card("block local")).title == "Your own workspace cannot be blocked"
    assert (await desk.card("block atlantis")).title == "There is no workspace “atlantis”"


@pytest.mark.parametrize("line", ["limits", "block Guild", "unblock Guild"])
async def test_admins_are_no_operators(desk: Desk, line: str) -> None:
    assert (await desk.card(line, permission=ADMIN)).title.startswith("You may not use ")


async def test_limits_shows_what_each_workspace_has_of_what_it_may(desk: Desk) -> None:
    await desk.ask("subscribe all")
    shown = await desk.ask("limits")
    assert "subscriptions 100, watch terms 500, topics 20, feeds 50; a person may give 30 commands a minute" in shown
    assert "- here (terminal, local)\n  subscriptions 1, watch terms 0, topics 0, feeds 0" in shown


async def _sure(desk: Desk, line: str) -> Card:
    return await desk.press(await desk.card(line), "Yes, do it")


async def _another(desk: Desk) -> tuple[Workspace, int]:
    async with desk.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="guild-9", name="Guild", locale="en", now=NOW)
        place = await a_place(tx, other.id, "C1", NOW, name="c")
    return other, place.id


async def _as(desk: Desk, line: str, **who: Any) -> Card:
    return await desk.dispatcher.answer(replace(desk.who(), **who), line)


async def test_a_file_with_an_address_that_will_never_be_asked_is_refused_before_the_question(
    desk: Desk, catalogue: Catalogue
) -> None:
    async def reach(url: str) -> bool:
        return "10.0.0." not in url

    asking = Dispatcher(database=desk.database, desk=DESK, clock=desk.clock, catalogue=catalogue, reach=reach)
    line = 'import {format: 1, feeds: [{id: inside, url: "http://10.0.0.7/rss", publisher: Inside}]}'
    refused = await replace(desk, dispatcher=asking).card(line, locale="ko")
    assert refused.kind is CardKind.ERROR
    assert "누구나 접속할 수 있는 주소만 확인합니다." in plain(refused)


async def test_the_terminal_always_hears_for_the_operator_and_no_change_is_noted_of_it(desk: Desk) -> None:
    shown = await desk.card("operator here:no", permission=Permission.OPERATOR)
    assert "/visa-admin operator here:yes" in plain(shown)
    assert "/visa-admin 운영자 여기:예" in await desk.ask("operator", permission=Permission.OPERATOR, locale="ko")
    assert shown.actions == ()
    assert "Nothing was changed yet." in await desk.ask("audit", permission=Permission.OPERATOR)
