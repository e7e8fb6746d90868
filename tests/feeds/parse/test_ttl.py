"""How long documents ask to be left alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.document import Document
from feeds.parse.read import read
from feeds.parse.ttl import LONGEST, ttl_of
from tests.feeds.parse.documents import item, job

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("minutes", "period", "frequency", "expected"),
    [
        ("", "", "", None),
        ("60", "", "", HOUR),
        (" 15\n", "daily", "1", HOUR / 4),
        ("0", "", "", None),
        ("-5", "", "", None),
        ("soon", "hourly", "", HOUR),
        ("", "hourly", "", HOUR),
        ("", "\tHourly ", "4", HOUR / 4),
        ("", "daily", "0", 24 * HOUR),
        ("", "fortnightly", "2", None),
        ("999999", "", "", LONGEST),
    ],
)
def test_the_wish_is_ttl_or_the_update_period(
    minutes: str, period: str, frequency: str, expected: timedelta | None
) -> None:
    assert ttl_of(minutes, period, frequency) == expected


@given(st.text(max_size=50), st.sampled_from(["hourly", "yearly", "x"]), st.text(alphabet="0123456789.e-", max_size=50))
def test_no_wish_breaks_the_reader(minutes: str, period: str, frequency: str) -> None:
    wish = ttl_of(minutes, period, frequency)
    assert wish is None or timedelta(0) < wish <= LONGEST


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<ttl>45</ttl>", HOUR * 3 / 4),
        ("<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", HOUR / 2),
        ("", None),
    ],
)
def test_a_document_says_its_wish_in_rss_and_in_the_syndication_module(said: str, expected: timedelta | None) -> None:
    head = '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>News</title>'
    body = item(title="Visa talks", link="https://news.example/1")
    found = read(job(f"{head}{said}{body}</channel></rss>"))
    assert isinstance(found, Document)
    assert found.ttl == expected
