"""Matching entries against the topics of a desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.desks.desk import Desk
from feeds.desks.rules import THRESHOLD, Concept
from feeds.entry import Entry
from feeds.feed import Tier
from feeds.terms.entry_text import EntryText
from feeds.terms.match import Match
from feeds.topics.concepts import ConceptFinder, Found
from feeds.topics.score import Missed, Score, Shown, missed, points, score


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
    """Tells which topics of a desk an entry belongs to.

    Built once per desk, in some tenths of a second; it never changes. An entry takes about 0.2 ms.
    """

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
            if points(topic.rule, found) >= THRESHOLD:
                result = score(topic.rule, found)
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
    """Return one line for a signal: its points, its concepts in `lang`, and the term that was found for each.

    Such as: +10 Georgia or the plant (조지아), raid, arrest, detention (구금)
    """
    parts: list[str] = []
    for part in shown.signal.has:
        there = found.in_title if part.title_only else found.anywhere
        concept = next(concept for concept in part.concepts if concept in there)
        gap = "" if lang == "ko" else " "  # in Korean brackets stick to the word before
        parts.append(f"{concepts[concept].name[lang]}{gap}({found.evidence[concept][0].term})")
    return f"{shown.signal.points:+d} {', '.join(parts)}"
