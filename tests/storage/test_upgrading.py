"""A database of an earlier release is upgraded with what it holds."""

from datetime import UTC, datetime, time

from alembic import command
from sqlalchemy import Connection, MetaData, Table, create_engine, text

from storage.engine.upgrade import config, upgrade
from storage.engine.url import engine_url
from storage.feed_rows import server_of

_FEED = "https://News.example:8443/feed.xml"
_VALUES: dict[type, object] = {str: "any", int: 0, bool: False, datetime: datetime(2026, 11, 24, tzinfo=UTC)}
"""For columns that must have a value, whatever it is."""


def test_what_is_stored_at_the_third_version_keeps_its_meaning(empty_url: str) -> None:
    url = engine_url(empty_url)
    engine = create_engine(url.set(drivername="sqlite+pysqlite") if url.get_backend_name() == "sqlite" else url)
    with engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0003")
        _put(connection, "workspaces", id=1)
        _put(connection, "destinations", id=1, workspace=1)
        terminal = {"platform": "terminal", "external": "terminal", "notices": True}
        _put(connection, "destinations", id=2, workspace=1, **terminal)
        quiet = {"quiet_from": time(22), "quiet_to": time(7)}
        _put(connection, "subscriptions", id=1, destination=1, topic="one", timezone="Asia/Seoul", **quiet)
        _put(connection, "subscriptions", id=2, destination=1, topic="two", timezone="America/New_York")
        _put(connection, "feeds", id=1, url=_FEED)
    upgrade(url)
    with engine.connect() as connection:
        zones = connection.execute(text("SELECT timezone, quiet_timezone FROM subscriptions ORDER BY id")).all()
        feed = connection.execute(text("SELECT server, moving_times FROM feeds")).one()
        for_operator = connection.execute(text("SELECT for_operator FROM destinations ORDER BY id")).scalars().all()
    engine.dispose()
    assert [tuple(row) for row in zones] == [("Asia/Seoul", "Asia/Seoul"), ("America/New_York", None)]
    assert tuple(feed) == (server_of(_FEED), 0)
    assert [bool(one) for one in for_operator] == [False, True]


def _put(connection: Connection, table: str, **values: object) -> None:
    """Write a row as that version's tables want it."""
    reflected = Table(table, MetaData(), autoload_with=connection)
    missing = (one for one in reflected.columns if not one.nullable and one.server_default is None)
    row = {one.name: _VALUES[one.type.python_type] for one in missing if one.name not in values}
    connection.execute(reflected.insert().values(row | values))
