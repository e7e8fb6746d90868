"""`forget-me` removes a person's id wherever it is stored, and PRIVACY.md names every such place."""

import re

from sqlalchemy import select

from storage import audit, destinations, held, managers, mutes, people, suggestions, topics, workspaces
from storage.audit import AuditLine
from storage.engine.database import Tx
from storage.held import Held, HeldKind
from storage.schema import metadata
from tests.bot.commands.conftest import Desk
from tests.bot.invented import HOUR, NOW
from tests.conftest import ROOT
from tests.places import a_place

_NAMES = re.compile(r"actor|person|user|author|by|(?!dated|paused).*_by")
"""Names a column of persons has. `dated_by` and `paused_by` hold words of our own."""


async def _store(desk: Desk, tx: Tx, person: str) -> None:
    workspace, here = desk.who().workspace, desk.who().destination
    await audit.note(tx, AuditLine(NOW, workspace, person, "term.add", "visa"))
    await topics.add_term(tx, workspace, "visa-talks", f'"{person}"', by=person, now=NOW)
    await mutes.put(tx, here, 1 if person == "local" else 2, by=person, now=NOW)
    await held.put(tx, Held(f"code-{person}", HeldKind.UNDO, here, person, ("x",), NOW + HOUR), NOW)
    await managers.put(tx, workspace, person, named_by=person, now=NOW)
    await managers.put(tx, workspace, f"friend-of-{person}", named_by=person, now=NOW)
    await suggestions.add(tx, workspace, 1, person=person, title="", url="", causes=(), now=NOW)


async def _ids(tx: Tx) -> set[str]:
    found: set[str] = set()
    for name in people.COLUMNS:
        table, column = name.split(".")
        found |= set(await tx.scalars(select(metadata.tables[table].c[column])))
    return found


async def test_it_asks_first_and_then_removes_everything_of_the_one_who_asks(desk: Desk) -> None:
    async with desk.database.write() as tx:
        await _store(desk, tx, "local")
        await _store(desk, tx, "another")
    asked = await desk.card("forget-me")
    async with desk.database.read() as tx:
        assert "local" in await _ids(tx)
    shown = await desk.card(asked.actions[0].command)
    assert shown.title == "What was stored about you is removed"
    assert len(shown.sections[0].lines) >= 4
    async with desk.database.read() as tx:
        assert await _ids(tx) == {"another", "friend-of-another", "friend-of-local", people.FORGOTTEN}
        terms = await topics.terms(tx, desk.who().workspace)
    assert [term.expression for term in terms] == ['"local"', '"another"']


async def test_someone_of_the_same_id_on_another_platform_is_not_forgotten(desk: Desk) -> None:
    async with desk.database.write() as tx:
        other = await workspaces.put(tx, platform="slack", external="T1", name="", locale="en", now=NOW)
        await topics.add_term(tx, other.id, "visa-talks", "visa", by="local", now=NOW)
        await people.forget(tx, "terminal", "local")
        assert [term.created_by for term in await topics.terms(tx, other.id)] == ["local"]


async def test_a_workspace_that_is_theirs_alone_goes_with_them_wherever_they_ask(desk: Desk) -> None:
    async with desk.database.write() as tx:
        for person in ("local", "another"):
            own = await workspaces.put(tx, platform="terminal", external=f"@{person}", name="DM", locale="en", now=NOW)
            await a_place(tx, own.id, f"@{person}", NOW, kind="direct", name="DM")
        assert (await people.forget(tx, "terminal", "local")).conversations == 1
        assert await workspaces.by_external(tx, "terminal", "@local") is None
        assert await workspaces.by_external(tx, "terminal", "@another") is not None


async def test_direct_messages_in_a_workspace_of_many_go_with_the_person(desk: Desk) -> None:
    """On Slack these belong to the team."""
    async with desk.database.write() as tx:
        team = await workspaces.put(tx, platform="slack", external="T1", name="", locale="en", now=NOW)
        for external in ("@U1", "@U2"):
            await a_place(tx, team.id, external, NOW, kind="direct", name="DM")
        assert (await people.forget(tx, "slack", "U1")).conversations == 1
        assert [one.external for one in await destinations.listing(tx, team.id)] == ["@U2"]


def test_every_column_that_holds_a_person_is_listed() -> None:
    there = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if _NAMES.fullmatch(column.name)
    }
    assert there == set(people.COLUMNS)


def test_the_privacy_page_names_every_column_that_holds_a_person_and_no_other() -> None:
    page = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", page)) - {"visabot.toml"}
    assert named == set(people.COLUMNS)
