"""What a feed is called where nobody says, and when two addresses are one."""

import re
from urllib.parse import urlsplit

from yarl import URL

LONGEST_ID = 48
_USUAL_WORDS = frozenset({"www", "feed", "feeds", "rss", "xml", "atom", "index", "php", "com", "co", "org", "net"})


def slug_for(url: str) -> str:
    """Return an id made of the telling words of an address.

    Of https://www.news.example/rss/world.xml it is news-example-world.
    """
    parts = urlsplit(url)
    found = re.findall(r"[a-z0-9]+", f"{parts.hostname} {parts.path}".lower())
    telling = [word for word in found if word not in _USUAL_WORDS] or found or ["feed"]
    return "-".join(telling)[:LONGEST_ID].strip("-")


def bare(url: str) -> URL:
    """Return what is asked for: without the fragment, and without a port that goes without saying (RFC 9110, 4.2.3)."""
    address = URL(url).with_fragment(None)
    return address.with_port(None) if address.is_default_port() else address


def publisher_for(url: str) -> str:
    """Return the host, which stands for a publisher that was not named."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
