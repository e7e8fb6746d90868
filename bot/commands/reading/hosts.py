"""Which feeds might bring a link: those of its site."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from storage.turn.snapshot import FeedState

_SITE = re.compile(r"[^.]+\.(?:(?:ac|co|com|edu|go|gov|ne|net|or|org|pe|re)\.[a-z]{2}|[^.]+)$")
"""The registered name of a host: news.co.kr of english.news.co.kr, state.gov of www.state.gov."""


def likely_feeds(link: str, feeds: Sequence[FeedState]) -> list[FeedState]:
    """Return the feeds whose address is on the site of a link, in their order."""
    site = _site(link)
    return [feed for feed in feeds if site and _site(feed.spec.url) == site]


def _site(url: str) -> str:
    found = _SITE.search(urlsplit(url).hostname or "")
    return found[0] if found else ""
