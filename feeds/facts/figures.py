"""Figures: numbers that the desk keeps count of."""

from collections.abc import Iterator

from feeds.facts.article import Article, Sentence
from feeds.facts.fact import Fact
from feeds.facts.numbers import Number, find_numbers
from feeds.facts.phrases import Phrases, Row

_BEFORE, _AFTER = 60, 70
"""Characters before and after a number in which its noun stands."""


class Figures:
    """Finds figures.

    Each [[figure]] of the phrases says what a number must stand beside: `before` somewhere in the few words that lead
    to it, `after` at the start of those that follow, `context` in its clause (`wide = "sentence"`: in the sentence;
    `wide = "before"`: in the one before, too), `topic` anywhere in the text, and `unless`, which may not be in its
    clause. A rule with `part` counts some of a whole, so not the 317 of "130 of the 317". The first that fits names the
    number.
    """

    def __init__(self, phrases: Phrases) -> None:
        """Take the desk's words."""
        self._rules = phrases.all("figure")
        self._denied = phrases["figure-not.denied"]
        self._part = phrases["figure-not.part"]
        self._left_out = phrases["figure-not.left-out"]
        self._base = phrases["figure-not.base"]
        self._before_base = phrases["figure-not.before-base"]
        self._compared = phrases["figure-not.compared"]

    def find(self, article: Article) -> Iterator[Fact]:
        """Yield each figure."""
        rules = [row for row in self._rules if self._applies(row, article)]
        for sentence in article.sentences:
            what: str | None = None
            for number in find_numbers(sentence.plain, article.lang) if rules else ():
                if any(day.start <= number.start < day.end for day in sentence.days):
                    continue
                compared = self._compared.within(sentence.plain[: number.start][-_BEFORE:], article.lang)
                what = what if what and compared else self._name(rules, article, sentence, number)
                if what:
                    value = int(number.value) if number.value.is_integer() else number.value
                    yield Fact("figure", sentence.kept(), {"what": what, "value": value, "approx": number.approx})

    def _applies(self, row: Row, article: Article) -> bool:
        """Tell whether a rule says anything in this language, and its topic is that of the text."""
        speaks = any(row.speaks(key, article.lang) for key in ("before", "after"))
        return speaks and self._fits(row, "topic", article.plain, article.lang)

    def _name(self, rules: list[Row], article: Article, sentence: Sentence, number: Number) -> str | None:
        text, lang = sentence.plain, sentence.lang
        start, end = _clause(text, number)
        clause, before, after = (
            text[start:end],
            text[max(start, number.start - _BEFORE) : number.start],
            text[number.end :][:_AFTER],
        )
        left_out = self._left_out.within(before, lang)
        if left_out or self._denied.within(clause, lang) or self._part.within(clause, lang):
            return None
        base = self._base.at(after, lang) or self._before_base.within(before, lang)
        earlier = article.sentences[sentence.index - 1].plain if sentence.index else ""
        for place, where in (("", clause), ("sentence", text), ("before", f"{earlier} {text}")):
            for row in rules:
                if (place and row.text("wide") not in (place, "before")) or (base and row.text("part")):
                    continue
                if (
                    self._fits(row, "before", before, lang)
                    and (not row.speaks("after", lang) or row.of("after").at(after, lang))
                    and self._fits(row, "context", where, lang)
                    and (base or not row.of("unless").within(clause, lang))
                ):
                    return row.text("what")
        return None

    @staticmethod
    def _fits(row: Row, key: str, text: str, lang: str) -> bool:
        """Tell whether `text` has what the rule asks for; a rule that does not speak of `key` asks for nothing."""
        return not row.speaks(key, lang) or row.of(key).within(text, lang)


def _clause(text: str, number: Number) -> tuple[int, int]:
    """Return where the part of the sentence between commas begins and ends; commas inside numbers are none."""
    start = max(text.rfind(mark, 0, number.start) for mark in (", ", "; ", ": "))
    ends = [at for mark in (", ", "; ") if (at := text.find(mark, number.end)) >= 0]
    return max(start, 0), min(ends, default=len(text))
