"""Which topics an entry belongs to and by what evidence, and of the others why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.reasons import miss_words
from bot.cards.why import TopicFinding
from bot.commands.call import Call
from feeds.desks.rules import THRESHOLD, Part
from feeds.entry import Entry
from feeds.feed import Tier
from feeds.terms.entry_text import EntryText
from feeds.terms.explain import explain
from feeds.terms.parser import parse
from feeds.topics.concepts import Found
from feeds.topics.matcher import Explanation, reason
from feeds.topics.score import Missed
from storage import entries, topics
from storage.engine.database import Tx
from storage.entries import StoredEntry, StoredMatch
from storage.topics import WatchTerm

REASONS_SHOWN = 3
"""Signals named of one topic, the strongest or nearest."""
TERMS_EXPLAINED = 40
"""Of a workspace's own terms that did not hit, the last written ones: explaining one takes up to half a millisecond."""
ANY_OF = 3
"""Concepts named where any of several would have counted."""


async def topic_findings(tx: Tx, call: Call, entry: StoredEntry) -> list[TopicFinding]:
    """Return each topic that the workspace sees: those that matched first, then the others, the nearest first."""
    stored = {one.match.topic: one for one in await entries.matches_of(tx, entry.id)}
    own = await topics.terms(tx, call.who.workspace)
    matcher, text = await call.matcher.get(), _entry(entry)
    asked = _Asked(call, text, entry.tier, matcher.find(text, entry.tier))
    findings: list[TopicFinding] = []
    for slug in dict.fromkeys((*call.desk.topics, *call.own_topics)):
        if slug in call.desk.topics:
            findings.append(asked.of_desk(matcher.explain(text, entry.tier, slug), stored.get(slug)))
        mine = [term for term in own if term.topic == slug]
        by_own = stored.get(topics.own_key(call.who.workspace, slug))
        if mine or by_own:
            findings.append(asked.of_own(slug, mine, by_own))
    return sorted(findings, key=lambda one: (not one.matched, -one.points))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One entry about which somebody asks."""

    call: Call
    text: Entry
    tier: Tier
    found: Found
    """The desk's concepts that are in it."""

    def of_desk(self, explained: Explanation, stored: StoredMatch | None) -> TopicFinding:
        """Return what a topic of the desk says. What was decided then counts, also where the desk has changed since."""
        say, name = self.call.voice.say, self.call.topic_name(explained.topic)
        if stored is not None and not explained.holds:
            older = say("why.older-desk", version=stored.desk_version)
            return self._matched(name, stored, (older, *stored.match.reasons))
        shown = explained.score.shown[:REASONS_SHOWN]
        reasons = [reason(one, self.found, self.call.desk.concepts, self._lang) for one in shown]
        if stored is None:
            missed = dict.fromkeys(self._missed(one) for one in explained.missed)
            reasons += list(missed)[:REASONS_SHOWN]
            reasons += [say("why.newer-desk")] if explained.holds else []
        points = explained.score.points
        total = say("why.points", points=points, needed=THRESHOLD)
        evidence = stored.match.evidence if stored else ()
        return TopicFinding(
            name, matched=stored is not None, points=points, evidence=evidence, reasons=(total, *reasons)
        )

    def of_own(self, slug: str, terms: Sequence[WatchTerm], stored: StoredMatch | None) -> TopicFinding:
        """Return what the workspace's own terms found; else how near the last written ones came."""
        name = self.call.voice.say("why.own-terms", topic=self.call.topic_name(slug))
        if stored is not None:
            found = tuple(dict.fromkeys(one.term for one in stored.match.evidence))
            return self._matched(name, stored, found)
        read = EntryText.of(self.text, self.tier)
        explained = [explain(parse(term.expression), read) for term in reversed(terms[-TERMS_EXPLAINED:])]
        near = sorted(explained, key=lambda one: not one.is_near)[:REASONS_SHOWN]
        missed = tuple(miss_words(one.reasons[0], self.call.voice) for one in near if one.reasons)
        return TopicFinding(name, matched=False, points=0, evidence=(), reasons=missed)

    @staticmethod
    def _matched(name: str, stored: StoredMatch, reasons: tuple[str, ...]) -> TopicFinding:
        return TopicFinding(name, matched=True, points=THRESHOLD, evidence=stored.match.evidence, reasons=reasons)

    def _missed(self, one: Missed) -> str:
        say, points = self.call.voice.say, one.signal.points
        if one.absent:
            return say("why.absent", points=points, what=" + ".join(map(self._any_of, one.absent)))
        words = ", ".join(dict.fromkeys(hit.term for hit in one.hindered))
        return say("why.hindered", points=points, words=words)

    def _any_of(self, part: Part) -> str:
        names = [self.call.desk.concepts[concept].name[self._lang] for concept in part.concepts[:ANY_OF]]
        return " / ".join(names) + (" …" if len(part.concepts) > ANY_OF else "")

    @property
    def _lang(self) -> str:
        languages = self.call.desk.languages
        return self.call.voice.locale if self.call.voice.locale in languages else languages[0]


def _entry(stored: StoredEntry) -> Entry:
    return Entry(
        keys=(),
        title=stored.title,
        summary=stored.summary,
        url=stored.url,
        published=stored.published,
        dated_by=stored.dated_by,
        lang=stored.lang,
        publisher=stored.publisher,
        refile=stored.refile,
    )
