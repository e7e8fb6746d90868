"""Whom an admin lets manage the subscriptions of channels: named, listed, taken away, on Slack alone."""

from dataclasses import replace

import pytest

from bot.cards.plain import plain
from bot.commands.call import Who
from bot.commands.command import Permission
from storage import audit, managers, people, workspaces
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW
from tests.places import a_place

MINA = "U012AB3CD"


@pytest.fixture
async def admin(desk: Desk) -> Who:
    async with desk.database.write() as tx:
        its = await workspaces.put(tx, platform="slack", external="T1", name="Newsroom", locale="en", now=NOW)
        news = await a_place(tx, its.id, "C1", NOW, name="news")
    return Who("slack", its.id, news.id, "U9ADMIN", "en", "UTC", Permission.ADMIN)


async def ask(desk: Desk, who: Who, line: str) -> str:
    return plain(await desk.dispatcher.answer(who, line))


async def named(desk: Desk, who: Who) -> list[str]:
    async with desk.database.read() as tx:
        return [one.person for one in await managers.listing(tx, who.workspace)]


@pytest.mark.parametrize("written", [MINA, f"<@{MINA}>", f"<@{MINA}|mina>"])
async def test_a_person_is_named_listed_and_taken_away_again(desk: Desk, admin: Who, written: str) -> None:
    assert "nobody beside the admins" in await ask(desk, admin, "manager list")
    assert "in each channel in which they use a command" in await ask(desk, admin, f"manager add {written}")
    assert await named(desk, admin) == [MINA]
    listed = await ask(desk, admin, "manager list")
    assert MINA in listed
    assert admin.person in listed
    assert "already" in await ask(desk, admin, f"manager add {written}")
    assert "no longer" in await ask(desk, admin, f"manager remove {written}")
    assert "was not named" in await ask(desk, admin, f"manager remove {written}")
    assert await named(desk, admin) == []


async def test_who_named_somebody_and_was_forgotten_since_is_told_in_words(desk: Desk, admin: Who) -> None:
    await ask(desk, admin, f"manager add {MINA}")
    async with desk.database.write() as tx:
        await people.forget(tx, "slack", admin.person)
    listed = await ask(desk, admin, "manager list")
    assert MINA in listed
    assert "somebody who asked to be forgotten" in listed
    assert "정보 삭제를 요청한 사람" in await ask(desk, replace(admin, locale="ko"), "manager list")


async def test_both_changes_can_be_undone_by_their_button(desk: Desk, admin: Who) -> None:
    added = await desk.dispatcher.answer(admin, f"manager add {MINA}")
    removed = await desk.dispatcher.answer(admin, added.actions[0].command)
    assert await named(desk, admin) == []
    await desk.dispatcher.answer(admin, removed.actions[0].command)
    assert await named(desk, admin) == [MINA]


async def test_the_audit_says_that_somebody_was_named_and_not_who(desk: Desk, admin: Who) -> None:
    await ask(desk, admin, f"manager add {MINA}")
    async with desk.database.read() as tx:
        (line,) = await audit.latest(tx, workspace=admin.workspace, limit=9)
    assert (line.action, line.actor) == ("manager.add", admin.person)
    assert MINA not in str(line)
    told = await ask(desk, admin, "audit")
    assert "manager add" in told
    assert "manager.add" not in told


@pytest.mark.parametrize("word", ["mina", "@mina", "<!channel>", "<#C012AB3CD>", "UNKNOWN", "<@U1><@U2>"])
async def test_who_is_nobody_is_not_named(desk: Desk, admin: Who, word: str) -> None:
    assert "is nobody here" in await ask(desk, admin, f"manager add {word}")
    assert await named(desk, admin) == []


async def test_no_more_than_a_hundred_are_named(desk: Desk, admin: Who) -> None:
    async with desk.database.write() as tx:
        for number in range(100):
            await managers.put(tx, admin.workspace, f"U{number}", named_by="U9ADMIN", now=NOW)
    assert "No more than 100 people" in await ask(desk, admin, f"manager add {MINA}")


async def test_only_admins_may_and_only_on_slack_there_is_such_a_command(desk: Desk, admin: Who) -> None:
    manager = replace(admin, permission=Permission.MANAGER)
    assert "admin" in await ask(desk, manager, f"manager add {MINA}")
    assert await named(desk, admin) == []
    assert "is no command" in await desk.ask("manager list")
    here, there = ({one.name for one in desk.dispatcher.commands_on(on)} for on in ("discord", "slack"))
    assert there - here == {"manager add", "manager remove", "manager list"}
