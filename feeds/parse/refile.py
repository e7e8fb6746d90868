"""A wire's mark that a headline is a new version of one it already sent.

Yonhap sends one story as (URGENT), plain, (LEAD), (2nd LD), (3rd LD), in Korean as [속보], [1보], [2보], (종합),
(종합2보), each with its own address. Reuters numbers "UPDATE 2-". The mark is
no part of the headline: taken off, the versions of a story look alike.
"""

import re

from feeds.entry import Refile

_PAIRS = {
    "(": ")",
    "[": "]",
    "<": ">",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "（": "）",
    "‹": "›",
    "〈": "〉",
    "《": "》",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_LONGEST = 24
"""Characters of a mark, more than any has."""

_FLASH = re.compile(r"urgent|breaking(?: news)?|flash|속보|긴급|긴급\s?속보|1\s?신", re.IGNORECASE)
_LEAD = re.compile(r"lead|ld|1st (?:lead|ld)", re.IGNORECASE)
_NTH_LEAD = re.compile(r"([2-9]|1\d)(?:st|nd|rd|th)\s?(?:lead|ld)", re.IGNORECASE)
_NTH_REPORT = re.compile(r"([1-9])\s?보")
_SUMMARY = re.compile(r"종합(?:\s?([1-9])\s?보)?")
_DETAIL = re.compile(r"상보")
_CORRECTION = re.compile(r"correct(?:ion|ed)|정정|수정|바로잡습니다", re.IGNORECASE)
_REUTERS = re.compile(r"((?:UPDATE|WRAPUP) ([1-9]\d?)|CORRECTED|REFILE)\s?[-–]\s?(?=\S)")
_LABEL = re.compile(r"(breaking(?: news)?|urgent|속보)\s?[:：]\s*(?=\S)", re.IGNORECASE)

_RANK_DETAIL = 5
_RANK_SUMMARY = 10
"""Yonhap's summaries come after its numbered reports, however many there were."""
_RANK_CORRECTION = 90


def strip_refile(title: str) -> tuple[str, Refile | None]:
    """Return the headline without its marks, and the mark of the highest rank.

    A title that is nothing but marks is returned as it is, with None.
    """
    rest, best = title.strip(), None
    while rest:
        shorter, refile = _take_one(rest)
        if refile is None:
            break
        rest = shorter.strip()
        if best is None or refile.rank > best.rank:
            best = refile
    return (rest, best) if rest else (title, None)


def _take_one(title: str) -> tuple[str, Refile | None]:
    """Take one mark off the beginning or the end."""
    if (closer := _PAIRS.get(title[0])) is not None:
        end = title.find(closer, 1, _LONGEST)
        if end > 0 and (rank := _rank(marker := title[1:end].strip())) is not None:
            return title[end + 1 :], Refile(marker, rank)
    if (opener := _CLOSERS.get(title[-1])) is not None:
        start = title.rfind(opener, max(0, len(title) - _LONGEST))
        if start >= 0 and (rank := _rank(marker := title[start + 1 : -1].strip())) is not None:
            return title[:start], Refile(marker, rank)
    if found := _REUTERS.match(title):
        return title[found.end() :], Refile(found[1], int(found[2]) if found[2] else _RANK_CORRECTION)
    if found := _LABEL.match(title):
        return title[found.end() :], Refile(found[1], 0)
    return title, None


def _rank(marker: str) -> int | None:
    """Return where this mark stands in the order of versions, None for other marks ([단독], [인사])."""
    if _FLASH.fullmatch(marker):
        return 0
    if _LEAD.fullmatch(marker):
        return 1
    if found := (_NTH_LEAD.fullmatch(marker) or _NTH_REPORT.fullmatch(marker)):
        return int(found[1])
    if found := _SUMMARY.fullmatch(marker):
        return _RANK_SUMMARY + (int(found[1]) - 1 if found[1] else 0)
    if _DETAIL.fullmatch(marker):
        return _RANK_DETAIL
    return _RANK_CORRECTION if _CORRECTION.fullmatch(marker) else None
