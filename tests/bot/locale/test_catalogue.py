import pytest

from bot.locale.catalogue import CatalogueError, load_catalogue, read_language

HEAD = b"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def test_a_locale_name_of_any_form_finds_its_language_and_an_unknown_one_is_english() -> None:
    catalogue = load_catalogue()
    assert catalogue.locales == ("en", "ko")
    spoken = {name: catalogue.spoken(name) for name in ("ko", "ko_KR.UTF-8", "ko-KR", "KO", "en-GB", "fr", "")}
    assert spoken == {
        "ko": "ko", "ko_KR.UTF-8": "ko", "ko-KR": "ko", "KO": "ko", "en-GB": "en", "fr": "en", "": "en"
    }  # fmt: skip


def test_a_file_with_plural_forms_is_read_by_its_own_rule() -> None:
    po = HEAD + b'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "one"\nmsgstr[1] "many"\n'
    language = read_language("en", po)
    assert language.messages == {"a.b": ("one", "many")}
    assert [language.plural(n) for n in (0, 1, 2)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'msgid "a.b"\nmsgstr ""\n', "'a.b' has no text"),
        (b'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "one"\nmsgstr[1] ""\n', "'a.b' has no text"),
        (b'#, fuzzy\nmsgid "a.b"\nmsgstr "guess"\n', "'a.b' has no text"),
        (b'msgid "a.b"\nmsgstr "x"\nnonsense\n', r"en\.po, line \d+"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(body: bytes, says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        read_language("en", HEAD + body)
