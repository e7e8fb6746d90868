"""Cities in a sentence."""

import re
from collections.abc import Iterator

from feeds.facts.phrases import Phrases


class Places:
    """Finds the desk's cities where a sentence says that something happens there."""

    def __init__(self, phrases: Phrases) -> None:
        """Take each [[place]] with its `name` and its forms by language."""
        self._names = {
            lang: {form: row.text("name") for row in phrases.all("place") for form in row.lists.get(lang, ())}
            for lang in ("en", "ko")
        }
        self._patterns = {lang: _pattern(forms, lang) for lang, forms in self._names.items() if forms}

    def find(self, text: str, lang: str) -> Iterator[tuple[int, str]]:
        """Yield where each city stands that something happens in ("in Seoul", "서울에서"), and its name."""
        pattern = self._patterns.get(lang)
        for found in pattern.finditer(text) if pattern else ():
            yield found.start(1), self._names[lang][found.group(1)]


def _pattern(forms: dict[str, str], lang: str) -> re.Pattern[str]:
    joined = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    if lang == "ko":
        return re.compile(rf"(?<![가-힣])({joined})(?=(?: [가-힣]+){{0,3}}?에서|에서| 회의| 회담|으로|로 |에 )")
    return re.compile(rf"\b(?:in|at|for|to|near|outside)(?: downtown| the)? ({joined})\b")
