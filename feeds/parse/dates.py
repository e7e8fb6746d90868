"""When an item was published: which of its dates to believe, and in which zone.

feedparser takes a date without an offset for UTC, and knows few zone names; Korean feeds leave the offset out and mean
Seoul. So the text of the date is read here.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds.entry import DatedBy
from feeds.feed import FeedSpec

FIRST_YEAR = 1990
"""Before the web there was no feed: an earlier year is a clock that was never set."""
SAME_STAMPS = 5
"""So many items, all with one and the same date: it is when the feed was built (Korea Times)."""
NOON = 12
"""A date without a time counts as noon: never more than half a day wrong."""

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "kst": 9, "jst": 9, "cst": -6, "cdt": -5, "est": -5, "edt": -4, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "bst": 1, "cet": 1, "cest": 2, "hkt": 8,
    "sgt": 8, "wib": 7, "aest": 10, "aedt": 11,
}  # fmt: skip
"""Hours: RFC 5322, section 4.3, and the names seen in feeds."""
_OFFSET = r"(?P<zone>[A-Za-z]{1,9}|(?:gmt|utc)?[+-]\d{1,2}(?::?\d{2})?)?"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})\.?(?:(?:[T ]|\s+){_TIME}\s*{_OFFSET})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?\s*(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?"
    rf"\s*{_OFFSET})?",
    re.IGNORECASE,
)
_RFC = re.compile(
    r"(?:[^\W\d]{1,9}\.?,?\s*)?(?P<day>\d{1,2})[\s-]+(?P<name>[A-Za-z]{3})[A-Za-z]*\.?,?[\s-]+(?P<year>\d{2}|\d{4})"
    rf"(?:,?\s+{_TIME}\s*{_OFFSET}(?:\s*\([^)]*\))?)?",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)?(?P<name>[A-Za-z]{{3}})[A-Za-z]*\.?\s+(?P<day>\d{{1,2}}),?\s+"
    rf"(?:{_TIME}\s+(?:(?P<zone>[A-Za-z]{{2,5}})\s+)?)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?P<year>\d{4})년\s*(?P<month>\d{1,2})월\s*(?P<day>\d{1,2})일\s*(?:\([^)]\)\s*)?(?:[월화수목금토일]요일\s*)?"
    r"(?:(?P<half>오전|오후)?\s*(?P<hour>\d{1,2})[:시]\s*(?:(?P<minute>\d{1,2})분?)?(?::?\s*(?P<second>\d{1,2})초?)?)?"
)
_SHAPES = (_RFC, _ISO, _COMPACT, _KOREAN, _ASCTIME)
_LONGEST = 60
_IN_URL = re.compile(
    r"/(?:A[A-Z]{2})?(?P<year>(?:19|20)\d\d)(?P<sep>[-/]?)(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d(?:/|$))"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """When, and how we know."""

    when: datetime
    """UTC, never later than now."""
    by: DatedBy
    own: datetime | None
    """The item's own date before it was cut to now: the same at each fetch. None for first seen."""


def zone_of(spec: FeedSpec) -> tzinfo:
    """Return the zone of dates without an offset: the feed's setting, Seoul for .kr hosts, else UTC."""
    if spec.timezone:
        try:
            return ZoneInfo(spec.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # the settings refuse it; a feed that was stored before is still read
    try:
        host = urlsplit(spec.url).hostname or ""
    except ValueError:
        host = ""
    return ZoneInfo("Asia/Seoul") if host.endswith(".kr") else UTC


def parse_date(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment `text` names, in UTC; None if it names none or one before `FIRST_YEAR`.

    Reads RFC 5322 and RFC 3339 with their usual misspellings, "2025.09.12 14:30", 14 digits and Korean dates. `zone` is
    for dates without an offset. A date without a time is noon there.
    """
    text = " ".join(text[: 2 * _LONGEST].split())
    if not text or len(text) > _LONGEST:
        return None
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _moment(found.groupdict(), zone)
    return None


def date_in_url(url: str, zone: tzinfo) -> datetime | None:
    """Return noon of the day in /2025/09/12/, /20250912/ or Yonhap's /AEN20250912…, in UTC; None if there is none."""
    found = _IN_URL.search(urlsplit(url).path)
    return _moment(found.groupdict(), zone) if found else None


def build_stamp(dates: Iterable[datetime | None]) -> datetime | None:
    """Return the one date that at least `SAME_STAMPS` items of a document all carry, None if they differ."""
    counted = Counter(date for date in dates if date is not None)
    if len(counted) != 1:
        return None
    ((stamp, times),) = counted.items()
    return stamp if times >= SAME_STAMPS else None


def choose(
    published: datetime | None,
    updated: datetime | None,
    in_url: datetime | None,
    *,
    stamp: datetime | None,
    now: datetime,
) -> Dated:
    """Return the date to believe: published, else updated, else that of the link, else `now`.

    `stamp` is when the whole feed was built, and no item's date. Dates in the future are cut to `now`; a day in the
    link that has not come yet is no date (numbers in links look like dates).
    """
    for date, by in ((published, DatedBy.PUBLISHED), (updated, DatedBy.UPDATED)):
        if date is not None and date != stamp:
            return Dated(min(date, now), by, date)
    if in_url is not None and in_url <= now + timedelta(days=1):
        return Dated(min(in_url, now), DatedBy.URL, in_url)
    return Dated(now, DatedBy.FIRST_SEEN, None)


def _moment(parts: dict[str, str | None], zone: tzinfo) -> datetime | None:
    """Put a date together; None where the calendar has no such day."""
    year = int(parts["year"] or 0)
    if year < 100:  # noqa: PLR2004  # two digits: RFC 5322, section 4.3
        year += 2000 if year < 50 else 1900  # noqa: PLR2004  # the same
    name = parts.get("name")
    month = _MONTHS.get(name.lower(), 0) if name else int(parts["month"] or 0)
    timed = parts.get("hour")
    hour = int(timed) if timed else NOON
    if (half := parts.get("half")) and timed:
        hour = hour % NOON + (NOON if half == "오후" else 0)
    minute, second = int(parts.get("minute") or 0), min(int(parts.get("second") or 0), 59)  # leap seconds
    try:
        offset = _offset(parts.get("zone") or "") or zone
        late = timedelta(days=1) if hour == 24 and not minute else timedelta()  # noqa: PLR2004  # ISO 8601: the day's end
        local = datetime(year, month, int(parts["day"] or 0), 0 if late else hour, minute, second, tzinfo=offset) + late
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= FIRST_YEAR else None


def _offset(name: str) -> tzinfo | None:
    """Return the zone that a name or "+0900" stands for; None for none, or one we do not know."""
    name = name.lower()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    digits = name.removeprefix("gmt").removeprefix("utc")
    if not digits.startswith(("+", "-")):
        return None
    number = digits[1:].replace(":", "")
    hours, minutes = (number, "0") if len(number) <= len("09") else (number[:-2], number[-2:])
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if digits[0] == "-" else span)
