"""Matching entries against the topics of a desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.desks.desk import Desk
from feeds.desks.rules import Concept
from feeds.entry import Entry
from feeds.feed import Tier
from feeds.terms.entry_text import EntryText
from feeds.terms.match import Evidence, Match
from feeds.topics.concepts import ConceptFinder, Found
from feeds.topics.score import Missed, Score, Shown, missed, score


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entry belongs to a topic, or why not."""

    topic: str
    score: Score
    missed: tuple[Missed, ...]
    """What else would have given points, and what it lacked; the nearest first."""

    @property
    def holds(self) -> bool:
        """Tell whether the entry belongs to the topic."""
        return self.score.holds


class TopicMatcher:
    """Tells which topics of a desk an entry belongs to. Built once per desk (some 50 ms); it never changes."""

    def __init__(self, desk: Desk) -> None:
        """Compile the concepts of `desk`."""
        self._topics = desk.topics
        self._concepts = desk.concepts
        self._finder = ConceptFinder(desk.concepts)

    def match(self, entry: Entry, tier: Tier) -> tuple[Match, ...]:
        """Return a match for each topic the entry belongs to, in the order of the desk."""
        found = self.find(entry, tier)
        matches: list[Match] = []
        for topic in self._topics.values():
            result = score(topic.rule, found)
            if result.holds:
                reasons = tuple(reason(shown, found, self._concepts) for shown in result.shown)
                matches.append(Match(topic.id, result.evidence, reasons))
        return tuple(matches)

    def explain(self, entry: Entry, tier: Tier, topic: str) -> Explanation:
        """Return why the entry belongs to `topic` or not.

        Raises:
            KeyError: the desk has no such topic.
        """
        found = self.find(entry, tier)
        rule = self._topics[topic].rule
        return Explanation(topic, score(rule, found), missed(rule, found))

    def find(self, entry: Entry, tier: Tier) -> Found:
        """Return the desk's concepts that are in the entry."""
        return self._finder.find(EntryText.of(entry, tier))


def reason(shown: Shown, found: Found, concepts: Mapping[str, Concept], lang: str = "en") -> str:
    """Return one line for a signal: its points, its concepts in `lang`, and the word that was found for each.

    Such as: +10 Georgia or the plant (조지아), raid, arrest, detention (구금)
    """
    parts = []
    for part in shown.signal.has:
        concept, first = _first(part.concepts, found, title_only=part.title_only)
        parts.append(f"{concepts[concept].name[lang]} ({first.term})")
    return f"{shown.signal.points:+d} {', '.join(parts)}"


def _first(ids: tuple[str, ...], found: Found, *, title_only: bool) -> tuple[str, Evidence]:
    """Return the first of the concepts that was found, with its first hit."""
    return next(
        (concept, one) for concept in ids for one in found.get(concept, ()) if one.field == "title" or not title_only
    )
