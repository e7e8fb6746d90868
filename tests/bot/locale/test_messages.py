"""Every message is there, in every language, used, and called with the values it names."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cards.problems import KINDS
from bot.cards.undelivered import Undelivered
from bot.commands.registry import commands
from bot.locale.catalogue import Catalogue, load_catalogue
from bot.locale.particles import is_pair
from feeds.terms.problem import TermProblem
from feeds.wording import Wording

BOT = Path(__file__).resolve().parents[3] / "bot"
_PAIRS = {"을/를", "이/가", "은/는", "과/와", "으로/로"}
"""The form after a consonant first: the other way round would read wrong everywhere."""
_KEY = re.compile(r"[a-z]+(\.[a-z-]+)+")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def constants() -> set[str]:
    """Every string that stands in the code."""
    return {node.value for _, node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_all_languages_have_the_same_messages(catalogue: Catalogue) -> None:
    assert set(catalogue.languages["en"].messages) == set(catalogue.languages["ko"].messages)


def test_no_message_is_unused(catalogue: Catalogue, constants: set[str]) -> None:
    assert sorted(set(catalogue.languages["en"].messages) - constants - _of_commands() - _of_codes()) == []


def test_no_message_of_a_command_its_options_or_choices_is_missing(catalogue: Catalogue) -> None:
    assert sorted(_of_commands() - set(catalogue.languages["en"].messages)) == []


def test_no_message_of_a_code_of_feeds_is_missing(catalogue: Catalogue) -> None:
    assert sorted(_of_codes() - set(catalogue.languages["en"].messages)) == []


def test_every_message_that_the_code_says_exists(catalogue: Catalogue) -> None:
    known = set(catalogue.languages["en"].messages)
    said = [(place, key) for place, _, key, _ in _said()]
    assert len(said) > 100, "the scan found no calls: say() was renamed?"
    assert [(place, key) for place, key in said if key not in known] == []


def test_a_key_that_stands_apart_from_its_call_exists_too(catalogue: Catalogue) -> None:
    """Such as those of the problems' table. What names a message in `faces/discord`, names Discord's hosts too."""
    known = set(catalogue.languages["en"].messages)
    kinds = {key.split(".")[0] for key in known}
    keys = {
        node.value
        for place, node in _nodes()
        if place.startswith(("cards/", "commands/", "faces/slack/"))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if _KEY.fullmatch(node.value) and node.value.split(".")[0] in kinds
    }
    assert sorted(keys - known) == []


def test_every_message_is_called_with_exactly_the_values_it_names(catalogue: Catalogue) -> None:
    wrong = []
    for place, method, key, given in _said():
        for locale in catalogue.locales:
            for form in catalogue.languages[locale].messages[key]:
                spare = {"n"} if method == "many" else set()
                if _placeholders(form) - spare != given - spare:
                    wrong.append((place, locale, key))
    assert wrong == []


def test_all_languages_name_the_same_values(catalogue: Catalogue) -> None:
    english, korean = (catalogue.languages[locale].messages for locale in ("en", "ko"))
    for key, forms in english.items():
        named = {frozenset(_placeholders(form) - {"n"}) for form in (*forms, *korean[key])}
        assert len(named) == 1, key


def test_what_has_plural_forms_in_one_language_has_them_in_the_other(catalogue: Catalogue) -> None:
    for key, forms in catalogue.languages["en"].messages.items():
        counted = len(forms) > 1
        assert ("{n}" in catalogue.languages["ko"].messages[key][0]) or not counted, key


def test_a_format_spec_is_a_pair_of_particles_or_nothing(catalogue: Catalogue) -> None:
    for language in catalogue.languages.values():
        for key, forms in language.messages.items():
            for form in forms:
                specs = [spec for _, name, spec, _ in string.Formatter().parse(form) if name and spec]
                assert all(spec in _PAIRS and is_pair(spec) and language.locale == "ko" for spec in specs), key


def test_korean_sentences_keep_one_honorific_level(catalogue: Catalogue) -> None:
    """합니다체: a sentence that ends in 요 or in a bare 다 would break it."""
    for key, forms in catalogue.languages["ko"].messages.items():
        for form in forms:
            for sentence in form.replace("다. ", "다.\n").replace("오. ", "오.\n").splitlines():
                words = sentence.rstrip(".?! ")
                assert not words.endswith("요"), (key, sentence)
                assert not words.endswith("다") or words.endswith("니다"), (key, sentence)


def _of_commands() -> set[str]:
    keys = set()
    for command in commands():
        keys |= {f"command.{command.key}.name", f"command.{command.key}.about"}
        if " " in command.name:
            keys.add(f"kind.{command.name.split(' ')[0]}.about")
        for option in command.options:
            keys |= {f"command.{command.key}.option.{option.name}", f"option.{option.name}"}
            keys |= {f"choice.{choice}" for choice in option.choices}
            if not command.hidden:
                keys.add(f"field.{option.name}")
    return keys


def _of_codes() -> set[str]:
    """The messages that are called by a code which `feeds` gives what went wrong."""
    refused = {f"refused.{code}.{part}" for code in TermProblem for part in ("what", "todo")}
    kinds: dict[type[Wording], str] = {**KINDS, Undelivered: "undelivered"}
    return refused | {f"{name}.{wording.code}" for kind, name in kinds.items() for wording in kind}


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(BOT.rglob("*.py")):
        place = path.relative_to(BOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield place, node


def _said() -> Iterator[tuple[str, str, str, set[str]]]:
    """Each call of say or many with a literal key: where, which of the two, the key, the names of the values."""
    for place, node in _nodes():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        key = node.args[0]
        if called in {"say", "many"} and isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield f"{place}:{node.lineno}", called, key.value, {word.arg for word in node.keywords if word.arg}


def _placeholders(form: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(form) if name}
