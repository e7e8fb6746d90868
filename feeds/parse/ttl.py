"""How long a document asks to be left alone: RSS 2.0's `ttl`, or the syndication module of RSS 1.0."""

import re
from datetime import timedelta

LONGEST = timedelta(days=366)
"""Nobody means more; a number of forty digits must not overflow."""

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def ttl_of(minutes: str, period: str, frequency: str) -> timedelta | None:
    """Return the wish of a document; None: it has none that makes sense.

    Args:
        minutes: `ttl` (RSS 2.0 at Harvard Law, "ttl sub-element of channel").
        period: `sy:updatePeriod` (web.resource.org/rss/1.0/modules/syndication), taken where there is no `ttl`.
        frequency: `sy:updateFrequency`, how often in that period; once if it is left out.

    """
    if (number := _number(minutes)) is not None:
        return min(timedelta(minutes=number), LONGEST) if number else None
    span = _PERIODS.get(period.strip().lower())
    if span is None:
        return None
    return span / (_number(frequency) or 1)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text := text.strip()) else None
