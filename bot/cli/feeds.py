"""`visabot feeds`: the feeds that are polled."""

import asyncio
import difflib
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import click

from bot.cards.feeds import Health, health
from bot.cli.errors import WrongInput, told
from bot.cli.example import example
from bot.cli.feeds_add import add
from bot.cli.options import begin, config_option
from bot.config.settings import Settings
from bot.starting.local import find_local
from bot.starting.opening import opened
from feeds.clock import SystemClock
from feeds.fetch.redact import shown_url
from storage import feeds
from storage.engine.database import Tx
from storage.turn.snapshot import FeedState


@click.group("feeds", epilog=example("visabot feeds list", "visabot feeds pause yonhap-en"))
def command() -> None:
    """Add, remove, list, pause and resume feeds.

    The bot sees changes within seconds, also while it is running.
    """


command.add_command(add)


@command.command("list", epilog=example("visabot feeds list --json"))
@click.option("--json", "as_objects", is_flag=True, help="Answer with one JSON object a line, for programs.")
@config_option
def listing(*, as_objects: bool, config: Path | None) -> None:
    """List all feeds, and how each is."""
    with told():
        found = asyncio.run(_listing(begin(config)))
    for feed in found:
        click.echo(json.dumps(_values(feed), ensure_ascii=False) if as_objects else _line(feed))
    if not found and not as_objects:
        click.echo("there are no feeds yet: `visabot run` brings the desk's own, `visabot feeds add` others")


@command.command("remove", epilog=example("visabot feeds remove herald"))
@click.argument("feed_id", metavar="ID")
@config_option
def remove(feed_id: str, config: Path | None) -> None:
    """Remove a feed that was added. Its entries stay.

    A feed that comes with the desk cannot be removed, but paused.
    """

    async def do(tx: Tx, feed: FeedState, now: datetime) -> None:  # noqa: ARG001 - as the others
        if not await feeds.remove(tx, feed.id):
            text = f"{feed_id} comes with the desk and cannot be removed: `visabot feeds pause {feed_id}` stops it"
            raise WrongInput(text)

    _change(config, feed_id, do, f"removed {feed_id}")


@command.command("pause", epilog=example("visabot feeds pause yonhap-en"))
@click.argument("feed_id", metavar="ID")
@config_option
def pause(feed_id: str, config: Path | None) -> None:
    """Stop polling a feed until it is resumed."""

    async def do(tx: Tx, feed: FeedState, now: datetime) -> None:
        await feeds.pause(tx, feed.id, now)

    _change(config, feed_id, do, f"paused {feed_id}")


@command.command("resume", epilog=example("visabot feeds resume yonhap-en"))
@click.argument("feed_id", metavar="ID")
@config_option
def resume(feed_id: str, config: Path | None) -> None:
    """Poll a feed again that was paused or has ended."""

    async def do(tx: Tx, feed: FeedState, now: datetime) -> None:
        await feeds.resume(tx, feed.id, now)

    _change(config, feed_id, do, f"resumed {feed_id}: it is polled at once")


def _change(
    config: Path | None, feed_id: str, do: Callable[[Tx, FeedState, datetime], Awaitable[None]], done: str
) -> None:
    """Do something to one feed in a transaction, and say what was done."""

    async def change(settings: Settings) -> None:
        async with opened(settings) as database, database.write() as tx:
            known = await _all(tx)
            feed = next((each for each in known if each.spec.id == feed_id), None)
            if feed is None:
                raise WrongInput(_unknown(feed_id, known))
            await do(tx, feed, SystemClock().now())

    with told():
        asyncio.run(change(begin(config)))
    click.echo(done)


async def _listing(settings: Settings) -> list[FeedState]:
    async with opened(settings) as database, database.read() as tx:
        return await _all(tx)


async def _all(tx: Tx) -> list[FeedState]:
    """Return the shared feeds and the terminal's own."""
    local = await find_local(tx)
    return await feeds.listing(tx, local.workspace if local else None)


def _unknown(feed_id: str, known: list[FeedState]) -> str:
    near = difflib.get_close_matches(feed_id, [feed.spec.id for feed in known], n=1)
    return f'there is no feed "{feed_id}"' + (f": did you mean {near[0]}?" if near else ": see `visabot feeds list`")


def _line(feed: FeedState) -> str:
    """Return a feed in columns. Its address is shown without secrets."""
    how = health(feed)
    reason = f" ({feed.detail or feed.problem})" if how is Health.FAILING else ""
    private = " private" if feed.workspace else ""
    return f"{feed.spec.id:<24} {feed.spec.tier:<10} {how.value:<8} {shown_url(feed.spec.url)}{private}{reason}"


def _values(feed: FeedState) -> dict[str, object]:
    return {
        "id": feed.spec.id,
        "url": shown_url(feed.spec.url),
        "publisher": feed.spec.publisher,
        "tier": str(feed.spec.tier),
        "lang": feed.spec.lang,
        "every_seconds": int(feed.spec.every.total_seconds()),
        "private": feed.workspace is not None,
        "health": health(feed).value,
        "problem": feed.problem,
        "detail": feed.detail,
        "failures": feed.failures,
        "asked_at": _iso(feed.asked_at),
        "ok_at": _iso(feed.ok_at),
        "next_poll_at": _iso(feed.next_poll_at),
        "newest_at": _iso(feed.newest_at),
    }


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
