"""The watch terms of all workspaces, running: one index in memory, in step with the table.

A term belongs to one workspace, so its matches have a topic key of that workspace (`storage.topics.own_key`), and of a
private feed's entries only its own workspace's terms are asked.
"""

import asyncio

import structlog

from feeds.entry import Entry
from feeds.feed import Tier
from feeds.terms.entry_text import EntryText
from feeds.terms.error import TermError
from feeds.terms.match import Evidence, Match
from feeds.terms.matcher import TermIndex
from feeds.terms.matcher import WatchTerm as Compiled
from feeds.terms.parser import parse
from feeds.topics.concepts import in_order
from storage import topics
from storage.engine.database import Database, Tx
from storage.topics import WatchTerm

_AT_ONCE = 50
"""Terms compiled before other tasks get their turn: some 10 ms of CPU (promise 5 allows 50)."""
_PAGE = 1000

log = structlog.get_logger(__name__)


class OwnTerms:
    """Finds what the workspaces' own terms match. One object a process; every process has its own."""

    def __init__(self, database: Database) -> None:
        """Start empty: `refresh` reads the terms."""
        self._database = database
        self._index = TermIndex()
        self._terms: dict[int, WatchTerm] = {}
        self._change = 0
        """The last change that is in the index."""
        self._refreshing = asyncio.Lock()

    def __len__(self) -> int:
        """Return how many terms are in the index."""
        return len(self._terms)

    async def refresh(self) -> int:
        """Bring the index in step with the table; return how many terms changed. Where none did, it is one small query.

        Whoever made the change: commands of this process or of another one, an import, a workspace that left.
        """
        async with self._refreshing, self._database.read() as tx:
            last = await topics.last_change(tx)
            if last == self._change:
                return 0
            changed = await self._take_changed(tx)
            # Terms that are gone leave no row to read; only then, the numbers of all that are left are read.
            if await topics.count_terms(tx) != len(self._terms):
                changed += await self._drop_removed(tx)
            await self._index.refresh()
            self._change = last
        return changed

    def match(self, entry: Entry, tier: Tier, workspace: int | None) -> tuple[Match, ...]:
        """Return a match for each topic of each workspace that an entry belongs to by its own terms, by topic key.

        Args:
            entry: what a feed brought.
            tier: of its publisher.
            workspace: the one whose private feed it was; None: a shared feed, so everyone's terms are asked.

        """
        if not self._terms:
            return ()
        found: dict[str, list[Evidence]] = {}
        because: dict[str, list[str]] = {}
        for number, evidence in sorted(self._index.hits(EntryText.of(entry, tier)).items()):
            term = self._terms[int(number)]
            if workspace is None or term.workspace == workspace:
                key = topics.own_key(term.workspace, term.topic)
                found.setdefault(key, []).extend(evidence)
                because.setdefault(key, []).append(term.expression)
        return tuple(Match(key, in_order(found[key]), tuple(because[key])) for key in sorted(found))

    async def _take_changed(self, tx: Tx) -> int:
        changed, last_id = 0, 0
        while page := await topics.terms_changed(tx, self._change, after=last_id, limit=_PAGE):
            for term in page:
                self._put(term)
                changed += 1
                if changed % _AT_ONCE == 0:
                    await asyncio.sleep(0)
            last_id = page[-1].id
        return changed

    async def _drop_removed(self, tx: Tx) -> int:
        left: set[int] = set()
        while page := await topics.term_ids(tx, after=max(left, default=0)):
            left.update(page)
            await asyncio.sleep(0)
        gone = [number for number in self._terms if number not in left]
        for number in gone:
            del self._terms[number]
            if str(number) in self._index:
                self._index.remove(str(number))
        return len(gone)

    def _put(self, term: WatchTerm) -> None:
        self._terms[term.id] = term
        try:
            self._index.put(Compiled(str(term.id), parse(term.expression)))
        except TermError as error:
            # Checked when it was added; by another release, perhaps. The others must go on matching.
            log.warning("a watch term cannot be used", term=term.id, workspace=term.workspace, error=str(error))
            if str(term.id) in self._index:
                self._index.remove(str(term.id))
