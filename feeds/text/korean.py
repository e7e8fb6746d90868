"""How Korean words end: particles and titles, and where a word begins."""

import re

_PARTICLES = (
    "은|는|이|가|을|를|의|에|와|과|도|만|로|으로|에게|에게서|에서|한테|께|께서|이랑|랑|부터|까지|보다|처럼|같은|이나|"
    "이라|라는|이라는|라고|이라고|라며|이라며|이며|이자|인|이다|였다|이었다|뿐|조차|마저|마다|씨|님|측|등|발|간|전|"
    "에겐|에선|에는|에도|로서|로써|으로서|으로써|과의|와의|에게는"
)
"""Particles and what else hangs on a name, as in Standard Korean Grammar (National Institute of Korean Language)."""

_TITLES = (
    "대통령|총리|부총리|장관|차관|차관보|부장관|외교장관|외교부장관|국무장관|실장|국장|과장|대사|총영사|공사|대표|부대표|정부대표|의원|"
    "의장|위원장|위원|회장|부회장|사장|부사장|이사장|원장|청장|시장|도지사|지사|주지사|본부장|단장|팀장|센터장|특사|특보|"
    "수석|수석대표|비서관|보좌관|대변인|교수|박사|변호사|기자|후보|전대표|여사|법|법안|안"
)
"""What a person is called by, written on to the name: 조현장관."""

TAIL = re.compile(rf"(?:{_TITLES})?(?:{_PARTICLES}){{0,3}}(?![^\W_])")
"""What may follow a name up to the end of its word."""


_ENDING = re.compile(rf"들?(?:{_PARTICLES}){{0,3}}")
"""The plural's 들, and particles: what may hang on any noun."""


def without_ending(text: str, start: int, end: int) -> int:
    """Return where `text[start:end]`, the end of a Korean word, becomes nothing but particles: from 자들의 to 자.

    At least `start`, so that what stands before it is never taken for an ending; `end` where it has none.
    """
    return next(stop for stop in range(start, end + 1) if _ENDING.fullmatch(text, stop, end))


def is_hangul(character: str) -> bool:
    """Tell whether a character is a Hangul syllable."""
    return "가" <= character <= "힣"


def joins_latin(character: str) -> bool:
    """Tell whether a character before or after an English word makes it part of a longer word.

    Letters and digits do, but for Hangul, Chinese and Japanese: particles hang on English words without a space
    (ESTA로, B-1비자).
    """
    return character.isalnum() and not (
        "\u1100" <= character <= "\u11ff" or "\u2e80" <= character <= "\ud7ff" or "\uf900" <= character <= "\ufaff"
    )


def begins_word(text: str, position: int) -> bool:
    """Tell whether nothing that belongs to a word stands before `position`."""
    return position == 0 or not text[position - 1].isalnum()


def ends_name(text: str, position: int) -> bool:
    """Tell whether from `position` on nothing but a title and particles follows, up to the end of the word."""
    return TAIL.match(text, position) is not None
