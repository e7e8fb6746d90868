"""`visabot feeds add`."""

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import click
from yarl import URL

from bot.cli.errors import WrongInput, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.config import values
from bot.config.settings import Settings
from bot.feed_names import LONGEST_ID, bare, publisher_for, slug_for
from bot.starting.local import prepared
from bot.starting.opening import opened
from feeds.clock import Clock, SystemClock
from feeds.desks.desk import Desk
from feeds.feed import Agent, FeedSpec, Tier
from feeds.fetch.reach import is_reachable
from feeds.fetch.redact import shown_url
from storage import feeds

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FASTEST = timedelta(minutes=1)
"""Asking anyone more often than this is not polite (promise 10)."""


def _checked(check: Callable[[str], T]) -> Callable[[click.Context, click.Parameter, str | None], T | None]:
    """Return a callback that refuses what `check` refuses, in click's own way."""

    def callback(ctx: click.Context, param: click.Parameter, value: str | None) -> T | None:
        try:
            return None if value is None else check(value)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from error

    return callback


def _every(text: str) -> timedelta:
    every = values.duration(text)
    if every < _FASTEST:
        msg = "a feed is asked at most once a minute"
        raise ValueError(msg)
    return every


def _slug(text: str) -> str:
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        msg = f"{text!r} is no id: small letters, digits and single dashes, at most {LONGEST_ID}"
        raise ValueError(msg)
    return text


def _lang(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", text):
        msg = f"{text!r} is no language code of two letters (ISO 639-1), like ko"
        raise ValueError(msg)
    return text


@click.command(
    "add",
    epilog=example(
        "visabot feeds add https://news.example/rss --publisher herald --lang en",
        "visabot feeds add https://gov.example/rss.xml --tier official --every 5m --agent browser",
    ),
)
@click.argument("url", callback=_checked(values.web_address))
@click.option(
    "--id", "feed_id", callback=_checked(_slug), help="How the feed is called; made from the URL if not given."
)
@click.option("--publisher", help="The publisher's id in the desk, or its name; the host if not given.")
@click.option(
    "--tier",
    type=click.Choice([str(tier) for tier in Tier]),
    default=str(Tier.NATIONAL),
    show_default=True,
    help="How close to the source the publisher stands.",
)
@click.option("--lang", callback=_checked(_lang), help="Language of its entries; told from the text if not given.")
@click.option("--every", default="15m", show_default=True, callback=_checked(_every), help="How often it is asked.")
@click.option("--empty-ok", is_flag=True, help="The feed is empty on quiet days: no reason to worry.")
@click.option(
    "--agent",
    type=click.Choice([str(agent) for agent in Agent]),
    default=str(Agent.HONEST),
    show_default=True,
    help="Who we say we are; some official sites answer browsers only.",
)
@click.option("--keep-cookies", is_flag=True, help="Some sites redirect for ever unless their cookie comes back.")
@click.option("--timezone", callback=_checked(values.zone), help="Zone of its dates that have none, like Asia/Seoul.")
@config_option
def add(
    *,
    url: str,
    feed_id: str | None,
    publisher: str | None,
    tier: str,
    lang: str | None,
    every: timedelta,
    agent: str,
    timezone: str | None,
    config: Path | None,
    empty_ok: bool,
    keep_cookies: bool,
) -> None:
    """Add a feed (RSS, Atom, JSON Feed) to be polled.

    What it holds at first is read silently; alerts come from what appears afterwards. A feed whose URL has a user or a
    password in it is private to this terminal. An address that is not public must be allowed: VISABOT_ALLOW_ADDRESSES.
    """
    spec = FeedSpec(
        id=feed_id or slug_for(url),
        url=url,
        publisher=publisher or publisher_for(url),
        tier=Tier(tier),
        lang=lang,
        every=every,
        empty_ok=empty_ok,
        agent=Agent(agent),
        keep_cookies=keep_cookies,
        timezone=timezone,
    )
    with told():
        settings = begin(config)
        private = asyncio.run(_add(settings, desk_of(settings), spec, SystemClock()))
    whose = " for this terminal alone" if private else ""
    click.echo(f"added {spec.id}{whose}: {shown_url(url)}, asked every {_minutes(every)}")


async def _add(settings: Settings, desk: Desk, spec: FeedSpec, clock: Clock) -> bool:
    """Store the feed; return whether it is private."""
    address = URL(spec.url)
    private = address.user is not None or address.password is not None
    if not await is_reachable(spec.url, settings.allow_addresses):
        host = f"{address.host} is not at a public address, and would never be asked"
        text = f"{host}: allow it in VISABOT_ALLOW_ADDRESSES, such as 10.20.0.0/16"
        raise WrongInput(text)
    async with opened(settings, create=True) as database, database.write() as tx:
        local = await prepared(tx, settings, desk, clock.now())
        known = await feeds.listing(tx, local.workspace)
        _refuse_known(spec, {feed.spec.id: feed.spec.url for feed in known})
        if settings.desk_feeds:  # what a newer release of the desk has, `visabot run` will bring
            _refuse_known(spec, {feed.id: feed.url for feed in desk.feeds})
        await feeds.add(tx, spec, local.workspace if private else None, clock.now())
    return private


def _refuse_known(spec: FeedSpec, known: Mapping[str, str]) -> None:
    for feed_id, url in known.items():
        if bare(url) == bare(spec.url):
            text = (
                f"that feed is there already, as {feed_id}: `visabot feeds resume {feed_id}` polls it if it is paused"
            )
            raise WrongInput(text)
        if feed_id == spec.id:
            text = f"there is a feed {feed_id} already, of {shown_url(url)}: choose another --id"
            raise WrongInput(text)


def _minutes(every: timedelta) -> str:
    minutes = round(every.total_seconds() / 60)
    return "minute" if minutes == 1 else f"{minutes} minutes"
