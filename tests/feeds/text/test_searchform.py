"""English in the singular, Korean without spaces, with the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text.plural import singular
from feeds.text.searchform import search_form


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("visas", "visa"),
        ("companies", "company"),
        ("ties", "tie"),
        ("taxes", "tax"),
        ("businesses", "business"),
        ("approaches", "approach"),
        ("heroes", "hero"),
        ("shoes", "shoe"),
        ("buses", "bus"),
        ("cases", "case"),
        ("movies", "movie"),
        ("1bs", "1b"),
        ("1990s", "1990"),
        ("business", "business"),
        ("status", "status"),
        ("basis", "basis"),
        ("us", "us"),
        ("its", "its"),
        ("news", "news"),
        ("customs", "customs"),
        ("texas", "texas"),
        ("lges", "lges"),
    ],
)
def test_a_plural_has_its_singular_and_other_words_stay(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("normal", "form"),
    [
        ("visa's visas workers' us's", "visa visa worker us"),
        ("'visas'", "'visa"),
        ("it's", "it"),
        ("비자 워킹 그룹", "비자워킹그룹"),
        ("kit 데스크 b-1 비자", "kit데스크b-1비자"),
        ("visa korea", "visa korea"),
        ("visa-waiver h-1b-visa b-1 e-visa covid-19", "visa waiver h-1b visa b-1 e-visa covid-19"),
    ],
)
def test_a_normal_text_is_brought_to_its_search_form(normal: str, form: str) -> None:
    assert search_form(normal).text == form


def test_a_word_maps_back_with_its_ending_and_without_the_spaces_around() -> None:
    normal = "new visas' 비자 워킹그룹 도"
    form = search_form(normal)
    for part, printed in (("visa", "visas'"), ("비자워킹그룹", "비자 워킹그룹"), ("워킹그룹", "워킹그룹")):
        start = form.text.index(part)
        first, last = form.normal_span(start, start + len(part))
        assert normal[first:last] == printed
    start = form.text.index("비자")
    assert form.gaps_within(start, start + 6) == (start + 2,)
    assert form.gaps_within(start, start + 2) == ()


@given(st.text("visa's companies비자 -1", max_size=30))
def test_each_character_maps_back_into_the_text_in_order(normal: str) -> None:
    form = search_form(normal)
    spans = [form.normal_span(i, i + 1) for i in range(len(form.text))]
    assert spans == sorted(spans)
    assert all(first < last for first, last in spans)
    for (first, last), character in zip(spans, form.text, strict=True):
        assert character in (normal[first], " ", "y") or normal[first:last]
