"""Names of the desk in a sentence, and whose side they are on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from feeds.desks.desk import Desk
from feeds.facts.phrases import Phrases

_KO_AFTER = r"(?=$|[^가-힣]|(?:은|는|이|가|을|를|의|과|와|도|께서|에게|에|로|으로|측|에서|대변인)(?:[^가-힣]|$)|대변인)"
_STARTS = re.compile(r"\b[A-Z]")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the desk, found between two characters of a text."""

    start: int
    end: int
    id: str
    kind: str


class Names:
    """Finds the desk's people and bodies."""

    def __init__(self, desk: Desk, phrases: Phrases) -> None:
        """Take the desk's names, and the forms and sides that the phrases add: [[form]] and [[side]]."""
        forms: dict[str, dict[str, tuple[str, str]]] = {lang: {} for lang in desk.languages}
        for name in desk.names.values():
            for lang, each in name.forms.items():
                _add(forms.setdefault(lang, {}), each, name.id, name.kind)
        for row in phrases.all("form"):
            for lang in desk.languages:
                _add(forms[lang], row.lists.get(lang, ()), row.text("id"), row.text("kind"))
        self._forms = {lang: each for lang, each in forms.items() if each}
        self._patterns = {lang: _pattern(each, lang) for lang, each in self._forms.items()}
        self._sides = {id_: row.text("side") for row in phrases.all("side") for id_ in row.lists.get("ids", ())}
        self._side_words = tuple((row.text("side"), row.of("words")) for row in phrases.all("side"))

    def find(self, text: str, lang: str) -> Iterator[Named]:
        """Yield the names in a plain text, left to right, the longest of those that overlap."""
        pattern = self._patterns.get(lang)
        for found in pattern.finditer(text) if pattern else ():
            start, end = found.span()
            form = found.group()
            for at in _STARTS.finditer(text, start + 1, end):  # "Foreign Minister Cho" is a form, and so is "Cho Hyun"
                further = pattern.match(text, at.start()) if pattern else None
                if further and further.end() > end:
                    end, form = further.end(), further.group()
            yield Named(start, end, *self._forms[lang][form.translate(_ALIKE)])

    def side(self, speaker: str, about: str, lang: str) -> str:
        """Return the side of a speaker: the desk's for one of its ids, else that of the words beside, else "other"."""
        if speaker in self._sides:
            return self._sides[speaker]
        return next((side for side, words in self._side_words if words.within(about, lang)), "other")

    def sides(self, names: Iterable[Named]) -> frozenset[str]:
        """Return the sides of the names."""
        return frozenset(self._sides[name.id] for name in names if name.id in self._sides)


def _add(forms: dict[str, tuple[str, str]], each: Iterable[str], id_: str, kind: str) -> None:
    for form in each:
        forms.setdefault(form.translate(_ALIKE), (id_, kind))


def _pattern(forms: Mapping[str, tuple[str, str]], lang: str) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    joined = "|".join(re.escape(form) for form in longest_first)
    if lang == "ko":
        return re.compile(rf"(?<![가-힣A-Za-z])(?:{joined}){_KO_AFTER}")
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")
