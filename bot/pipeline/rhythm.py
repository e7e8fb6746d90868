"""A feed's rhythm: in which hours it had something new, and so for how long it may have nothing. Pure.

A wire is quiet at night, a ministry at weekends, a trade paper all week but on Thursdays. So what is counted is not
hours but *usual news*: an hour weighs as much as that hour of the week brought something in the past, and the two hours
around it. A night or a weekend in which nothing ever comes weighs nothing, however long it is.

A silence is against the rhythm when it weighs `TIMES` as much as the feed's longest one. Its longest but one, to be
exact: an outage that we lived through must not make us deaf for weeks. Two more bounds keep false alarms away: a feed
that is never quiet for a day must be silent twice as long as it ever was; one that has quiet days must miss `DAYS` of
its usual ones, since they may be holidays. Figures are in docs/adr/0010-silence-against-a-feeds-own-rhythm.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise

HOUR = timedelta(hours=1)
WEEK = 7 * 24
REMEMBERED = 12 * WEEK
"""Hours. Twelve weeks show a weekly feed's rhythm, and forget a season."""
LEAST_NEWS = 8
"""Hours with something new, below which nobody can speak of a rhythm."""
LEAST_WATCHED = WEEK
TIMES = 3.0
DAYS = 2.5
LONGER = 2
SHORTEST = 6
"""Hours. No silence is told sooner: servers and newsrooms rest, too."""

_AROUND = 2
_DAY = 24
_START = datetime(1970, 1, 1, tzinfo=UTC)
_HEAD = 4


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The hours in which a feed had something new."""

    newest: int = 0
    """Hours from 1970 to the last of them."""
    bits: int = 0
    """Bit k says that there was something new k hours before `newest`."""

    @classmethod
    def read(cls, stored: bytes | None) -> "Rhythm":
        """Return what `stored` wrote; None: nothing is known."""
        if not stored:
            return cls()
        return cls(int.from_bytes(stored[:_HEAD], "big"), int.from_bytes(stored[_HEAD:], "big"))

    def stored(self) -> bytes:
        """Return it in at most 256 bytes."""
        return self.newest.to_bytes(_HEAD, "big") + self.bits.to_bytes((self.bits.bit_length() + 7) // 8, "big")

    def noted(self, moments: Iterable[datetime]) -> "Rhythm":
        """Return it with more moments at which there was something new."""
        newest, bits = self.newest, self.bits
        for hour in {(moment - _START) // HOUR for moment in moments}:
            if hour > newest:
                bits = (bits << min(hour - newest, REMEMBERED)) if bits else 0
                newest = hour
            if newest - hour < REMEMBERED:
                bits |= 1 << (newest - hour)
        return Rhythm(newest, bits & ((1 << REMEMBERED) - 1))

    def patience(self) -> timedelta | None:
        """Return how long after its last news a silence is against its rhythm; None: that cannot be told yet."""
        hours = [self.newest - ago for ago in range(self.bits.bit_length() - 1, -1, -1) if self.bits >> ago & 1]
        if len(hours) < LEAST_NEWS or hours[-1] - hours[0] < LEAST_WATCHED:
            return None
        usual = _usual(hours)
        weights = list(accumulate((usual[hour % WEEK] for hour in range(hours[0], hours[-1] + 1)), initial=0.0))
        silences = sorted(
            weights[later - hours[0] + 1] - weights[earlier - hours[0] + 1] for earlier, later in pairwise(hours)
        )
        longest = sorted(later - earlier for earlier, later in pairwise(hours))[-2]
        enough, least = TIMES * silences[-2], SHORTEST
        if longest < _DAY:
            least = max(SHORTEST, LONGER * longest)
        else:
            enough = max(enough, DAYS * _usual_day(usual))
        return _until(usual, hours[-1], enough, least)


def _usual(hours: Sequence[int]) -> list[float]:
    """Return for each hour of the week how often there was something new in it or just around it: 0 … 1."""
    had, seen = [0] * WEEK, [0] * WEEK
    for hour in hours:
        had[hour % WEEK] += 1
    for hour in range(hours[0], hours[-1] + 1):
        seen[hour % WEEK] += 1
    around = range(-_AROUND, _AROUND + 1)
    return [
        sum(had[(hour + by) % WEEK] for by in around) / sum(seen[(hour + by) % WEEK] for by in around)
        for hour in range(WEEK)
    ]


def _usual_day(usual: Sequence[float]) -> float:
    """Return what a day with news weighs: the mean over the week's days, each counted by its own weight."""
    days = [sum(usual[start : start + _DAY]) for start in range(0, WEEK, _DAY)]
    return sum(day * day for day in days) / sum(days)


def _until(usual: Sequence[float], last: int, enough: float, least: int) -> timedelta | None:
    """Return the first silence after the hour `last` that is long and heavy enough; None: none within memory."""
    weight = 0.0
    for hours in range(1, REMEMBERED + 1):
        weight += usual[(last + hours) % WEEK]
        if weight >= enough and hours >= least:
            return hours * HOUR
    return None
