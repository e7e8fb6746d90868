from pathlib import Path

import pytest

from feeds.desks.errors import DeskError
from feeds.facts.phrases import Phrases, load_phrases, shipped_phrases

LANGUAGES = ("en", "ko")


def load(folder: Path, text: str) -> Phrases:
    (folder / "words.toml").write_text(text, encoding="utf-8")
    return load_phrases(folder, LANGUAGES)


def test_english_expressions_are_whole_words_and_korean_ones_are_not(tmp_path: Path) -> None:
    words = load(tmp_path, '[a.b]\nen = ["visas?"]\nko = ["비자"]\n')["a.b"]
    assert words.within("a Visa desk", "en")
    assert not words.within("visalike", "en")
    assert words.within("취업비자를", "ko")
    assert not words.within("비자", "en")


def test_an_expression_that_begins_with_a_space_continues_where_a_word_ended(tmp_path: Path) -> None:
    words = load(tmp_path, '[a]\nen = [" people"]\n')["a"]
    assert words.at(" people were", "en")


def test_rows_keep_texts_lists_and_expressions(tmp_path: Path) -> None:
    (row,) = load(tmp_path, '[[figure]]\nwhat = "x"\nids = ["p.a"]\nunit.en = ["cases?"]\n').all("figure")
    assert row.text("what") == "x"
    assert row.lists["ids"] == ("p.a",)
    assert row.of("unit").within("two cases", "en")
    assert row.speaks("unit", "en")
    assert not row.speaks("unit", "ko")
    assert row.text("nothing") == ""


def test_what_a_desk_does_not_say_is_never_found() -> None:
    assert not Phrases()["anything"].within("text", "en")
    assert Phrases()["anything"].first("text", "en") is None
    assert Phrases().all("rows") == ()
    assert list(Phrases()["anything"].find("text", "en")) == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[a]\nen = ["("]\n', 2, "no expression"),
        ('[a]\nen = ["(?=look)"]\n', 2, "no expression"),
        ("[a]\nen = []\n", 2, "no list"),
        ("a = 3\n", 1, "no set of expressions"),
        ("[[a]]\nb = 3\n", 2, "neither a text"),
        ("[a]\n", 1, "no set of expressions"),
    ],
)
def test_a_wrong_value_is_told_with_its_file_and_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(DeskError, match=what) as raised:
        load(tmp_path, text)
    assert [(problem.file, problem.line) for problem in raised.value.problems] == [("words.toml", line)]


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        load(tmp_path, "[a\n")


def test_a_set_that_two_files_give_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[a]\nen = ["x"]\n')
    with pytest.raises(DeskError, match="given twice"):
        load(tmp_path, '[a]\nen = ["y"]\n')


ONE_LANGUAGE = {
    "deadline.binding", "figure-not.left-out", "figure-not.base", "figure-not.before-base", "meeting.act",
    "outcome.aux",
    "outcome.object", "outcome.passive", "outcome.unsure", "outcome.still-open", "speech.attribution", "speech.not",
    "speech.adverb",
    "speech.not-a-person", "speech.body-word", "speech.body-end", "speech.never-name",
}  # fmt: skip
"""Sets that only one grammar asks for."""


def test_every_shipped_set_speaks_both_languages_but_those_of_one_grammar() -> None:
    shipped = shipped_phrases("korea_us_visa", LANGUAGES)
    alone = {name for name, words in shipped.words.items() if set(words.by_language) != set(LANGUAGES)}
    assert alone == ONE_LANGUAGE


def test_the_shipped_phrases_are_right_and_a_desk_without_any_has_none() -> None:
    assert shipped_phrases("korea_us_visa", LANGUAGES).all("figure")
    assert shipped_phrases("no_such_desk", LANGUAGES) == Phrases()
