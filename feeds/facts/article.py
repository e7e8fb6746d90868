"""An entry's text, ready for the rules: its sentences, each with its quotations and the days it names."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from feeds.facts import days_en, days_ko, sentences
from feeds.facts.days import Clock, Day
from feeds.facts.phrases import Phrases
from feeds.facts.quotes import Span, blank, find_quotes, inside
from feeds.facts.tense import is_future

MAX_SENTENCE = 300
"""Characters of an article that are kept: one sentence, never the text."""

_LONGEST = 1_000
"""Characters of a sentence that is read: beyond that it is a list or a table, and of no use as a source line."""
_ALIKE = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "−": "-",     "\u00a0": " ", "\u202f": " ", "·": "·", "ㆍ": "·", "・": "·",
})  # fmt: skip
"""One character for one: places in the plain text are places in the printed one."""
_DATELINE = re.compile(
    r"^(?:\(?(?P<city>[A-Z][A-Z.'’ ]{2,30}[A-Z])(?:, (?!(?:—|–|-))[^—–\n]{1,24}?)?(?: \([A-Za-z ]{2,20}\)"
    r"|/[A-Za-z ]{2,20}|=[A-Za-z ]{2,20}\))? *(?:—|–|--| - )\s*"
    r"|[\[(](?P<ko>[가-힣]{2,8})=[^\])]{2,20}[\])](?: ?[가-힣·, ]{2,24}(?:기자|특파원))? ?=? ?)"
)
"""English: "SEOUL, Nov. 11 —", "WASHINGTON (AP) —". Korean: "(서울=…) 홍길동 기자 =", "[서울=…]"."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence."""

    text: str
    """As printed, white space folded, without the dateline."""
    plain: str
    """The same with one kind of quotes and dashes; as long as `text`."""
    skeleton: str
    """`plain` with the quoted words made blank; as long as `text`."""
    quotes: tuple[Span, ...]
    days: tuple[Day, ...]
    """Those named outside quotations."""
    lang: str
    index: int
    """Its place in the article, from 0."""

    def day(self, day: Day, *, future: bool | None = None) -> date | None:
        """Return what `day` comes to; the words around it decide the direction unless `future` does."""
        if future is None:
            future = is_future(self.skeleton, day.start, day.end, self.lang)
        return day.future if future else day.past

    def future(self, day: Day) -> bool:
        """Tell whether the sentence speaks of `day` as to be."""
        return is_future(self.skeleton, day.start, day.end, self.lang)

    def quoted(self) -> tuple[str, ...]:
        """Return the words of each quotation, without its marks."""
        return tuple(self.text[start + 1 : end - 1] for start, end in self.quotes)

    def kept(self) -> str:
        """Return what a fact may keep of it."""
        return self.text if len(self.text) <= MAX_SENTENCE else self.text[: MAX_SENTENCE - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its sentences."""

    sentences: tuple[Sentence, ...]
    plain: str
    """All sentences, parted by a space."""
    lang: str
    today: date
    """The day of publication where the text was written."""


def make_alike(text: str) -> str:
    """Return `text` with one kind of quotes and dashes, as long as it was."""
    return text.translate(_ALIKE)


def read(text: str, lang: str, published: datetime, home: str, phrases: Phrases) -> Article:
    """Read `text`, published at `published` (UTC). `home` is the desk's first zone, where no dateline names another.

    Relative days are those of the dateline's city. Korean texts are written in the time of home wherever the reporter
    stands, so their datelines do not count.
    """
    text = unicodedata.normalize("NFC", text)
    cities = {form.casefold(): row.text("zone") for row in phrases.all("place") for form in row.lists.get("en", ())}
    dateline = _DATELINE.match(text)
    zone = home
    if dateline and dateline.group("city"):
        zone = cities.get(dateline.group("city").casefold(), "") or home
    today = published.astimezone(ZoneInfo(zone)).date()
    speech = phrases["speech.attribution"]
    found: list[Sentence] = []
    for start, end in sentences.split(text, attributes=lambda rest: speech.at(rest, lang) is not None):
        if end - start > _LONGEST:
            continue
        printed = " ".join(text[start:end].split())
        if not found and (head := _DATELINE.match(printed)):
            printed = printed[head.end() :]
        found.append(_sentence(printed, lang, len(found), today, phrases))
    return Article(tuple(found), " ".join(each.plain for each in found), lang, today)


def _sentence(text: str, lang: str, index: int, today: date, phrases: Phrases) -> Sentence:
    quotes = find_quotes(text)
    plain = make_alike(text)
    skeleton = blank(plain, quotes)
    find = days_ko.find_days if lang == "ko" else days_en.find_days
    days = tuple(_clocked(day, plain, lang, phrases) for day in find(plain, today) if not inside(day.start, quotes))
    return Sentence(text, plain, skeleton, quotes, days, lang, index)


def _clocked(day: Day, plain: str, lang: str, phrases: Phrases) -> Day:
    """Mark a day that the text says is the home's."""
    after = plain[day.end : day.end + 30]
    if phrases["days.home"].at(after, lang):
        return Day(day.start, day.end, day.past, day.future, Clock.HOME, day.end_of, day.exact)
    return day
