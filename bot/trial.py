"""Trying a watch term on what is stored, before it is saved.

The entries of the last days are read page by page and looked through in a thread, so that the bot goes on answering.
Work is bounded by a count of entries, newest first: what was left out is said.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from feeds.terms.entry_text import EntryText
from feeds.terms.expression import Expression
from feeds.terms.inside import InsideWords
from feeds.terms.match import Evidence
from feeds.terms.matcher import TermIndex
from feeds.terms.matcher import WatchTerm as Compiled
from storage import window
from storage.engine.database import Database
from storage.window import Tried

DAYS = 30
"""How far back a term is tried where nobody says."""
MOST = 30_000
"""Entries looked at: under 5 seconds of one core, at 0.13 ms each (a month of captured wire, 9,000, took 1.2 s)."""
SAMPLES = 10
NEAR = 0.9
"""Two terms whose hits have so much in common, of what either hits, are near-duplicates."""
BROAD = 0.05
"""A term that hits a larger share of all entries is warned of: it says nothing any more. Of a month of captured wire
1.7 % was about any of the desk's topics; 한국 alone was in 7.7 %."""

ENOUGH = 100
"""Entries that must have been looked at for a share to mean anything: a fresh database has few, all of one morning."""

_NEW = "new"
"""The id of the term on trial, in the index: the others have numbers."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry that the term hit."""

    entry: Tried
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a term would have matched."""

    since: datetime
    until: datetime
    """Of what was looked at: when the first and the last of it was stored."""
    looked: int
    cut: bool
    """Whether more was stored in that time than was looked at."""
    hits: int
    days: Mapping[date, int]
    """Hits by the date of publication, in the asker's zone."""
    samples: tuple[Sample, ...]
    """At most ten, spread over all hits; newest first."""
    added: int
    """Hits that the topic does not have yet; where no topic was named, those that are about no topic yet."""
    alike: Mapping[int, float]
    """Near-duplicates among the other terms, by id: the share of hits in common."""
    inside: tuple[tuple[str, int], ...]
    """Longer Korean words that the hits lie inside, with the entries that have them; the most frequent first.

    A word that contains another one counts as that: an exception for 소비자 takes 소비자원 along."""

    @property
    def share(self) -> float:
        """Return which part of all entries it hits."""
        return self.hits / self.looked if self.looked else 0.0

    @property
    def is_broad(self) -> bool:
        """Tell whether it hits too much to say anything."""
        return self.looked >= ENOUGH and self.share > BROAD


@dataclass(slots=True)
class _Count:
    """What was found so far."""

    index: TermIndex
    inside_words: InsideWords
    zone: ZoneInfo
    covers: Callable[[str], bool]
    looked: int = 0
    hits: list[Sample] = field(default_factory=list)
    days: Counter[date] = field(default_factory=Counter)
    inside: list[set[str]] = field(default_factory=list)
    """Of each hit."""
    added: int = 0
    others: Counter[str] = field(default_factory=Counter)
    common: Counter[str] = field(default_factory=Counter)

    def take(self, page: Sequence[Tried]) -> None:
        """Look through some entries. Runs in a thread, one page at a time."""
        for entry in page:
            self.looked += 1
            text = EntryText.plain(entry.title, entry.summary, entry.publisher, entry.lang, entry.tier)
            found = self.index.hits(text)
            others = [one for one in found if one != _NEW]
            self.others.update(others)
            if _NEW in found:
                self.hits.append(Sample(entry, found[_NEW]))
                self.days[entry.published.astimezone(self.zone).date()] += 1
                self.inside.append(self.inside_words.find(text))
                self.common.update(others)
                self.added += not others and not any(map(self.covers, entry.topics))

    def alike(self) -> dict[int, float]:
        shares = {
            one: self.common[one] / (len(self.hits) + hits - self.common[one]) for one, hits in self.others.items()
        }
        return {int(one): share for one, share in shares.items() if share >= NEAR}


async def try_term(
    database: Database,
    expression: Expression,
    *,
    scopes: Collection[int],
    covers: Callable[[str], bool],
    others: Mapping[int, Expression],
    zone: str,
    now: datetime,
    days: int = DAYS,
    most: int = MOST,
) -> Trial:
    """Run a term over the entries of the last days.

    Args:
        database: what is read, in many short transactions.
        expression: the term.
        scopes: 0 for shared entries, and the workspace.
        covers: tells of a topic key whether the term adds nothing to an entry that has it.
        others: the terms that the topic has already, by id: what they hit it adds nothing to either.
        zone: IANA, of the days.
        now: UTC. Where nothing was stored for long (a replay of last year), the days end with what was stored last.
        days: how many.
        most: entries to look at.

    """
    async with database.read() as tx:
        last = await window.newest_seen(tx, scopes=scopes)
    until = min(now, last) if last else now
    since = until - timedelta(days=days)
    terms = [Compiled(_NEW, expression), *(Compiled(str(number), one) for number, one in others.items())]
    index = await asyncio.to_thread(TermIndex, terms)
    counted = _Count(index, InsideWords(expression), ZoneInfo(zone), covers)
    before: int | None = None
    first = until
    cut = False
    while True:
        async with database.read() as tx:
            page = await window.page(tx, scopes=scopes, since=since, before=before)
        if not page:
            break
        if counted.looked + len(page) > most:
            cut = True
            page = page[: most - counted.looked]
        if page:
            await asyncio.to_thread(counted.take, page)
            before, first = page[-1].id, page[-1].first_seen
        if cut:
            break
    return Trial(
        since=first if cut else since,
        until=until,
        looked=counted.looked,
        cut=cut,
        hits=len(counted.hits),
        days=dict(sorted(counted.days.items(), reverse=True)),
        samples=_spread(sorted(counted.hits, key=lambda hit: (hit.entry.published, hit.entry.id), reverse=True)),
        added=counted.added,
        alike=counted.alike(),
        inside=tuple(_grouped(counted.inside).most_common()),
    )


def _grouped(found: Sequence[set[str]]) -> Counter[str]:
    """Count the words by entries, each as the shortest one that it contains."""
    kept: list[str] = []
    group: dict[str, str] = {}
    for word in sorted({word for words in found for word in words}, key=lambda word: (len(word), word)):
        group[word] = next((shorter for shorter in kept if shorter in word), word)
        if group[word] == word:
            kept.append(word)
    return Counter(word for words in found for word in {group[one] for one in words})


def _spread(hits: Sequence[Sample]) -> tuple[Sample, ...]:
    """Return ten of the hits, at even distances, so that they show the whole time."""
    if len(hits) <= SAMPLES:
        return tuple(hits)
    return tuple(hits[round(number * (len(hits) - 1) / (SAMPLES - 1))] for number in range(SAMPLES))
