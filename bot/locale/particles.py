"""Korean particles: which of two forms follows a word is decided by the sound the word ends in.

Hangul tells it exactly. Digits are read as Sino-Korean numbers, capital letters by their names, and Latin words roughly
as Korean writes them down (외래어 표기법, the rules for English). Where nothing tells, both forms are written: 을(를).
"""

import re
from enum import Enum

_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8

_DIGITS_ON_RIEUL = "178"  # 일 칠 팔
_DIGITS_ON_CONSONANT = "036"  # 영 삼 육
_ZEROS_READ_JO = range(12, 16)  # 10^12 is 조, the only power of ten that ends in a vowel
_LETTERS_ON_RIEUL = "LR"  # 엘 알
_LETTERS_ON_CONSONANT = "MN"  # 엠 엔

_QUIET = re.compile(r"""(?:\s*[(\[（【][^()\[\]（）【】]*[)\]）】]|["'’”」』》〉.!?…,·\s]+)$""")
_CLOSING = ")]）】"
_TAIL = 60
"""Characters of a word that are looked at: enough for its end and a name in brackets behind it."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?$")
_LATIN = re.compile(r"[A-Za-z]+$")
_PAIR = re.compile(r"(?P<consonant>[가-힣]{1,3})/(?P<vowel>[가-힣]{1,3})")


class Ending(Enum):
    """The sound a word ends in, as far as particles care."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    """ㄹ: a consonant, but 로 follows it and not 으로."""
    CONSONANT = "consonant"
    UNKNOWN = "unknown"


def is_pair(spec: str) -> bool:
    """Tell whether a format spec is a pair of particles, the one after a consonant first: "을/를"."""
    return _PAIR.fullmatch(spec) is not None


def with_particle(word: str, pair: str) -> str:
    """Return `word` with the fitting one of `pair` ("을/를", "으로/로") attached."""
    consonant, vowel = pair.split("/")
    ending = ending_of(word)
    if ending is Ending.UNKNOWN:
        common = vowel if consonant.endswith(vowel) else ""
        both = f"({consonant.removesuffix(vowel)}){vowel}" if common else f"{consonant}({vowel})"
        return word + both
    if ending is Ending.RIEUL:
        return word + (vowel if consonant.startswith("으로") else consonant)
    return word + (consonant if ending is Ending.CONSONANT else vowel)


def ending_of(word: str) -> Ending:
    """Return the sound `word` ends in. Closing quotes, full stops and what stands in brackets are not read."""
    word = word[-_TAIL:]
    while (shorter := _QUIET.sub("", word)) != word and shorter:
        word = shorter
    word = word.rstrip(_CLOSING)
    if word.endswith("%"):  # 퍼센트
        return Ending.VOWEL
    last = word[-1:]
    if last and _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        final = (ord(last) - _FIRST_SYLLABLE) % _FINALS
        return Ending.VOWEL if final == 0 else Ending.RIEUL if final == _RIEUL else Ending.CONSONANT
    if number := _NUMBER.search(word):
        return _of_number(number.group().replace(",", ""))
    if latin := _LATIN.search(word):
        letters = latin.group()
        return _of_letter(letters[-1]) if letters.isupper() else _of_word(letters.lower())
    return Ending.UNKNOWN


def _of_number(number: str) -> Ending:
    zeros = len(number) - len(number.rstrip("0"))
    if "." not in number and zeros in _ZEROS_READ_JO:
        return Ending.VOWEL
    last = number[-1]
    if last in _DIGITS_ON_RIEUL:
        return Ending.RIEUL
    return Ending.CONSONANT if last in _DIGITS_ON_CONSONANT else Ending.VOWEL


def _of_letter(letter: str) -> Ending:
    if letter in _LETTERS_ON_RIEUL:
        return Ending.RIEUL
    return Ending.CONSONANT if letter in _LETTERS_ON_CONSONANT else Ending.VOWEL


def _of_word(word: str) -> Ending:
    """Read the end of an English word: 구글 for Google, 연합 for Yonhap, 데스크 for desk."""
    if re.search(r"le?$", word):
        return Ending.RIEUL
    if re.search(r"(?:m|n|ng|[aeiou][mn]e)$", word):
        return Ending.CONSONANT
    # A stop closes the syllable only right after a short vowel: Slack 슬랙, web 웹, but desk 데스크, Post 포스트.
    if re.search(r"(?:^|[^aeiou])(?:[aeiou]|oo|ea)(?:ck|[kptbc])$", word):
        return Ending.CONSONANT
    return Ending.VOWEL
