"""How the bot speaks to one reader: their language, their time zone."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.locale.catalogue import DEFAULT, Catalogue
from bot.locale.particles import is_pair, with_particle

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_BARE_OFFSET = re.compile(r"[+-]\d\d(\d\d)?")


@dataclass(frozen=True, slots=True)
class Voice:
    """One reader's language and zone, with the words to speak to them."""

    locale: str
    """ISO 639-1, one that the catalogue has."""
    timezone: str
    """IANA."""
    catalogue: Catalogue

    def say(self, key: str, /, **values: object) -> str:
        """Return a message with its values put in.

        Whole numbers are grouped as the language does. "{name:을/를}" puts the fitting Korean particle behind a value.

        Raises:
            CatalogueError: there is no such message.
        """
        return _Formatter(self).vformat(self.catalogue.form(self.locale, key), (), values)

    def many(self, key: str, n: int, /, **values: object) -> str:
        """Return a message in the plural form that `n` takes; the message may use "{n}"."""
        return _Formatter(self).vformat(self.catalogue.form(self.locale, key, n), (), {"n": n, **values})

    def number(self, n: float) -> str:
        """Return a number as the language groups it: "1,234"."""
        return format_decimal(n, locale=self.locale)

    def day(self, when: date | datetime) -> str:
        """Return a date: "29 Jan 2026", "2026년 1월 29일"; of a moment, the reader's date."""
        return self._date(when, self.say("date.day"))

    def iso_day(self, when: datetime) -> str:
        """Return the reader's date of a moment as files are named: "2026-01-29"."""
        return self._local(when).date().isoformat()

    def short_day(self, when: date | datetime) -> str:
        """Return a date without its year: "29 Jan", "1월 29일"."""
        return self._date(when, self.say("date.short-day"))

    def long_day(self, when: date | datetime) -> str:
        """Return a date with the month in full: "29 January 2026"."""
        return self._date(when, self.say("date.long-day"))

    def time(self, when: datetime) -> str:
        """Return a moment's time in the reader's zone, with its abbreviation: "09:14 KST"."""
        local = self._local(when)
        zone = local.strftime("%Z")
        return f"{local:%H:%M} {'UTC' + zone if _BARE_OFFSET.fullmatch(zone) else zone}"

    def bare_time(self, when: datetime) -> str:
        """Return a moment's time in the reader's zone without naming it, for the near future: "14:05"."""
        return f"{self._local(when):%H:%M}"

    def moment(self, when: datetime) -> str:
        """Return date and time: "29 Jan 2026 09:14 KST"."""
        return self.say("date.moment", day=self.day(when), time=self.time(when))

    def moments(self, when: datetime, zones: Sequence[str]) -> str:
        """Return a moment in the reader's zone, and where other clocks show something else: "… 09:14 KST / 19:14 EST".

        `zones` are those of the places concerned. A date is said again only where it is another one there.
        """
        told = self.moment(when)
        shown = {self._local(when).replace(tzinfo=None)}
        for zone in zones:
            there = replace(self, timezone=zone)
            local = when.astimezone(ZoneInfo(zone))
            if local.replace(tzinfo=None) not in shown:
                same = local.date() == self._local(when).date()
                told = self.say("date.and-there", here=told, there=there.time(when) if same else there.moment(when))
                shown.add(local.replace(tzinfo=None))
        return told

    def ago(self, when: datetime, now: datetime) -> str:
        """Return how long ago `when` was: "3 hours ago". What is less than a minute old, or ahead, is "just now"."""
        age = now - when
        if age < _MINUTE:
            return self.say("ago.now")
        if age < _HOUR:
            return self.many("ago.minutes", age // _MINUTE)
        if age < 2 * _DAY:
            return self.many("ago.hours", age // _HOUR)
        return self.many("ago.days", age // _DAY)

    def pick(self, text: Mapping[str, str]) -> str:
        """Return a desk's text in the reader's language, else in the default one, else in any it has."""
        return text.get(self.locale) or text.get(DEFAULT) or next(iter(text.values()), "")

    def same_day(self, one: datetime, other: datetime) -> bool:
        """Tell whether two moments fall on one date of the reader's."""
        return self._local(one).date() == self._local(other).date()

    def _local(self, when: datetime) -> datetime:
        return when.astimezone(ZoneInfo(self.timezone))

    def _date(self, when: date | datetime, pattern: str) -> str:
        day = self._local(when).date() if isinstance(when, datetime) else when
        return format_date(day, pattern, locale=self.locale)


class _Formatter(string.Formatter):
    """Formatting of messages: numbers grouped, particles attached."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - the base class's signature
        if isinstance(value, int) and not isinstance(value, bool) and (not format_spec or is_pair(format_spec)):
            value = self._voice.number(value)
        if is_pair(format_spec):
            return with_particle(str(value), format_spec)
        return str(super().format_field(value, format_spec))
