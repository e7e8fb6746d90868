"""Reading topics.toml: the concepts, and the topics with the signals that weigh them."""

import re
from collections.abc import Mapping, Sequence

from feeds.desks.desk import Name, Topic
from feeds.desks.rules import Concept, Kind, Part, Rule, Signal
from feeds.desks.table import File, Table
from feeds.terms.error import TermError
from feeds.terms.parser import parse

_PLAIN = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"(title:)?([a-z0-9|_-]+)")


def read_concepts(file: File, languages: Sequence[str], names: Mapping[str, Name]) -> Mapping[str, Concept]:
    """Read every [[concept]], by id: its watch terms, its phrases, and the forms of the `names` it lists.

    The ambiguous forms of a name are left out: they are never evidence alone.
    """
    found: dict[str, Concept] = {}
    seen: set[str] = set()
    for table in file.top.tables("concept"):
        key = table.slug("id", seen)
        kind = table.choice("kind", Kind, Kind.WHAT)
        label = table.label("name", languages)
        terms = table.texts("terms", required=False, like="a list of watch terms")
        phrases = table.texts("phrases", required=False, like="a list of phrases")
        _check("terms", terms, table)
        _check("phrases", tuple(_as_term(phrase) for phrase in phrases), table)
        forms = [
            form
            for name in table.all_of("names", tuple(names), "name", required=False)
            for some in names[name].forms.values()
            for form in some
            if form not in names[name].ambiguous
        ]
        if not any(each in table for each in ("terms", "phrases", "names")):
            table.problem(None, "the concept has no terms", "Give phrases, terms or names.")
        written = (*terms, *(_as_term(phrase) for phrase in (*phrases, *forms)))
        found[key] = Concept(key, kind, label, tuple(dict.fromkeys(written)))
        table.finish()
    return found


def _check(key: str, terms: Sequence[str], table: Table) -> None:
    """Note each of `terms`, which stand in the list `key`, that is no watch term."""
    for index, term in enumerate(terms):
        try:
            parse(term)
        except TermError as error:
            what = f"the watch term {term} is wrong at column {error.column}: {error.message}"
            table.file.problem((*table.path, key, index), what, f"{error.hint[:1].upper()}{error.hint[1:]}.")


def _as_term(phrase: str) -> str:
    """Return the watch term that finds a phrase: quoted, unless it is one plain word."""
    return phrase if _PLAIN.fullmatch(phrase) else f'"{phrase}"'


def read_topics(file: File, languages: Sequence[str], concepts: Mapping[str, Concept]) -> Mapping[str, Topic]:
    """Read every [[topic]], by id."""
    found: dict[str, Topic] = {}
    seen: set[str] = set()
    for table in file.top.tables("topic"):
        key = table.slug("id", seen)
        label, about = table.label("name", languages), table.label("about", languages)
        signals = tuple(_signal(each, concepts) for each in table.tables("signals"))
        found[key] = Topic(key, label, about, Rule(signals))
        table.finish()
    return found


def _signal(table: Table, concepts: Mapping[str, Concept]) -> Signal:
    """Read one signal."""
    has = _parts(table, "has", concepts, required=True)
    lacks = _parts(table, "lacks", concepts, required=False)
    signal = Signal(has, lacks, table.number("points"))
    table.finish()
    return signal


def _parts(table: Table, key: str, concepts: Mapping[str, Concept], *, required: bool) -> tuple[Part, ...]:
    """Read a list of references: "concept", "one|other", "title:concept"."""
    parts: list[Part] = []
    for text in table.texts(key, required=required, like="a list of concepts"):
        match = _REFERENCE.fullmatch(text)
        if not match:
            table.problem(key, f'"{text}" names no concept', 'Write "concept", "one|other" or "title:concept".')
            continue
        ids = tuple(match.group(2).split("|"))
        for each in ids:
            if each not in concepts:
                table.unknown(key, each, tuple(concepts), "concept")
        parts.append(Part(tuple(each for each in ids if each in concepts), title_only=bool(match.group(1))))
    return tuple(parts)
