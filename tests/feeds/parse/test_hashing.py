import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.hashing import body_digest
from tests.feeds.parse.documents import item, rss

ITEM = item(title="Visa talks", pubDate="Mon, 29 Sep 2025 09:00:00 +0900")
ATOM = "<feed><title>t</title><updated>{0}</updated><entry><title>a</title><updated>{1}</updated></entry></feed>"


def around(inner: str) -> str:
    """A feed with `inner` between a text with "<!--" in it and one with "-->"."""
    return rss("<item><title><![CDATA[a <!-- b]]></title></item>", inner, "<item><title>c --> d</title></item>")


def test_build_dates_and_comments_do_not_change_the_digest() -> None:
    def feed(stamp: str) -> bytes:
        dates = "".join(f"<{name}>{stamp}</{name}>" for name in ("lastBuildDate", "pubDate", "dc:date"))
        head = f"{dates}<!-- {stamp} -->"
        return (rss(ITEM, head=head) + f"<!-- cached {stamp} -->").encode()

    assert body_digest(feed("one")) == body_digest(feed("two"))
    assert body_digest(ATOM.format("1", "x").encode()) == body_digest(ATOM.format("2", "x").encode())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rss(ITEM), rss(ITEM, ITEM)),
        (rss(ITEM), rss(ITEM.replace("09:00", "10:00"))),
        (rss(ITEM), rss(ITEM, head="<title>u</title>")),
        (ATOM.format("1", "x"), ATOM.format("1", "y")),
        # "<!--" in one text and "-->" in a later one are no comment.
        (around(ITEM), around(ITEM.replace("Visa", "More"))),
    ],
)
def test_what_an_item_or_the_channel_says_changes_the_digest(one: str, other: str) -> None:
    assert body_digest(one.encode()) != body_digest(other.encode())


@given(st.binary(max_size=200))
def test_any_bytes_have_a_digest(body: bytes) -> None:
    assert len(body_digest(body)) == 16


@pytest.mark.parametrize("piece", [b"<!--", b"<pubDate>", b"<lastBuildDate>x", b"<!-- -->", b"<item", b"<"])
def test_the_largest_body_made_to_be_slow_is_not(piece: bytes) -> None:
    body = piece * (8 * 1024 * 1024 // len(piece)) + os.urandom(8)
    start = time.process_time()
    body_digest(body)
    assert time.process_time() - start < 0.15  # 2 s when each "<" is looked at
