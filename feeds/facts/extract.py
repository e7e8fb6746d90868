"""All facts of an entry."""

from collections.abc import Iterable

from feeds.desks.desk import Desk
from feeds.entry import Entry
from feeds.facts import article
from feeds.facts.bills import Bills
from feeds.facts.deadlines import Deadlines
from feeds.facts.fact import Fact
from feeds.facts.figures import Figures
from feeds.facts.meetings import Meetings
from feeds.facts.names import Names
from feeds.facts.outcomes import Outcomes
from feeds.facts.phrases import Phrases, shipped_phrases
from feeds.facts.statements import Statements

_WITH_SENTENCE = frozenset({"statement", "outcome"})


class Extractor:
    """Extracts the facts of entries, for one desk. Keeps no state between entries."""

    def __init__(self, desk: Desk, phrases: Phrases | None = None) -> None:
        """Take the desk's names, and its phrases: those that are shipped with it, unless others are given.

        Raises:
            DeskError: the phrases of the desk are wrong.
        """
        self._languages = desk.languages
        self._home = desk.timezones[0] if desk.timezones else "UTC"
        self._phrases = shipped_phrases(desk.id, desk.languages) if phrases is None else phrases
        words = self._phrases
        self._names = names = Names(desk, words)
        self._finders = (
            Bills(words),
            Figures(words),
            Deadlines(words),
            Meetings(words, names),
            Statements(words, names),
            Outcomes(words, names),
        )

    def extract(self, entry: Entry) -> tuple[Fact, ...]:
        """Return the facts of an entry, in the order of its sentences, each once.

        Reads the body where the feed carries one, the summary otherwise. An entry that is not about the desk's
        subject, or in a language the desk does not speak, has none, and costs next to nothing. One that is takes about
        3 ms of CPU for each 1,000 characters (python -m benchmarks.facts): read long bodies off the event loop.
        """
        text = entry.text or entry.summary
        if entry.lang not in self._languages or not text:
            return ()
        if not self._concerns(article.make_alike(f"{entry.title} {text}"), entry.lang):
            return ()
        read = article.read(text, entry.lang, entry.published, self._home, self._phrases)
        return _unique(fact for finder in self._finders for fact in finder.find(read))

    def _concerns(self, text: str, lang: str) -> bool:
        """Tell whether a text shows all that the subject is made of, and is not about something else."""
        needs = self._phrases.all("subject")
        sides = self._names.sides(self._names.find(text, lang))
        return bool(needs) and all(row.of("words").within(text, lang) or row.text("side") in sides for row in needs)


def as_json(fact: Fact) -> dict[str, object]:
    """Return a fact as one object of the labelled set's shape; the sentence only where it is part of the claim."""
    shape: dict[str, object] = {"type": fact.kind}
    shape |= {key: list(value) if isinstance(value, tuple) else value for key, value in fact.data.items()}
    if fact.kind in _WITH_SENTENCE:
        shape["sentence"] = fact.sentence
    if fact.background:
        shape["background"] = True
    return shape


def _unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Keep the first of the facts that say the same."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        said = fact.sentence if fact.kind in _WITH_SENTENCE else ""
        seen.setdefault((fact.kind, said, *sorted(fact.data.items(), key=lambda item: item[0])), fact)
    return tuple(seen.values())
