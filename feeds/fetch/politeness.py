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


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3): seconds, or an HTTP date. Bounded to 0 … LONGEST_WISH.

    None where there is no header, or it cannot be read.
    """
    value = (value or "").strip()
    seconds = _seconds(value)
    if seconds is not None:
        return seconds
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        # "-0000" and a missing zone; HTTP dates are in UTC (RFC 9110, section 5.6.7).
        when = when.replace(tzinfo=UTC)
    return min(max(when - now, timedelta(0)), LONGEST_WISH)


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long an answer stays fresh, by `Cache-Control: max-age` less `Age` (RFC 9111, section 4.2).

    `headers` has its names in lower case. Bounded to 0 … LONGEST_WISH. None where the answer does not say, or says that
    it must not be kept.
    """
    control = headers.get("cache-control", "").lower()
    directives = dict(part.strip().partition("=")[::2] for part in control.split(","))
    if "no-store" in directives or "no-cache" in directives:
        return None
    most = _seconds(directives.get("max-age", "").strip('"'))
    if most is None:
        return None
    age = _seconds(headers.get("age", "").strip()) or timedelta(0)
    return max(most - age, timedelta(0))


def _seconds(value: str) -> timedelta | None:
    """Read delta-seconds, bounded to LONGEST_WISH before they can overflow a timedelta."""
    if not re.fullmatch(r"[0-9]+", value):
        return None
    digits = value.lstrip("0")
    if len(digits) > len(str(int(LONGEST_WISH.total_seconds()))):
        return LONGEST_WISH
    return min(timedelta(seconds=int(digits or "0")), LONGEST_WISH)
