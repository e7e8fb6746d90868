"""Times, texts and JSON come back as they went in, from both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from storage import audit, heartbeats
from storage.engine.database import Database
from storage.engine.types import UtcDateTime, storable

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=zones)  # noqa: DTZ001 - hypothesis wants naive bounds


@given(moments, moments)
def test_on_sqlite_moments_sort_as_text_whatever_zone_they_came_in(one: datetime, other: datetime) -> None:
    dialect = sqlite.dialect()
    write = UtcDateTime().bind_processor(dialect)
    assert write
    assert (write(one) < write(other)) == (one < other)
    assert (write(one) == write(other)) == (one == other)


async def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    seoul = timezone(timedelta(hours=9))
    given_in = {
        "summer": datetime(2025, 9, 5, 9, 14, 0, 1, tzinfo=seoul),
        "whole": datetime(2025, 9, 5, 0, 0, tzinfo=UTC),
        "early": datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    }
    async with database.write() as tx:
        for job, at in given_in.items():
            await heartbeats.beat(tx, job, at)
        found = {one.job: one.at for one in await heartbeats.listing(tx)}
    assert found == given_in
    assert all(at.tzinfo is UTC for at in found.values())


async def test_a_naive_moment_is_refused(database: Database) -> None:
    async with database.write() as tx:
        with pytest.raises(StatementError, match="naive datetime"):
            await heartbeats.beat(tx, "poll", datetime(2025, 9, 5))  # noqa: DTZ001 - the point


async def test_json_keeps_hangul_and_nesting(database: Database) -> None:
    detail = {"제목": "비자 협의", "numbers": [1, 2.5, None, True], "in": {"side": "…"}}
    async with database.write() as tx:
        await heartbeats.beat(tx, "poll", datetime.now(UTC), detail)
        (found,) = await heartbeats.listing(tx)
    assert found.detail == detail


@given(st.text(st.characters(codec=None)))
def test_what_is_made_storable_is_utf8_without_nul_and_else_unchanged(text: str) -> None:
    made = storable(text)
    made.encode()
    assert "\0" not in made
    if "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        assert made == text


async def test_odd_characters_of_a_feed_do_not_lose_the_line_they_stand_in(database: Database) -> None:
    line = audit.AuditLine(
        datetime(2025, 9, 5, tzinfo=UTC), None, "operator", "feed.add", "a\0b\ud800c 비자", {"note": "\0 \udfff"}
    )
    async with database.write() as tx:
        await audit.note(tx, line)
        (found,) = await audit.latest(tx, workspace=None, limit=5)
    assert found.subject == "a\ufffdb\ufffdc 비자"
    assert found.detail == {"note": "\ufffd \ufffd"}
