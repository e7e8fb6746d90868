import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale.particles import Ending, ending_of, is_pair, with_particle


@pytest.mark.parametrize(
    ("word", "object_", "direction"),
    [
        ("비자", "비자를", "비자로"),
        ("연합", "연합을", "연합으로"),
        ("서울", "서울을", "서울로"),  # ㄹ takes 로
        ("3", "3을", "3으로"),  # 삼
        ("8", "8을", "8로"),  # 팔
        ("9", "9를", "9로"),  # 구
        ("1,000", "1,000을", "1,000으로"),  # 천
        ("1.0", "1.0을", "1.0으로"),  # 영
        ("1000000000000", "1000000000000를", "1000000000000로"),  # 조
        ("50%", "50%를", "50%로"),
        ("FBI", "FBI를", "FBI로"),
        ("NPR", "NPR을", "NPR로"),  # 알
        ("CNN", "CNN을", "CNN으로"),
        ("H-1B", "H-1B를", "H-1B로"),
        ("Yonhap", "Yonhap을", "Yonhap으로"),
        ("Reuters", "Reuters를", "Reuters로"),
        ("Google", "Google을", "Google로"),
        ("Washington", "Washington을", "Washington으로"),
        ("Washington Post", "Washington Post를", "Washington Post로"),
        ("조현(Cho Hyun)", "조현(Cho Hyun)을", "조현(Cho Hyun)으로"),
        ("“협의”", "“협의”를", "“협의”로"),
        ("?", "?을(를)", "?(으)로"),
        ("", "을(를)", "(으)로"),
    ],
)
def test_the_sound_a_word_ends_in_chooses_the_particle(word: str, object_: str, direction: str) -> None:
    assert with_particle(word, "을/를") == object_
    assert with_particle(word, "으로/로") == direction


def test_what_stands_in_brackets_is_not_read() -> None:
    assert ending_of("협의(2차)") is Ending.VOWEL
    assert ending_of("(비자)") is Ending.VOWEL  # nothing but brackets: then they are


@pytest.mark.parametrize(
    ("spec", "pair"), [("을/를", True), ("이라고/라고", True), ("", False), (">8", False), ("a/b", False)]
)
def test_only_two_forms_of_hangul_are_a_pair(spec: str, pair: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_pair(spec) is pair


@given(st.text())
def test_any_word_keeps_its_letters_and_gets_some_particle(word: str) -> None:
    spoken = with_particle(word, "이/가")
    assert spoken.startswith(word)
    assert spoken.removeprefix(word) in {"이", "가", "이(가)"}
