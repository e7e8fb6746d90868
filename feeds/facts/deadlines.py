"""Deadlines: the last day to do something, the day something ends, or a promised day."""

import re
from collections.abc import Iterator

from feeds.facts.article import Article, Sentence
from feeds.facts.days import Day
from feeds.facts.fact import Fact
from feeds.facts.phrases import Phrases

_EN_BY = re.compile(
    r"\b(?:by|until|till|through|no later than|up to|and ends?|to end)(?: (?:late|early|midnight|noon"
    r"|close of business|the close of business)(?: on| of)?)?(?: \w{3,9}day,)? $",
    re.IGNORECASE,
)
_EN_ENDS = re.compile(
    r"\b(?:(?:expir|laps)(?:e|es|ed|ing)|(?:run|ran|runs) out|(?:end|ends|ended|ending|due|falls due"
    r"|sunsets?|closes?)|deadline(?: \w+){0,6} (?:is|was|of|to|for)"
    r"|(?:good|valid|open|in force) (?:until|through))(?: \w+){0,3}? (?:on |at midnight on |at the )?$",
    re.IGNORECASE,
)
_EN_END_OF = re.compile(r"^(?:'s)? (?:deadline|lapse|expiry|expiration|cutoff|cut-off|due date)\b", re.IGNORECASE)
_KO_BY = re.compile(r"^(?:\s?(?:오전|오후|밤|자정)?\s?(?:\d{1,2}시)?\s?(?:\([^)]{1,10}\))?\s?)?까지")
_KO_ENDS = re.compile(
    r"^(?:\s?\([^)]{1,10}\))?(?:에|로|자로|을 끝으로|부로)?\s?(?:[가-힣]{1,6}[이가은는]?\s)?(?:끝나|끝난"
    r"|만료|종료|마감|효력을 잃|효력이 끝|소멸|일몰)"
)
_KO_END_OF = re.compile(r"(?:마감|만료|시한|기한|종료)(?:일|일은|일이|은|이|는|날은)?\s?$")
_KO_IS_END = re.compile(r"^(?:이|은)?\s?(?:마감|시한|기한|만료일)")


class Deadlines:
    """Finds deadlines."""

    def __init__(self, phrases: Phrases) -> None:
        """Take the desk's words: what moved, what is no deadline, and the [[deadline]]s that have a name."""
        self._moved = phrases["deadline.moved"]
        self._vague = phrases["deadline.vague"]
        self._asks = phrases["deadline.binding"]
        self._named = phrases.all("deadline-name")

    def find(self, article: Article) -> Iterator[Fact]:
        """Yield each deadline that holds: where a text says that one was moved, the new day only."""
        for sentence in article.sentences:
            days = [day for day in sentence.days if self._ends(sentence, day)]
            if len(days) > 1 and self._moved.within(sentence.skeleton, article.lang):
                days = [self._new(sentence, days)]
            for day in days:
                when = day.past if self._over(sentence, day) else day.future
                if when is None or self._vague.within(_around(sentence, day), article.lang):
                    continue
                if when < article.today and not self._over(sentence, day):
                    continue
                yield Fact("deadline", sentence.kept(), {"about": self._about(sentence), "date": when.isoformat()})

    def _ends(self, sentence: Sentence, day: Day) -> bool:
        """Tell whether the words beside a day make it a last one."""
        before, after = sentence.skeleton[: day.start], sentence.skeleton[day.end :]
        if sentence.lang == "ko":
            if _KO_BY.match(after):
                return not self._starts(sentence, day)
            return bool(_KO_ENDS.match(after) or _KO_END_OF.search(before[-12:]) or _KO_IS_END.match(after))
        if _EN_BY.search(before[-60:]):
            return "until" in before[-24:] or "through" in before[-24:] or self._asks.within(sentence.skeleton, "en")
        return bool(_EN_ENDS.search(before[-80:]) or _EN_END_OF.match(after))

    def _starts(self, sentence: Sentence, day: Day) -> bool:
        """Tell whether the day closes a span of what has been: "지난 3일까지"."""
        return self._over(sentence, day) or bool(day.fixed and day.past and not day.exact and self._gone(sentence, day))

    @staticmethod
    def _gone(sentence: Sentence, day: Day) -> bool:
        return sentence.skeleton[day.start : day.start + 2] == "지난"

    def _over(self, sentence: Sentence, day: Day) -> bool:
        """Tell whether the day has gone by."""
        if day.exact:
            return False
        clause = _around(sentence, day)
        if sentence.lang == "ko":
            return bool(
                re.search(r"[았었였했됐갔왔났렸졌냈]다", sentence.skeleton[day.end : day.end + 30])
            ) and not re.search(r"기로|하라|달라|해야|겠다|예정|연장|늘|미뤄|늦", sentence.skeleton[day.end :])
        return bool(
            re.search(r"\b(?:expired|lapsed|ran out|ended|closed|ran (?:until|through))\b", clause, re.IGNORECASE)
        )

    def _new(self, sentence: Sentence, days: list[Day]) -> Day:
        """Return the day that a deadline was moved to: the one after "to" or "until", the last otherwise."""
        for day in days:
            if re.search(r"\b(?:to|until) $", sentence.skeleton[: day.start]):
                return day
        return days[-1]

    def _about(self, sentence: Sentence) -> str:
        """Return the desk's name for what ends, "other" where it has none."""
        named = (row.text("about") for row in self._named if row.of("words").within(sentence.plain, sentence.lang))
        return next(named, "other")


def _around(sentence: Sentence, day: Day) -> str:
    """Return the part of the sentence between commas that names the day."""
    text = sentence.skeleton
    end = text.find(", ", day.end)
    return text[max(text.rfind(", ", 0, day.start), 0) : len(text) if end < 0 else end]
