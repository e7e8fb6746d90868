"""Days named in Korean newswire."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from feeds.facts import days
from feeds.facts.days import Clock, Day, Values

_YEARS = {"재작년": -2, "지난해": -1, "작년": -1, "올해": 0, "금년": 0, "내년": 1}
_MONTHS = {"지난달": -1, "이달": 0, "이번달": 0, "내달": 1, "다음달": 1}
_WEEKS = {"지난주": -1, "이번주": 0, "금주": 0, "내주": 1, "다음주": 1}
_WORDS = {
    "오늘": 0,
    "금일": 0,
    "이날": 0,
    "당일": 0,
    "어제": -1,
    "전날": -1,
    "내일": 1,
    "그제": -2,
    "그저께": -2,
    "모레": 2,
}
_WEEKDAYS = "월화수목금토일"

_YEAR = r"(?P<year>(?:19|20)\d\d년|재작년|지난해|작년|올해|금년|내년)"
_MONTH = r"(?P<month>지난\s?달|이달|이번\s?달|내달|다음\s?달)"
_RANGE = r"(?:일?\s?[~∼〜-]\s?(?:\d{1,2}월\s?)?\d{1,2}(?=일))?"
_SHAPES = re.compile(
    r"(?<![\d가-힣A-Za-z.,])(?:"
    rf"(?:{_YEAR}\s?)?(?:(?P<lead>지난|오는|올)\s?)?(?P<m>\d{{1,2}})월\s?(?P<d>\d{{1,2}}){_RANGE}일"
    rf"|{_MONTH}\s?(?P<d2>\d{{1,2}}){_RANGE}일"
    r"|(?P<iso>(?:19|20)\d\d[.-]\s?\d{1,2}[.-]\s?\d{1,2})(?!\d)"
    rf"|(?:(?P<lead3>지난|오는)\s?)?(?P<d3>\d{{1,2}}){_RANGE}일"
    r"|(?:(?P<week>지난\s?주|이번\s?주|금주|내주|다음\s?주)\s?|(?P<lead4>지난|오는|이번"
    r"|다음)\s?)?(?P<weekday>[월화수목금토일])요일"
    r"|(?P<endyear>올해|금년|내년)?\s?(?P<end>연말|말)(?=까지)"
    r"|(?P<endmonth>이달|이번\s?달|내달|다음\s?달|\d{1,2}월)\s?말(?=까지)"
    r"|(?P<word>오늘|금일|이날|당일|어제|전날|내일|그제|그저께|모레)(?=[\s,(]|은|의|부터|까지|도|에)"
    r")"
)
_LENGTH = re.compile(
    r"\s?(?:간|째|짜리|치|분|동안|안에|안으로|이내|내에|내\s|넘|만에|전[에까\s]|뒤|후|가량|정도|이상|이하"
    r"|미만|체류|무비자|유예|하고도|요일)"
    r"|\s(?:시한|기한)"
)
"""What follows a number of days rather than the number of a day."""
_HANGUL = re.compile(r"[가-힣]")
_PARTICLE = re.compile(
    r"(?:에|엔|부터|까지|로|은|이|의|과|와|자|쯤|께|도|인|경|밤|낮|밝혔|새벽|오전|오후|저녁|개막|개최"
    r"|워싱턴|서울|현지|기준|발표)"
)
_CLOCK = re.compile(
    r"\s?(?:오전|오후|밤|저녁|새벽)?\s?\((?:미국\s?|미\s?)?(?:동부\s?)?(?:현지\s?시간|현지\s?시각"
    r"|동부\s?시간|시간)[^)]{0,8}\)"
)


def find_days(text: str, today: date) -> Iterator[Day]:
    """Yield the days named in a sentence, in order. `today` is the day of publication where the text was written."""
    for shape in _SHAPES.finditer(text):
        end = shape.end()
        if shape.group("d") or shape.group("d2") or shape.group("d3"):
            if _LENGTH.match(text, end) and not shape.group("d"):
                continue
            if _HANGUL.match(text, end) and not _PARTICLE.match(text, end):
                continue
        values, end_of, exact = _read(shape, today)
        if values == (None, None):
            continue
        clock = Clock.VENUE if _CLOCK.match(text, end) else None
        yield Day(shape.start(), end, *values, clock=clock, end_of=end_of, exact=exact)


def _read(shape: re.Match[str], today: date) -> tuple[Values, bool, bool]:  # noqa: PLR0911 - one for each shape
    """Return the day of a shape, whether it is the end of something, and whether the text fixes it."""
    part = {name: value and re.sub(r"\s", "", value) for name, value in shape.groupdict().items()}
    if part["m"]:
        return _month_day(part, int(part["m"]), int(part["d"] or 0), today), False, bool(part["year"])
    if part["month"]:
        return days.of_month(today, _MONTHS[part["month"]], int(part["d2"] or 0)), False, True
    if part["iso"]:
        year, month, day = (int(number) for number in re.split("[.-]", part["iso"]))
        return days.in_year(year, month, day), False, True
    if part["d3"]:
        return _led(days.day_of_month(today, int(part["d3"])), part["lead3"]), False, False
    if part["weekday"]:
        return _weekday(part, _WEEKDAYS.index(part["weekday"]), today), False, False
    if part["end"]:
        return days.in_year(today.year + _YEARS.get(part["endyear"] or "", 0), 12, 31), True, True
    if part["endmonth"]:
        return _end(part["endmonth"], today), True, True
    return days.on(today + timedelta(_WORDS[part["word"] or "오늘"])), False, True


def _month_day(part: dict[str, str | None], month: int, day: int, today: date) -> Values:
    year = part["year"]
    if year:
        return days.in_year(int(year[:4]) if year[0].isdigit() else today.year + _YEARS[year], month, day)
    return _led(days.month_day(today, month, day), part["lead"])


def _weekday(part: dict[str, str | None], number: int, today: date) -> Values:
    if part["week"]:
        return days.weekday_of_week(today, number, _WEEKS[part["week"]])
    if part["lead4"] == "다음":
        return days.weekday_of_week(today, number, 1)
    past, future = days.weekday(today, number)
    if part["lead4"] == "지난" and past == today:
        past = today - timedelta(days.WEEK)
    return _led((past, future), part["lead4"])


def _end(of: str, today: date) -> Values:
    if of in _MONTHS:
        return days.end_of_month(today, _MONTHS[of])
    month = int(of[:-1])
    return days.end_of_named_month(today, month) if 1 <= month <= 12 else days.on(None)  # noqa: PLR2004 - months


def _led(values: Values, lead: str | None) -> Values:
    """Let "지난" (past) or "오는" (coming) choose."""
    past, future = values
    if lead == "지난":
        return days.on(past)
    return days.on(future) if lead in ("오는", "올") else values
