"""Meetings of the parties: when, where, how, which round, and whether they took place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from feeds.facts.article import Article, Sentence
from feeds.facts.days import Clock, Day
from feeds.facts.fact import Fact
from feeds.facts.names import Names
from feeds.facts.phrases import Phrases
from feeds.facts.places import Places

_REMEMBERED = timedelta(270)
"""Days back to which a day without a year is believed: beyond that it was more likely meant as one to come."""
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ROUND_EN = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)}|inaugural|maiden)|(?P<number>\d{{1,2}})(?:st|nd|rd|th))"
    r"(?= (?:\w+ ){0,3}?(?:rounds?|sessions?|meetings?|talks|consultations?|fixed|set|scheduled)\b"
    r"|,? (?:fixed|set|to follow)\b)"
    r"|\b[Rr]ound (?P<round>\d{1,2}|one|two|three|four|five|six|seven|eight)\b",
    re.IGNORECASE,
)
_ROUND_KO = re.compile(
    r"(?:제\s?)?(?P<number>\d{1,2})차(?!관|량|산업)|(?P<first>첫\s?(?:번째\s?)?(?:회의|협의|만남|회담"
    r"|모임))|(?P<nth>[두세네])\s?번째"
)
_NTH_KO = {"두": 2, "세": 3, "네": 4}
_NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
_ONWARD_EN = re.compile(r"^(?: and| to| through| until|-| –|, )+ ?(?:on )?$")
_ONWARD_KO = re.compile(r"^(?:부터|에서|과|와|[~∼,·-]|\s)+$")


class Meetings:
    """Finds meetings."""

    def __init__(self, phrases: Phrases, names: Names) -> None:
        """Take the desk's words, all under [meeting.…], and its names."""
        self._words = {
            key: phrases[f"meeting.{key}"]
            for key in (
                "own", "event", "again", "other", "not", "matter", "cancelled", "postponed", "moved-to", "act",
                "unsure", "video", "phone", "face", "not-day", "speech-day", "joint", "closing", "lead", "denied",
            )
        }  # fmt: skip
        self._home_before = phrases["days.home-before"]
        self._names = names
        self._parties = frozenset(row.text("side") for row in phrases.all("subject") if row.text("side"))
        self._places = Places(phrases)

    def find(self, article: Article) -> Iterator[Fact]:
        """Yield each meeting with a day."""
        known = False
        for sentence in article.sentences:
            own = self._is_own(sentence)
            known = known or own
            days = self._days(sentence) if own or (known and self._has("again", sentence.skeleton, sentence)) else []
            if not days or self._is_other(sentence):
                continue
            for at, day in enumerate(days):
                begin = days[at - 1].end if at else 0
                fact = self._meeting(article, sentence, day, begin=begin, alone=len(days) == 1)
                if fact:
                    yield fact

    def _has(self, key: str, text: str, sentence: Sentence) -> bool:
        return self._words[key].within(text, sentence.lang)

    def _is_own(self, sentence: Sentence) -> bool:
        """Tell whether a sentence names a meeting of the two parties: by its name, or an event with both in it."""
        text = sentence.skeleton
        if self._has("own", text, sentence):
            return True
        if not self._has("event", text, sentence):
            return False
        sides = self._names.sides(self._names.find(text, sentence.lang))
        return self._parties <= sides or self._has("joint", text, sentence)

    def _is_other(self, sentence: Sentence) -> bool:
        """Tell whether the meeting is about something else, of others, or only said to have ended."""
        text = sentence.skeleton
        if self._has("not", text, sentence) or self._has("closing", text, sentence):
            return True
        return self._has("other", text, sentence) and not self._has("matter", text, sentence)

    def _days(self, sentence: Sentence) -> list[Day]:
        """Return the days of the sentence on which something may be held, the first of several in a row."""
        found: list[Day] = []
        for day in sentence.days:
            before, after = sentence.skeleton[: day.start], sentence.skeleton[day.end :]
            if day.end_of or self._said_then(sentence, day) or self._words["not-day"].at(after, sentence.lang):
                continue
            onward = _ONWARD_KO if sentence.lang == "ko" else _ONWARD_EN
            if found and onward.match(sentence.skeleton[found[-1].end : day.start]) and not _doubled(found[-1], day):
                continue
            at_home = self._home_before.within(before[-14:], sentence.lang)
            found.append(replace(day, clock=Clock.HOME) if at_home else day)
        return self._one_clock(sentence, found)

    def _said_then(self, sentence: Sentence, day: Day) -> bool:
        """Tell whether the day is that of the words that report, or of the act that moved or ended a meeting."""
        before, after = sentence.skeleton[: day.start], sentence.skeleton[day.end :]
        if sentence.lang == "ko":
            if self._words["speech-day"].at(after, "ko"):
                return True
            head = bool(re.search(r"^(?:\S+ ){0,3}\S+[은는이가] $", before)) and len(sentence.days) > 1
            return head and bool(
                re.search(r"고(?: [가-힣]+)? (?:밝|전|발표|말|설명|알|보도)\S*\.?$", sentence.skeleton)
            )
        return self._words["speech-day"].within(before[-40:], "en") or self._words["act"].within(before[-40:], "en")

    def _one_clock(self, sentence: Sentence, days: list[Day]) -> list[Day]:
        """Where one moment is given in two zones, keep the venue's day if people meet there, the home's if not."""
        home = [day for day in days if day.clock is Clock.HOME]
        if len(days) != 2 or len(home) != 1:  # noqa: PLR2004 - two zones
            return days
        other = days[1] if days[0] is home[0] else days[0]
        first, second = home[0].past, other.past
        if first and second and abs(first - second) > timedelta(1):
            return days
        remote = self._has("video", sentence.skeleton, sentence) or self._has("phone", sentence.skeleton, sentence)
        return home if remote else [other]

    def _meeting(self, article: Article, sentence: Sentence, day: Day, *, begin: int, alone: bool) -> Fact | None:
        text, lang = sentence.skeleton, sentence.lang
        part = text if alone else _part(text, day, begin, lang)
        stage = self._stage(sentence, day, text if lang == "ko" else part, alone=alone)
        when = day.future if stage in ("scheduled", "cancelled", "postponed") else day.past
        if day.fixed:
            when = day.past
        if stage is None or when is None:
            return None
        if (stage == "scheduled" and when < article.today) or (stage == "held" and when > article.today):
            return None
        if stage == "held" and not day.exact and article.today - when > _REMEMBERED:
            return None
        place, format_ = self._place(sentence, day, begin, alone=alone), self._format(article, sentence)
        if format_ is None and not self._has("phone", text, sentence) and (place or self._has("face", text, sentence)):
            format_ = "in-person"
        return Fact(
            "meeting",
            sentence.kept(),
            {
                "round": self._round(article, sentence, day, begin),
                "date": when.isoformat(),
                "place": None if format_ == "video" else place,
                "format": format_,
                "stage": stage,
                "leads": self._leads(article, sentence) if alone or begin == 0 else (),
            },
            background=stage == "held" and when < article.today - timedelta(7),
        )

    def _stage(self, sentence: Sentence, day: Day, part: str, *, alone: bool) -> str | None:
        text, lang = sentence.skeleton, sentence.lang
        if self._words["cancelled"].within(text, lang) and (alone or day is sentence.days[0] or "다" in part):
            return "cancelled"
        if self._words["postponed"].within(text, lang):
            return "scheduled" if self._moved_to(sentence, day) else "postponed"
        if self._words["denied"].within(part, lang):
            return None
        if sentence.future(day):
            return None if self._words["unsure"].within(part, lang) else "scheduled"
        return "held"

    def _moved_to(self, sentence: Sentence, day: Day) -> bool:
        """Tell whether the day is the new one of a meeting that was moved."""
        if sentence.lang == "ko":
            return self._words["moved-to"].at(sentence.skeleton[day.end :], "ko") is not None
        return self._words["moved-to"].within(sentence.skeleton[max(0, day.start - 60) : day.start], "en")

    def _round(self, article: Article, sentence: Sentence, day: Day, begin: int) -> int | None:
        """Return the number of the round: the last given before the day, else the first after it or in what follows."""
        pattern = _ROUND_KO if sentence.lang == "ko" else _ROUND_EN
        found = list(pattern.finditer(sentence.skeleton))
        before = [each for each in found if begin <= each.start() < day.start]
        after = [each for each in found if each.start() >= day.end]
        if before or after:
            return _number(before[-1] if before else after[0])
        following = article.sentences[sentence.index + 1 : sentence.index + 2]
        if sentence.index == 0 and following and not following[0].days:
            next_one = pattern.search(following[0].skeleton)
            return _number(next_one) if next_one else None
        return None

    def _place(self, sentence: Sentence, day: Day, begin: int, *, alone: bool) -> str | None:
        found = list(self._places.find(sentence.skeleton, sentence.lang))
        near = found if alone else [each for each in found if begin <= each[0] < day.end + 20]
        return min(near, key=lambda each: abs(each[0] - day.start))[1] if near else None

    def _format(self, article: Article, sentence: Sentence) -> str | None:
        """Return "video" where the sentence, or one that follows without a day of its own, says so."""
        if self._has("video", sentence.skeleton, sentence):
            return "video"
        following = article.sentences[sentence.index + 1 : sentence.index + 2]
        said_after = following and not following[0].days and self._has("again", following[0].skeleton, sentence)
        return "video" if said_after and self._has("video", following[0].skeleton, sentence) else None

    def _leads(self, article: Article, sentence: Sentence) -> tuple[str, ...]:
        """Return the people who are named with the meeting, or as its leads in the sentences that follow."""
        found = [each.id for each in self._names.find(sentence.skeleton, sentence.lang) if each.kind == "person"]
        for other in article.sentences[sentence.index + 1 : sentence.index + 4]:
            if self._has("lead", other.skeleton, sentence):
                found += [each.id for each in self._names.find(other.skeleton, other.lang) if each.kind == "person"]
        return tuple(dict.fromkeys(found))


def _doubled(first: Day, second: Day) -> bool:
    """Tell whether two days are one moment on two clocks."""
    return (first.clock is Clock.HOME) != (second.clock is Clock.HOME)


def _part(text: str, day: Day, begin: int, lang: str) -> str:
    """Return the part of a sentence that speaks of one of its days."""
    if lang == "ko":
        return text[begin:]
    end = text.find(", ", day.end)
    return text[begin : len(text) if end < 0 else end]


def _number(found: re.Match[str]) -> int:
    part = found.groupdict()
    if part.get("number"):
        return int(part["number"])
    if word := part.get("word"):
        return _ORDINALS.index(word.lower()) + 1 if word.lower() in _ORDINALS else 1
    if named := part.get("round"):
        return int(named) if named.isdigit() else _NUMBER_WORDS.index(named.lower()) + 1
    return _NTH_KO[part["nth"]] if part.get("nth") else 1
