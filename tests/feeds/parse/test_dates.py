from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entry import DatedBy
from feeds.feed import FeedSpec
from feeds.parse.dates import build_stamp, choose, date_in_url, parse_date, zone_of

SEOUL = ZoneInfo("Asia/Seoul")
MOMENT = datetime(2025, 9, 12, 5, 30, tzinfo=UTC)
NOON_IN_SEOUL = datetime(2025, 9, 12, 3, tzinfo=UTC)
NOW = datetime(2025, 9, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Fri, 12 Sep 2025 14:30:00 +0900",
        "Fri, 12 Sep 2025 05:30:00 GMT",
        "12 Sep 25 05:30 Z",
        "Fri, 12 Sep 2025 14:30:00 KST",
        "Fri, 12 Sep 2025 14:30:00",
        "Fri,12 Sep 2025 01:30:00 EDT",
        "Fri, 12 Sep 2025 14:30:00 GMT+9",
        "Fri, 12 September 2025 14:30:00 +09:00 (KST)",
        "금, 12 Sep 2025 14:30:00 +0900",
        "2025-09-12T14:30:00+09:00",
        "2025-09-12T05:30:00.250Z",
        "2025-09-12 14:30:00",
        "2025.09.12. 14:30",
        "2025/9/12 14:30",
        "20250912143000",
        "2025년 9월 12일 오후 2:30",
        "2025년 9월 12일 (금) 14시 30분",
        "Fri Sep 12 14:30:00 KST 2025",
        "Fri, 12 Sep 2025 14:30:00 Marsian",
    ],
)
def test_every_way_of_writing_a_moment_is_read_and_without_offset_it_is_local(text: str) -> None:
    assert parse_date(text, SEOUL) == MOMENT


@pytest.mark.parametrize("text", ["2025-09-12", "20250912", "12 Sep 2025", "September 12, 2025", "2025년 9월 12일"])
def test_a_date_without_a_time_is_noon(text: str) -> None:
    assert parse_date(text, SEOUL) == NOON_IN_SEOUL


def test_the_end_of_a_day_is_the_next_midnight() -> None:
    assert parse_date("2025-09-12 24:00:00", UTC) == datetime(2025, 9, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025-02-30",
        "2025-13-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0000-00-00 00:00:00",
        "32 Sep 2025",
        "12 Foo 2025",
        "9999-12-31T23:59:59-12:00",
        "2025-09-12T25:00:00Z",
        "Fri, 12 Sep 2025 14:30:00 +9959",
        "1" * 5_000,
    ],
)
def test_what_is_no_date_or_none_of_the_web_is_none(text: str) -> None:
    assert parse_date(text, UTC) is None


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001  # the zone comes next
def test_rfc_and_iso_dates_come_back_as_they_were_written(naive: datetime, hours: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=ZoneInfo("UTC"))
    local = moment + timedelta(hours=hours)
    offset = f"{'-' if hours < 0 else '+'}{abs(hours):02}"
    assert parse_date(f"{local:%d} {_month(local)} {local:%Y %H:%M:%S} {offset}00", SEOUL) == moment
    assert parse_date(f"{local:%Y-%m-%dT%H:%M:%S}{offset}:00", SEOUL) == moment


def _month(moment: datetime) -> str:
    return ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][moment.month - 1]


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text, UTC)
    assert found is None or found.year >= 1990


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://x.kr/foreign/20250912/title", True),
        ("https://x.kr/2025/09/12/title", True),
        ("https://x.kr/2025-09-12", True),
        ("https://en.yna.co.kr/view/AEN20250912001234315", True),
        ("https://x.kr/view/12345678", False),
        ("https://x.kr/2025/09/title", False),
        ("https://x.kr/?date=20250912", False),
    ],
)
def test_a_day_in_the_link_is_found(url: str, found: bool) -> None:  # noqa: FBT001  # a column of the table
    assert date_in_url(url, SEOUL) == (NOON_IN_SEOUL if found else None)


@pytest.mark.parametrize(
    ("url", "timezone", "zone"),
    [
        ("https://www.mofa.go.kr/rss", None, SEOUL),
        ("https://news.example/rss", None, UTC),
        ("https://news.example/rss", "America/New_York", ZoneInfo("America/New_York")),
        ("https://www.mofa.go.kr/rss", "Not/AZone", SEOUL),
        ("https://[broken/rss", None, UTC),
    ],
)
def test_the_zone_of_a_feed_is_its_setting_or_that_of_its_host(url: str, timezone: str | None, zone: object) -> None:
    assert zone_of(FeedSpec("f", url, "p", timezone=timezone)) == zone


def test_published_wins_over_updated_over_the_link_over_now() -> None:
    later, in_url = MOMENT + timedelta(days=1), MOMENT - timedelta(days=1)
    got = [
        choose(MOMENT, later, in_url, stamp=None, now=NOW),
        choose(None, later, in_url, stamp=None, now=NOW),
        choose(None, None, in_url, stamp=None, now=NOW),
        choose(None, None, None, stamp=None, now=NOW),
    ]
    assert [(dated.when, dated.by) for dated in got] == [
        (MOMENT, DatedBy.PUBLISHED),
        (later, DatedBy.UPDATED),
        (in_url, DatedBy.URL),
        (NOW, DatedBy.FIRST_SEEN),
    ]
    assert got[3].own is None


def test_a_date_in_the_future_is_cut_to_now_but_remembered() -> None:
    future = NOW + timedelta(hours=9)
    dated = choose(future, None, None, stamp=None, now=NOW)
    assert (dated.when, dated.own) == (NOW, future)


def test_a_number_in_the_link_that_is_a_day_to_come_is_no_date() -> None:
    assert choose(None, None, NOW + timedelta(days=30), stamp=None, now=NOW).by is DatedBy.FIRST_SEEN


def test_one_stamp_on_five_items_is_when_the_feed_was_built() -> None:
    assert build_stamp([MOMENT] * 5) == MOMENT
    assert build_stamp([MOMENT] * 4) is None
    assert build_stamp([*[MOMENT] * 5, NOW]) is None
    assert build_stamp([None] * 9) is None
    assert choose(MOMENT, None, None, stamp=MOMENT, now=NOW).by is DatedBy.FIRST_SEEN
