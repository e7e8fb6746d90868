"""The desk's words for facts: expressions by language, kept in TOML files beside the rest of the desk.

    [meeting.held]                 a set of expressions: re2 syntax, no case, whole words in languages that part them
    en = ["took place", "met"]
    ko = ["열렸"]

    [[figure]]                     a list of tables: sets of expressions with an id or more
    what = "…"
    unit.en = ["…"]

All files of the folder are read as one. Every problem is told at once, with its file and line.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

import re2

from feeds.desks.errors import DeskError, Problem
from feeds.desks.lines import find_lines, line_of

_UNSPACED = frozenset({"ko", "ja", "zh"})
"""Languages whose words carry endings or stand unparted: an expression may begin and end inside a run of letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an expression was found."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """One set of expressions, compiled, by language."""

    by_language: Mapping[str, re2._Regexp] = field(default_factory=dict)

    def find(self, text: str, lang: str) -> Iterator[Hit]:
        """Yield every place in `text`, left to right, apart."""
        pattern = self.by_language.get(lang)
        return iter(()) if pattern is None else (Hit(*found.span()) for found in pattern.finditer(text))

    def first(self, text: str, lang: str) -> Hit | None:
        """Return the first place in `text`."""
        pattern = self.by_language.get(lang)
        found = pattern and pattern.search(text)
        return Hit(*found.span()) if found else None

    def at(self, text: str, lang: str) -> Hit | None:
        """Return the place at the very beginning of `text`."""
        pattern = self.by_language.get(lang)
        found = pattern and pattern.match(text)
        return Hit(*found.span()) if found else None

    def within(self, text: str, lang: str) -> bool:
        """Tell whether any of them is in `text`."""
        pattern = self.by_language.get(lang)
        return bool(pattern and pattern.search(text))


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a list: plain texts by key, and sets of expressions by key."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Words]

    def text(self, key: str) -> str:
        """Return the text of `key`, "" where there is none."""
        return self.texts.get(key, "")

    def of(self, key: str) -> Words:
        """Return the expressions of `key`, none where there are none."""
        return self.words.get(key, _NONE)

    def speaks(self, key: str, lang: str) -> bool:
        """Tell whether there are expressions of `key` in this language."""
        return lang in self.of(key).by_language


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything the desk says about facts."""

    words: Mapping[str, Words] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Words:
        """Return the set of expressions `name`; a desk that has none of it finds nothing."""
        return self.words.get(name, _NONE)

    def all(self, name: str) -> tuple[Row, ...]:
        """Return the tables of the list `name`."""
        return self.rows.get(name, ())


_NONE = Words()


def shipped_phrases(desk: str, languages: Sequence[str]) -> Phrases:
    """Read the phrases that come with the desk of this id; none where it has no such folder, and so no facts.

    Raises:
        DeskError: a file of the folder is wrong.
    """
    folder = files("feeds.desks").joinpath(desk, "phrases")
    if not folder.is_dir():
        return Phrases()
    with as_file(folder) as path:
        return load_phrases(path, languages)


def load_phrases(folder: Path, languages: Sequence[str]) -> Phrases:
    """Read and check every TOML file in `folder`.

    Raises:
        DeskError: with every problem that was found.
    """
    problems: list[Problem] = []
    words: dict[str, Words] = {}
    rows: dict[str, list[Row]] = {}
    for file in sorted(folder.glob("*.toml")):
        _File(file.name, languages, problems).read(file, words, rows)
    if problems:
        raise DeskError(str(folder), tuple(problems))
    return Phrases(words, {name: tuple(each) for name, each in rows.items()})


class _File:
    """One file, being read."""

    def __init__(self, name: str, languages: Sequence[str], problems: list[Problem]) -> None:
        self._name = name
        self._languages = languages
        self._problems = problems
        self._lines: Mapping[tuple[str | int, ...], int] = {}

    def read(self, file: Path, words: dict[str, Words], rows: dict[str, list[Row]]) -> None:
        try:
            text = file.read_text(encoding="utf-8")
            values = tomllib.loads(text)
        except ValueError as error:  # not UTF-8, or not TOML
            self._problem((), f"it cannot be read: {error}", "Save it as UTF-8 TOML; see https://toml.io.")
            return
        self._lines = find_lines(text)
        for key, value in values.items():
            self._top((key,), value, words, rows)

    def _top(
        self, path: tuple[str | int, ...], value: object, words: dict[str, Words], rows: dict[str, list[Row]]
    ) -> None:
        name = ".".join(map(str, path))
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            rows.setdefault(name, []).extend(self._row((*path, at), each) for at, each in enumerate(value))
        elif not isinstance(value, dict) or not value:
            self._problem(path, f"{name} is no set of expressions", f'Write it as [{name}] with en = ["…"].')
        elif set(value) <= set(self._languages):
            if name in words:
                self._problem(path, f"{name} is given twice", "Put its expressions into one table.")
            words[name] = self._words(path, value)
        else:
            for key, inner in value.items():
                self._top((*path, key), inner, words, rows)

    def _row(self, path: tuple[str | int, ...], table: Mapping[str, object]) -> Row:
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        words: dict[str, Words] = {}
        for key, value in table.items():
            if isinstance(value, str) and value:
                texts[key] = value
            elif isinstance(value, list) and value and all(isinstance(each, str) and each for each in value):
                lists[key] = tuple(value)
            elif isinstance(value, dict) and value and set(value) <= set(self._languages):
                words[key] = self._words((*path, key), value)
            else:
                self._problem((*path, key), f"{key} is neither a text, nor a list, nor expressions by language",
                              f'Write {key} = "…", {key} = ["…"] or {key}.en = ["…"].')  # fmt: skip
        return Row(texts, lists, words)

    def _words(self, path: tuple[str | int, ...], table: Mapping[str, object]) -> Words:
        found: dict[str, re2._Regexp] = {}
        for lang, value in table.items():
            if not isinstance(value, list) or not value or not all(isinstance(each, str) and each for each in value):
                self._problem((*path, lang), f"{lang} is no list of expressions", f'Write {lang} = ["…", "…"].')
                continue
            fine = [each for each in value if self._compiles((*path, lang), each)]
            whole = (f"(?:{each})" if lang in _UNSPACED else _whole_words(each) for each in fine)
            found[lang] = re2.compile("|".join(whole), _options())
        return Words(found)

    def _compiles(self, path: tuple[str | int, ...], expression: str) -> bool:
        try:
            re2.compile(expression, _options())
        except re2.error as error:
            told = error.args[0]
            why = told.decode() if isinstance(told, bytes) else str(told)
            self._problem(path, f'"{expression}" is no expression: {why}', "Write it in the syntax of re2.")
            return False
        return True

    def _problem(self, path: tuple[str | int, ...], what: str, do: str) -> None:
        self._problems.append(Problem(self._name, line_of(self._lines, path), what, do))


def _whole_words(expression: str) -> str:
    """Return an expression that begins and ends where words do, as far as it begins and ends with letters."""
    first = expression.replace("(?:", "").replace("(", "")[:1]
    start = r"\b" if first.isalnum() else ""
    end = r"\b" if expression[-1].isalnum() or expression[-1] in ")?*+" else ""
    return f"{start}(?:{expression}){end}"


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return options
