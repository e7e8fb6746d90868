"""How much was reported on each of the last thirty days, as a picture."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards.card import Picture
from bot.cards.picture import sheet, words
from bot.locale.voice import Voice

DAYS = 30

_WIDTH, _HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 56, 30
_INK, _FAINT, _RULE, _BAR, _TODAY = "#1f2933", "#66727f", "#dde2e7", "#7c9cc4", "#1f5fae"
_TICKS = 4
"""Dates below the axis."""
_STEPS = (2, 4, 6, 8, 10, 12, 16, 20)
"""Where a scale may end, or ten times there."""
_GAP = 0.25
"""Of a day's width, left free beside its bar."""


def first_moment(now: datetime, timezone: str) -> datetime:
    """Return when the first of the days began, in the reader's zone."""
    local = now.astimezone(ZoneInfo(timezone))
    return (local - timedelta(days=DAYS - 1)).replace(hour=0, minute=0, second=0, microsecond=0)


def coverage_picture(hours: Mapping[datetime, int], subject: str, voice: Voice, now: datetime) -> Picture:
    """Return reports a day as bars, today's marked.

    Args:
        hours: how many reports were dated in each hour, by its beginning, as `storage.coverage` counts them.
        subject: what they are about, in the reader's words.
        voice: the reader's; days are those of its zone.
        now: the moment of telling.

    """
    last = now.astimezone(ZoneInfo(voice.timezone)).date()
    counts = {last - timedelta(days=back): 0 for back in range(DAYS - 1, -1, -1)}
    for hour, count in hours.items():
        day = hour.astimezone(ZoneInfo(voice.timezone)).date()
        if day in counts:
            counts[day] += count
    total = voice.many("picture.total", sum(counts.values()))
    svg = sheet(_WIDTH, _HEIGHT, _parts(counts, subject, total, voice))
    return Picture(svg=svg, alt=_alt(counts, subject, total, voice))


def _parts(counts: Mapping[date, int], subject: str, total: str, voice: Voice) -> Iterator[str]:
    days = list(counts)
    period = voice.say("picture.period", first=voice.day(days[0]), last=voice.day(days[-1]))
    yield words(_LEFT, 24, voice.say("picture.coverage", subject=subject), 15, _INK, bold=True)
    yield words(_LEFT, 43, f"{period} · {total} · {voice.timezone}", 11, _FAINT)
    top = _nice(max(counts.values()))
    bottom = _HEIGHT - _BOTTOM
    for level in sorted({0, top // 2, top}):
        y = bottom - (bottom - _TOP - 8) * level / top
        yield f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_RULE}"/>'
        yield words(_LEFT - 8, y + 4, voice.number(level), 11, _FAINT, anchor="end")
    step = (_WIDTH - _LEFT - _RIGHT) / len(days)
    for number, day in enumerate(days):
        height = (bottom - _TOP - 8) * counts[day] / top
        x, colour = _LEFT + step * (number + _GAP / 2), _TODAY if day == days[-1] else _BAR
        if counts[day]:
            yield (
                f'<rect x="{x:.1f}" y="{bottom - height:.1f}" width="{step * (1 - _GAP):.1f}" '
                f'height="{height:.1f}" rx="1.5" fill="{colour}"/>'
            )
    yield from _dates(days, step, bottom, voice)


def _dates(days: Sequence[date], step: float, bottom: float, voice: Voice) -> Iterator[str]:
    for tick in range(_TICKS):
        number = (len(days) - 1) * tick // (_TICKS - 1)
        anchor = "start" if tick == 0 else "end" if tick == _TICKS - 1 else "middle"
        x = _LEFT if tick == 0 else _WIDTH - _RIGHT if tick == _TICKS - 1 else _LEFT + step * (number + 0.5)
        yield words(x, bottom + 18, voice.short_day(days[number]), 11, _FAINT, anchor=anchor)


def _nice(highest: int) -> int:
    """Return the even number to end the scale at: not below `highest`, and one that reads well."""
    scale = 1
    while scale * _STEPS[-1] < highest:
        scale *= 10
    return scale * next(step for step in _STEPS if scale * step >= highest)


def _alt(counts: Mapping[date, int], subject: str, total: str, voice: Voice) -> str:
    days = list(counts)
    first, last = voice.day(days[0]), voice.day(days[-1])
    told = [voice.say("picture.alt-day", day=voice.short_day(day), n=n) for day, n in counts.items() if n]
    listed = ", ".join(told)
    if not told:
        return voice.say("picture.alt-none", subject=subject, first=first, last=last)
    if len(told) == len(days):
        return voice.say("picture.alt-full", subject=subject, first=first, last=last, total=total, days=listed)
    return voice.say("picture.alt", subject=subject, first=first, last=last, total=total, days=listed)
