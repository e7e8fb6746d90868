"""Times of day, as people write them: "09:00", "9", "9 pm", "9시 30분", "오후 6시 반", "noon"."""

import re
import unicodedata
from datetime import time

_NAMED = {
    "noon": time(12), "midday": time(12), "midnight": time(0), "정오": time(12), "자정": time(0),
}  # fmt: skip
_MORNING = frozenset({"am", "오전", "아침", "새벽"})
_AFTERNOON = frozenset({"pm", "오후", "저녁"})
_NOONISH = "낮"
"""Of Korean: the middle of the day, from ten in the morning."""
_NIGHT = "밤"
"""Of Korean: from the evening to after midnight."""
_WRITTEN = re.compile(
    r"(?P<half>오전|오후|아침|새벽|낮|저녁|밤)? ?"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|시(?: ?(?P<minutes>\d{1,2})분|(?P<and_half> ?반))?)?"
    r"(?: ?(?P<noon>[ap])\.?m\.?)?"
)
_BEHIND = re.compile(r"(?: ?부터| ?까지|에)$")
"""Korean says from and to behind the time."""
_BETWEEN = re.compile(r"[-‐‑–—~〜]")
_NOON, _DAY = 12, 24
_FORENOON = 10


def is_time(text: str) -> bool:
    """Tell whether a text has the form of a time of day, though there may be no such time ("25:00")."""
    words = _folded(text)
    return words in _NAMED or _WRITTEN.fullmatch(words) is not None


def read_time(text: str) -> time | None:
    """Return the time that a text names; None: it names none. "24:00" is the next day's beginning, shown as 00:00."""
    words = _folded(text)
    if words in _NAMED:
        return _NAMED[words]
    written = _WRITTEN.fullmatch(words)
    if written is None or (written["half"] and written["noon"]):
        return None
    minute = 30 if written["and_half"] else int(written["minute"] or written["minutes"] or 0)
    hour = _of_day(int(written["hour"]), written["half"] or (f"{written['noon']}m" if written["noon"] else ""))
    if hour == _DAY and not minute:
        hour = 0
    try:
        return None if hour is None else time(hour, minute)
    except ValueError:
        return None


def ends_day(text: str) -> bool:
    """Tell whether a time that is named with a day is that day's end, and so the next one's 00:00: 24:00, 밤 12시."""
    written = _WRITTEN.fullmatch(_folded(text))
    return (
        written is not None
        and read_time(text) == time(0)
        and (written["half"], int(written["hour"])) in {(None, _DAY), (_NIGHT, _NOON)}
    )


def apart(word: str) -> list[str]:
    """Return the times of a word that is a span of them, as in "22:00–07:00" and "10시~오전"; else the word alone."""
    parts = [part for part in _BETWEEN.split(word) if part]
    spans = all(is_time(part) or is_time(f"{part} 1시") for part in parts)
    return parts if spans and word not in parts else [word]


def _of_day(hour: int, half: str) -> int | None:
    """Return the hour of the day, 0 to 24, from an hour as it is said and the half of the day; None: there is none."""
    if not half:
        return hour
    if not 1 <= hour <= _NOON:
        return None
    if half in _MORNING:
        return hour % _NOON
    if half in _AFTERNOON or (half == _NOONISH and not _FORENOON <= hour < _NOON):
        return hour % _NOON + _NOON
    if half == _NOONISH:
        return hour
    assert half == _NIGHT, half  # noqa: S101 - the pattern knows no other
    return hour % _NOON + (_NOON if _NOON // 2 <= hour < _NOON else 0)


def _folded(text: str) -> str:
    return _BEHIND.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))
