"""Addresses of a file's feeds, held against what may be asked: as whoever types them one by one would be told."""

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.cards.feed_address import AddressRefused, no_address, not_public, not_shared
from bot.commands.call import Reach
from bot.config.values import web_address
from bot.exchange.bundle import FeedItem
from bot.exchange.faults import Fault
from bot.locale.voice import Voice
from feeds.fetch.redact import holds_secret


def address_fault(feed: FeedItem, voice: Voice) -> Fault | None:
    """Return what is wrong with an address as it is written, or None."""
    try:
        web_address(feed.url)
    except ValueError:
        return _fault(feed, no_address(feed.url, voice), voice)
    return _fault(feed, not_shared(voice), voice) if feed.shared and holds_secret(feed.url) else None


async def unreachable(feeds: Iterable[FeedItem], reach: Reach, voice: Voice) -> list[Fault]:
    """Return a fault for each feed whose address will never be asked. Each host is looked up once, all at a time."""
    asked = [feed for feed in feeds if address_fault(feed, voice) is None]
    hosts = {urlsplit(feed.url).hostname: feed.url for feed in asked}
    answers = await asyncio.gather(*map(reach, hosts.values()))
    refused = {host for host, permitted in zip(hosts, answers, strict=True) if not permitted}
    return [_fault(one, not_public(one.url, voice), voice) for one in asked if urlsplit(one.url).hostname in refused]


def _fault(feed: FeedItem, refused: AddressRefused, voice: Voice) -> Fault:
    return Fault(feed.line, voice.say("exchange.address", what=refused.what.rstrip("."), todo=refused.todo))
