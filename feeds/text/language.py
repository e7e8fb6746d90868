"""The language of a short text, told from its script.

Headlines are too short for statistics, and the scripts of the languages this is about do not overlap: Hangul is Korean,
kana is Japanese. What has neither is left to what is known of the feed.
"""

import re
from collections.abc import Sequence

_SCRIPTS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("hangul", re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb]")),
    ("kana", re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9d]")),
    ("han", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff5a]")),
)
# A script of several languages stands for its commonest, unless the feed is in another one that is written with it.
_SHARED = {
    "cyrillic": ("ru", "uk", "bg", "sr", "mk", "kk", "mn"),
    "arabic": ("ar", "fa", "ur", "ps"),
    "thai": ("th",),
    "greek": ("el",),
    "hebrew": ("he", "yi"),
}
_SYLLABLE = 2
"""One Hangul syllable, kana or Han character says about as much as two Latin letters."""
_ENOUGH = 0.25
"""A quoted word does not change the language of a headline; a Korean one full of product names is still Korean."""
_LOOKED_AT = 2_000
"""Characters: more of a text tells no more."""


def language_of(text: str, default: str | None = None) -> str:
    """Return the ISO 639-1 code of `text`: by its script, else `default` (the feed's), else "en"."""
    sample = text[:_LOOKED_AT]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    east = _SYLLABLE * (counts["hangul"] + counts["kana"] + counts["han"])
    total = east + sum(counts[name] for name in ("latin", *_SHARED))
    fallback = default or "en"
    if not total:
        return fallback
    if east >= _ENOUGH * total:
        return _of_the_east(counts, fallback)
    for script, languages in _SHARED.items():
        if counts[script] >= 2 * _ENOUGH * total:
            return fallback if fallback in languages else languages[0]
    return fallback


def _of_the_east(counts: dict[str, int], fallback: str) -> str:
    """Tell Korean, Japanese and Chinese apart: Korean headlines have single hanja (美), Japanese ones much kanji."""
    if counts["hangul"] >= counts["kana"] and counts["hangul"]:
        return "ko"
    if counts["kana"]:
        return "ja"
    return fallback if fallback in {"ja", "ko"} else "zh"
