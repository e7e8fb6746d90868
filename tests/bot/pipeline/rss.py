"""RSS documents for polls."""

from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.builders import NOW


def item(title: str, n: int, when: datetime = NOW, text: str = "") -> str:
    """One item at https://news.example/N."""
    link = f"https://news.example/{n}"
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(when)}</pubDate><description>{escape(text)}</description></item>"
    )


def rss(*items: str) -> bytes:
    """A document."""
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Herald</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


OLD = item("Weather in Seoul", 900, NOW - timedelta(hours=5))
"""An item that every document has, so that a window never changes as a whole."""
