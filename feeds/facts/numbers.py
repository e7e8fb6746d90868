"""Numbers in newswire: digits, English words, Korean numerals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is written between two characters of a text."""

    start: int
    end: int
    value: float
    approx: bool
    """The words around it say that it is not exact."""


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TEENS = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(f"{_ONES} {_TEENS}".split())} | {
    word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)
}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted([*_SMALL, *_SCALES], key=len, reverse=True))
_EN = re.compile(
    rf"(?<![\w.,/-])\$?(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)(?P<kilo>K)?(?: (?P<scale>thousand"
    rf"|million|billion|dozen)\b)?"
    rf"(?![\d/]|[.,-]\d|:\d|%|st\b|nd\b|rd\b|th\b)"
    rf"|\b(?P<words>(?:(?:a|an) (?=hundred|dozen|thousand|million))?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*)\b(?!-)",
    re.IGNORECASE,
)
_EN_BEFORE = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|more than|at least|over|up to|as many as"
    r"|close to|upwards of"
    r"|fewer than|less than|estimated|just (?:over|under)|under|no fewer than|another|above"
    r"|well over)(?: all)?(?: the)? ?$",
    re.IGNORECASE,
)
_EN_AFTER = re.compile(r"(?: [\w-]+)? or so\b|-plus\b|-odd\b|\+| or more\b", re.IGNORECASE)

_DIGIT = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_UNIT = {"십": 10, "백": 100, "천": 1_000}
_LARGE = {"만": 10_000, "억": 100_000_000}
_NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_NATIVE_ONES = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "네": 4, "넷": 4, "넉": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_COUNTER = r"(?=\s?(?:여\s?)?(?:명|건|개|장|달러|곳|사람))"
_NATIVE = (
    rf"(?:{'|'.join(sorted(_NATIVE_TENS, key=len, reverse=True))})?"
    rf"(?:{'|'.join(sorted(_NATIVE_ONES, key=len, reverse=True))})?"
)
_KO = re.compile(
    r"(?<![\d.,/\w-])(?P<digits>\d[\d,]*(?:\.\d+)?(?:\s?[만억천백](?:\s?\d[\d,]*[천백십]?)*)?)(?![\d/]|[.,-]\d|%|:\d)"
    rf"|(?<![가-힣\w])(?P<sino>[일이삼사오육칠팔구십백천만억]{{2,}}|[십백천만](?=\s)){_COUNTER}"
    rf"|(?<![가-힣\w])(?P<native>{_NATIVE}){_COUNTER}"
)
_KO_GLUED = re.compile(
    r"(?<=[가-힣])(?P<digits>\d[\d,]*(?:\.\d+)?(?:\s?[만억천백](?:\s?\d[\d,]*[천백십]?)*)?)(?=\s?(?:여\s?)?(?:명|건|개|장|달러))"
)
_KO_BEFORE = re.compile(r"(?:약|대략|거의|최소|최대|적어도|어림잡아|줄잡아)\s?$")
_KO_AFTER = re.compile(
    r"\s?여(?:\s|명|건|개|장|곳)|\s?(?:명|건|개|장|곳|달러)?\s?(?:가량|남짓|안팎|정도|쯤|이상|내외|을 넘"
    r"|를 넘|이 넘|가 넘|넘게|을 웃|를 웃)"
)


def find_numbers(text: str, lang: str) -> Iterator[Number]:
    """Yield the numbers of a text, left to right. "Hundreds" and "수백" are none."""
    if lang == "ko":
        yield from _korean(text)
        return
    for found in _EN.finditer(text):
        value = _english(found)
        if value is not None:
            before, after = _EN_BEFORE.search(text[max(0, found.start() - 24) : found.start()]), found.end()
            yield Number(found.start(), after, value, bool(before or _EN_AFTER.match(text, after)))


def _english(found: re.Match[str]) -> float | None:
    if found.group("digits"):
        value = float(found.group("digits").replace(",", ""))
        return value * (1_000 if found.group("kilo") else 1) * _SCALES.get((found.group("scale") or "").lower(), 1)
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", found.group("words").lower()):
        if word in ("a", "an"):
            current = 1
        elif word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
    return float(total + current)


def _korean(text: str) -> Iterator[Number]:
    places = sorted([*_KO.finditer(text), *_KO_GLUED.finditer(text)], key=lambda found: found.start())
    done = 0
    for found in places:
        if not found.group() or found.start() < done:
            continue
        done = found.end()
        parts = found.groupdict()
        if parts["digits"]:
            value = _sino(re.sub(r"[\s,]", "", parts["digits"]))
        elif parts.get("sino"):
            value = _sino(parts["sino"])
        else:
            value = _native(found.group())
        approx = _KO_BEFORE.search(text[max(0, found.start() - 6) : found.start()]) or _KO_AFTER.match(
            text, found.end()
        )
        yield Number(found.start(), found.end(), value, bool(approx))


def _sino(text: str) -> float:
    """Read Korean numerals, also mixed with digits: 1만5천, 백삼십."""
    total, section, current = 0.0, 0.0, 0.0
    for digits, letter in re.findall(r"(\d+(?:\.\d+)?)|(\D)", text):
        if digits:
            current = float(digits)
        elif letter in _DIGIT:
            current = _DIGIT[letter]
        elif letter in _UNIT:
            section += (current or 1) * _UNIT[letter]
            current = 0
        elif letter in _LARGE:
            total += (section + current or 1) * _LARGE[letter]
            section = current = 0
    return total + section + current


def _native(text: str) -> float:
    for tens, value in _NATIVE_TENS.items():
        if text.startswith(tens):
            return float(value + _NATIVE_ONES.get(text[len(tens) :], 0))
    return float(_NATIVE_ONES.get(text, 0))
