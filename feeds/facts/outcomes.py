"""Outcomes: sentences that say what governments, courts or companies have agreed, decided, opened or changed."""

import re
from collections.abc import Iterator

from feeds.facts.article import Article, Sentence
from feeds.facts.fact import Fact
from feeds.facts.names import Names
from feeds.facts.phrases import Phrases

_RELATIVE_EN = re.compile(r", (?:which|who|whose) [^,]*(?=,|$)")
_RESTRICTIVE_EN = re.compile(r" (?:who|that|which)\b")
_SUBORDINATE = re.compile(r"(?:Since|After|Before|When|While|If|As|Because|Although|Though|Once|Until|Unless)\b[^,]*$")
_MAX_SUBJECT = 130
"""Characters within which an English sentence comes to its verb, the place and apposition of its subject included."""
_REPORTED_KO = re.compile(r"(?:다|라)고 (?:[가-힣]+ ){0,6}(?:밝|전|발표|알|말|설명|보도|확인)[가-힣]*다\.?$")
_ENDING = 2
"""Letters of an ending that may follow a Korean verb."""
_NEAR = 25
"""Characters after a verb in which "agreed to consider" shows that nothing is decided."""
_BACKGROUND_DAYS = 7


class Outcomes:
    """Finds outcomes."""

    def __init__(self, phrases: Phrases, names: Names) -> None:
        """Take the desk's words, all under [outcome.…], the [[track]]s, and its names."""
        self._words = {
            key: phrases[f"outcome.{key}"]
            for key in (
                "verb",
                "actor",
                "not",
                "aux",
                "passive",
                "count",
                "unsure",
                "still-open",
                "background",
                "object",
                "matter",
            )
        }
        self._tracks = tuple((row.text("track"), row.of("words")) for row in phrases.all("track"))
        self._names = names

    def find(self, article: Article) -> Iterator[Fact]:
        """Yield each outcome."""
        for sentence in article.sentences:
            decided = self._korean(sentence) if article.lang == "ko" else self._english(sentence)
            if decided and self._on_subject(sentence, article):
                yield Fact(
                    "outcome",
                    sentence.kept(),
                    {"track": self._track(sentence, article)},
                    background=self._old(sentence, article),
                )

    def _english(self, sentence: Sentence) -> bool:
        text = sentence.skeleton
        if self._words["not"].within(text, "en"):
            return False
        main = _RELATIVE_EN.sub(lambda found: " " * len(found.group()), text)
        for verb in self._words["verb"].find(main, "en"):
            before = main[: verb.start]
            subject = before[-_MAX_SUBJECT:]
            near = main[: verb.end + _NEAR]
            is_open = self._words["unsure"].within(before, "en") or self._words["still-open"].within(near, "en")
            if self._acts(subject) and not is_open:
                return True
        return any(self._passives(main)) and not self._words["count"].within(text, "en")

    def _acts(self, subject: str) -> bool:
        """Tell whether what leads to a verb is its subject: somebody who may decide, and no other verb between."""
        actors = list(self._words["actor"].find(subject, "en"))
        if not actors or _SUBORDINATE.match(subject[: actors[0].start]):
            return False
        return self._words["aux"].first(subject[actors[0].end :], "en") is None

    def _passives(self, main: str) -> Iterator[str]:
        """Yield what was done to a thing that may be changed: "the cap was lifted"."""
        for verb in self._words["passive"].find(main, "en"):
            before = main[: verb.start]
            objects = list(self._words["object"].find(before, "en"))
            between = before[objects[0].end :] if objects else ""
            if objects and _SUBORDINATE.match(before[: objects[0].start]):
                continue
            if objects and (_RESTRICTIVE_EN.match(between) or self._words["aux"].first(between, "en") is None):
                yield main[verb.start : verb.end]

    def _korean(self, sentence: Sentence) -> bool:
        text = sentence.skeleton.rstrip(' ."')
        if self._words["not"].within(text, "ko"):
            return False
        reported = _REPORTED_KO.search(sentence.skeleton)
        main = text[: reported.start() + 1] if reported else text
        hits = list(self._words["verb"].find(main, "ko"))
        if not hits or len(main) - hits[-1].end > _ENDING or self._words["count"].within(main, "ko"):
            return False
        return self._words["actor"].within(text, "ko")

    def _on_subject(self, sentence: Sentence, article: Article) -> bool:
        """Tell whether the sentence, or its neighbour before it, speaks of the desk's matter."""
        near = article.sentences[max(0, sentence.index - 2) : sentence.index + 1]
        return any(self._words["matter"].within(each.plain, article.lang) for each in near)

    def _track(self, sentence: Sentence, article: Article) -> str:
        """Return the first track whose words are in the sentence, else in the one before, else "other"."""
        for text in (sentence.plain, article.sentences[sentence.index - 1].plain if sentence.index else ""):
            for track, words in self._tracks:
                if words.within(text, article.lang):
                    return track
        return "other"

    def _old(self, sentence: Sentence, article: Article) -> bool:
        if self._words["background"].within(sentence.skeleton, article.lang):
            return True
        dates = [date for day in sentence.days if (date := day.past) and not day.end_of]
        return bool(dates) and max(dates) < article.today and (article.today - max(dates)).days > _BACKGROUND_DAYS
