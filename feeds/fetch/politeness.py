"""When to ask again: back-off, Retry-After and freshness, as pure functions."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

LONGEST_BACK_OFF = timedelta(hours=6)
"""A failing feed is asked at least four times a day, so that its return is noticed the same day."""
LONGEST_WISH = timedelta(days=1)
"""What a server may ask of us; a mistaken year of max-age must not silence a feed."""
LONGEST_FRESH = timedelta(hours=6)
"""An answer may be called fresh for so long; what is news in the morning must not be told in the evening."""
LONGEST_TTL = timedelta(hours=1)
"""A document may ask for so much. Its `ttl` or `updatePeriod` is mostly its software's default (WordPress: hourly, RSS
1.0's module: daily), where headers are about this very answer."""

# 2 ** 20 of any sensible period is far over LONGEST_BACK_OFF; the exponent must not grow with the failures.
_MOST_DOUBLINGS = 20


def next_delay(failures: int, every: timedelta, retry_after: timedelta | None, random: Random) -> timedelta:
    """Return how long to wait before a feed is asked again.

    `failures` counts those in a row. Without any it is `every`. After the first it is between one and two times
    `every`, doubled with each further one up to LONGEST_BACK_OFF, and never under `every`. The spread is "equal jitter"
    (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog): feeds that failed together do not come back
    together. `retry_after` is a lower bound, itself bounded to LONGEST_WISH.
    """
    delay = every
    if failures > 0:
        ceiling = min(LONGEST_BACK_OFF, every * 2 ** min(failures, _MOST_DOUBLINGS))
        delay = max(every, ceiling * random.uniform(0.5, 1.0))
    if retry_after is not None:
        delay = max(delay, min(retry_after, LONGEST_WISH))
    return delay


def well_delay(every: timedelta, fresh: timedelta | None, ttl: timedelta | None) -> timedelta:
    """Return how long to wait after a good answer: `every`, or longer where the answer or the document asks for it.

    `fresh` is that of `fresh_for`, followed up to LONGEST_FRESH; `ttl` that of the document, up to LONGEST_TTL.
    """
    wishes = (min(fresh or timedelta(0), LONGEST_FRESH), min(ttl or timedelta(0), LONGEST_TTL))
    return max(every, *wishes)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3): seconds, or an HTTP date. Bounded to 0 … LONGEST_WISH.

    None where there is no header, or it cannot be read.
    """
    value = (value or "").strip()
    seconds = _seconds(value)
    if seconds is not None:
        return seconds
    when = _http_date(value)
    return None if when is None else min(max(when - now, timedelta(0)), LONGEST_WISH)


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long an answer stays fresh (RFC 9111, section 4.2): by `Cache-Control: max-age`, else by `Expires`.

    `Age` is taken off. `headers` has its names in lower case. Bounded to 0 … LONGEST_WISH. None where the answer does
    not say, or says that it must not be kept.
    """
    control = headers.get("cache-control", "").lower()
    directives = dict(part.strip().partition("=")[::2] for part in control.split(","))
    if "no-store" in directives or "no-cache" in directives:
        return None
    most = _seconds(directives["max-age"].strip('"')) if "max-age" in directives else _until_expiry(headers)
    if most is None:
        return None
    age = _seconds(headers.get("age", "").strip()) or timedelta(0)
    return max(most - age, timedelta(0))


def _until_expiry(headers: Mapping[str, str]) -> timedelta | None:
    """Return from `Date` to `Expires`, both of the server's own clock: ours may differ (RFC 9111, section 5.3).

    What is no date, above all "0", has expired; without a `Date` there is nothing to reckon from.
    """
    sent = _http_date(headers.get("date", ""))
    if "expires" not in headers or sent is None:
        return None
    expires = _http_date(headers["expires"])
    return timedelta(0) if expires is None else min(max(expires - sent, timedelta(0)), LONGEST_WISH)


def _http_date(value: str) -> datetime | None:
    """Read an HTTP date; a missing zone and "-0000" mean UTC (RFC 9110, section 5.6.7). None: it is none."""
    try:
        when = parsedate_to_datetime(value.strip())
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _seconds(value: str) -> timedelta | None:
    """Read delta-seconds, bounded to LONGEST_WISH before they can overflow a timedelta."""
    if not re.fullmatch(r"[0-9]+", value):
        return None
    digits = value.lstrip("0")
    if len(digits) > len(str(int(LONGEST_WISH.total_seconds()))):
        return LONGEST_WISH
    return min(timedelta(seconds=int(digits or "0")), LONGEST_WISH)
