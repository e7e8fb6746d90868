"""The Chinese characters that Korean headlines abbreviate with: 美 for 미국, 對美 for 대미."""

import re
from collections.abc import Mapping

COUNTRIES: Mapping[str, str] = {
    "美": "미국",
    "韓": "한국",
    "中": "중국",
    "日": "일본",
    "北": "북한",
    "英": "영국",
    "獨": "독일",
    "佛": "프랑스",
    "露": "러시아",
    "印": "인도",
    "濠": "호주",
    "與": "여당",
    "野": "야당",
    "檢": "검찰",
    "警": "경찰",
}
"""What one character alone stands for, as Korean newspapers print it in headlines."""

READINGS: Mapping[str, str] = {
    **dict(zip("美韓中日北英獨佛露印濠與野檢警", "미한중일북영독불러인호여야검경", strict=True)),
    **dict(
        zip(
            "對訪駐反親在南東西大小前現新故軍官民政法企證車行州",
            "대방주반친재남동서대소전현신고군관민정법기증차행주",
            strict=True,
        )
    ),
    **dict(zip("李尹文朴趙曺鄭崔姜盧", "이윤문박조조정최강노", strict=True)),
    **dict(zip("國本人側産向發非核間", "국본인측산향발비핵간", strict=True)),
}
"""The Korean reading of one character, for runs (對美 대미, 韓美 한미) and where one hangs on a word (작업中)."""

_KANA = "\u3040-\u30ff"
_HAN = "\u3400-\u9fff"
_KNOWN = "".join(READINGS)

RUN = re.compile(rf"(?<![{_HAN}{_KANA}々])(?<![0-9](?=日))[{_KNOWN}](?:[·\-]?[{_KNOWN}])*(?![{_HAN}{_KANA}々])")
"""A run of known characters that is not part of Chinese or Japanese text, nor the day of a Japanese date (5日)."""


def expand(run: re.Match[str]) -> str:
    """Return the Hangul for one match of `RUN`.

    Alone, a country's character is its name (美 국무부: 미국 국무부); in a run, or right after a Korean word, each is
    read (韓·美: 한·미). In brackets alone it is a gloss or the number of an instalment, and is read too: (中).
    """
    characters = run[0]
    if len(characters) > 1:
        return "".join(READINGS.get(character, character) for character in characters)
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if "가" <= before <= "힣" or (before == "(" and after == ")"):
        return READINGS[characters]
    return COUNTRIES.get(characters, READINGS[characters])
