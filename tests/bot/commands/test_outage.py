"""Where the database fails, the answer says so, and the log has no traceback for each who asks."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.cards.card import CardKind
from bot.cards.plain import plain
from storage.engine import engines
from storage.engine.database import Database
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK


async def test_a_database_that_fails_is_told_in_the_readers_language_and_logged_by_no_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    path = desk.database.path
    assert path is not None
    await desk.database.close()  # who holds it open already is not locked out
    database = await Database.open(f"sqlite:///{path}", durable=False)
    dispatcher = type(desk.dispatcher)(
        database=database, desk=DESK, clock=desk.clock, catalogue=desk.dispatcher._catalogue
    )
    failing = dataclasses.replace(desk, dispatcher=dispatcher)
    other = _lock(path)
    with capture_logs() as logs:
        card = await failing.card("status")
        korean = await failing.ask("현황", locale="ko")
        assert await dispatcher.complete(desk.who(), "mute ") == []
    assert card.kind is CardKind.ERROR
    assert plain(card) == (
        "The database could not be reached\n- Try again in a minute. Whoever runs visabot has been told in the log."
    )
    assert korean.startswith("데이터베이스에 연결할 수 없습니다")
    assert logs == []
    other.close()
    assert (await failing.card("status")).kind is CardKind.STATUS
    await database.close()


def _lock(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    return other
