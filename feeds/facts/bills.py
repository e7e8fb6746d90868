"""Bills: which one, and which step it took."""

import re
from collections.abc import Iterator, Mapping

from feeds.facts.article import Article, Sentence
from feeds.facts.days import Day
from feeds.facts.fact import Fact
from feeds.facts.phrases import Hit, Phrases

_NUMBER = re.compile(r"\b(H\.? ?R\.?|S\.|S) ?(\d{1,5})\b|하원 ?(?:법안 )?(\d{1,5})호|상원 ?(?:법안 )?(\d{1,5})호")
"""Numbers of the bills of the US Congress (govinfo.gov, "About Congressional Bills"). A bare S wants its full stop."""


class Bills:
    """Finds steps of bills."""

    def __init__(self, phrases: Phrases) -> None:
        """Take the desk's words: [[law]] with `id` and forms, [[step]] with `action` and words."""
        self._phrases = phrases
        self._known = tuple((row.text("id"), row.of("form")) for row in phrases.all("law"))

    def find(self, article: Article) -> Iterator[Fact]:
        """Yield each step that was taken, or that is fixed for a stated day to come."""
        last: dict[str, str] = {}
        for sentence in article.sentences:
            named = sorted(self._named(sentence), key=lambda each: each[0].start)
            if named or (last and self._phrases["bill.again"].within(sentence.skeleton, article.lang)):
                following = [each for other in article.sentences[sentence.index :][:2] for each in self._named(other)]
                if not self._phrases["bill.companion"].within(sentence.skeleton, article.lang):
                    yield from self._steps(sentence, named, self._meant(sentence, last))
                elif other := [each for each in following if each[1].startswith("s-")]:
                    yield from self._steps(sentence, other[:1], None)
            for _, slug in named:
                last.pop(slug.split("-")[0], None)
                last[slug.split("-")[0]] = slug

    def _meant(self, sentence: Sentence, last: Mapping[str, str]) -> str | None:
        """Return the bill that a sentence without a name means: the latest, of its chamber if it names one."""
        house = self._phrases["bill.house"].within(sentence.skeleton, sentence.lang)
        senate = self._phrases["bill.senate"].within(sentence.skeleton, sentence.lang)
        newest = next(reversed(list(last.values())), None)
        return newest if house == senate else last.get("hr" if house else "s", newest)

    def _named(self, sentence: Sentence) -> Iterator[tuple[Hit, str]]:
        for found in _NUMBER.finditer(sentence.skeleton):
            house = found.group(2) if found.group(1) and found.group(1)[0] == "H" else found.group(3)
            number = house or found.group(2) or found.group(4)
            if found.group(1) != "S":
                yield Hit(*found.span()), f"{'hr' if house else 's'}-{number}"
        for slug, forms in self._known:
            for hit in forms.find(sentence.plain, sentence.lang):
                yield hit, slug

    def _steps(self, sentence: Sentence, named: list[tuple[Hit, str]], last: str | None) -> Iterator[Fact]:
        lang, text = sentence.lang, sentence.skeleton
        for row in self._phrases.all("step"):
            for hit in row.of("words").find(text, lang):
                clause = _clause(text, hit)
                if self._phrases["bill.denied"].within(clause, lang) or self._phrases["bill.other"].within(
                    clause, lang
                ):
                    continue
                day = _day_near(sentence, hit)
                unsure = self._phrases["bill.unsure"].within(clause, lang)
                future = day is not None and sentence.future(day)
                if unsure and not (day and future):
                    continue
                slug = min(named, key=lambda each: abs(each[0].start - hit.start))[1] if named else last
                when = sentence.day(day) if day else None
                data = {"bill": slug, "action": row.text("action"), "date": when.isoformat() if when else None}
                yield Fact("bill", sentence.kept(), data)


def _clause(text: str, hit: Hit) -> str:
    """Return the part of the sentence between the nearest commas or semicolons."""
    start = max(text.rfind(mark, 0, hit.start) for mark in (", ", "; ", ": "))
    ends = [at for mark in (", ", "; ") if (at := text.find(mark, hit.end)) >= 0]
    return text[max(start, 0) : min(ends, default=len(text))]


def _day_near(sentence: Sentence, hit: Hit) -> Day | None:
    """Return the nearest day in the same clause, else the only day of the sentence before or in it."""
    days = [day for day in sentence.days if not day.end_of]
    return min(days, key=lambda day: abs(day.start - hit.start), default=None)
