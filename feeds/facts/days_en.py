"""Days named in English newswire."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from feeds.facts import days
from feeds.facts.days import Clock, Day, Values

_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_WEEKDAYS = {name: number for number, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}
_MONTH = (
    r"(?:Jan(?:\.|uary)?|Feb(?:\.|ruary)?|Mar(?:\.|ch)|Apr(?:\.|il)|May|June?|July?|Aug(?:\.|ust)?|Sept?(?:\.|ember)?"
    r"|Oct(?:\.|ober)?|Nov(?:\.|ember)?|Dec(?:\.|ember)?)"
)
_NAMED = rf"(?P<month>{_MONTH})"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHAPES = re.compile(
    rf"(?:(?:the )?end of (?P<end>next month|the month|this month|the year|this year|next year"
    rf"|the current (?:month|year)|{_MONTH})"
    rf"|(?P<yearend>year-end|year’s end|year's end)"
    rf"|(?:(?:{_WEEKDAY}),? )?{_NAMED} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d|%)(?:\s?(?:-|to"
    rf"|and) ?\d{{1,2}}(?!\d))?"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b| (?:of )?(?P<which>next|last|this) year)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH})\b(?:,? (?P<year2>(?:19|20)\d\d)\b)?"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?<=[a-z] )the (?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b(?P<of> of (?:next|this|last) month)?"
    r"(?=[,.;:)]|$| (?:of|at|in|and|with|to|after|before|for|local|but|via|by|on)\b)"
    rf"|(?:(?P<lead>[Nn]ext|[Ll]ast|[Tt]his(?: coming)?|coming|past) )?(?P<weekday>{_WEEKDAY})\b(?!s\b)"
    r"(?P<week> (?:of )?(?:next|last|this) week)?"
    r"|\b(?P<word>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)\b)"
)
_CLOCK = re.compile(
    r"(?:(?: (?:early|late|morning|afternoon|evening|night))*,?) ?\(?(?P<venue>(?:U\.S\. )?(?:local"
    r"|Eastern|Washington) time)\)?"
)
_STEPS = {"next": 1, "last": -1, "past": -1, "this": 0, "coming": 0}
_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def find_days(text: str, today: date) -> Iterator[Day]:
    """Yield the days named in a sentence, in order. `today` is the day of publication where the text was written."""
    for shape in _SHAPES.finditer(text):
        if shape.start() and text[shape.start() - 1].isalnum():
            continue
        values, end_of, exact = _read(shape, today)
        if values == (None, None):
            continue
        clock = _CLOCK.match(text, shape.end())
        yield Day(shape.start(), shape.end(), *values, clock=Clock.VENUE if clock else None, end_of=end_of, exact=exact)


def _read(shape: re.Match[str], today: date) -> tuple[Values, bool, bool]:
    """Return the day of a shape, whether it is the end of something, and whether the text fixes it."""
    part = shape.groupdict()
    if part["end"] or part["yearend"]:
        return _end(part["end"] or "the year", today), True, True
    if month := part["month"] or part["month2"]:
        year = part["year"] or part["year2"]
        values = _month_day(_MONTHS[month[:3]], int(part["day"] or part["day2"]), year, part["which"], today)
        return values, False, bool(year or part["which"])
    if part["ordinal"]:
        number = int(part["ordinal"])
        if part["of"]:
            return days.of_month(today, _STEPS[part["of"].split()[1]], number), False, True
        return days.day_of_month(today, number), False, False
    if part["iso"] or part["word"]:
        fixed = _iso(part["iso"]) if part["iso"] else days.on(today + timedelta(_WORDS[part["word"].lower()]))
        return fixed, False, True
    return _weekday(_WEEKDAYS[part["weekday"][:3]], part["lead"], part["week"], today), False, False


def _end(of: str, today: date) -> Values:
    words = of.split()
    if words[-1] == "year":
        return days.in_year(today.year + (words[0] == "next"), 12, 31)
    if words[-1] == "month":
        return days.end_of_month(today, int(words[0] == "next"))
    return days.end_of_named_month(today, _MONTHS[of[:3]])


def _iso(text: str) -> Values:
    try:
        return days.on(date.fromisoformat(text))
    except ValueError:
        return days.on(None)


def _month_day(month: int, day: int, year: str | None, which: str | None, today: date) -> Values:
    if year or which:
        return days.in_year(int(year) if year else today.year + _STEPS[which or "this"], month, day)
    return days.month_day(today, month, day)


def _weekday(number: int, lead: str | None, week: str | None, today: date) -> Values:
    """Read a day of the week. "Next" is the following Monday to Sunday; "last Friday" is the latest one."""
    if week:
        return days.weekday_of_week(today, number, _STEPS[week.split()[-2]])
    past, future = days.weekday(today, number)
    step = _STEPS[lead.lower().split()[0]] if lead else 0
    if step > 0:
        return days.weekday_of_week(today, number, 1)
    if step < 0:
        return days.on(past if past < today else past - timedelta(days.WEEK)) if past else days.on(None)
    return past, future
