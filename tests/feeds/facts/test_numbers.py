import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.facts.numbers import find_numbers

_DIGITS = "일이삼사오육칠팔구"


def korean(value: int) -> str:
    """Write a number below a hundred million in Korean numerals."""
    high, low = divmod(value, 10_000)
    return (
        (korean(high) + "만" if high else "")
        + "".join(
            ("" if digit == 1 and unit else _DIGITS[digit - 1]) + unit
            for unit, digit in zip("천백십", ((low // size) % 10 for size in (1000, 100, 10)), strict=True)
            if digit
        )
        + (_DIGITS[low % 10 - 1] if low % 10 else "")
    )


@given(st.integers(11, 99_999_999))
def test_korean_numerals_are_read_back(value: int) -> None:
    written = korean(value)
    assert [number.value for number in find_numbers(f"모두 {written} 명", "ko")] == [value] or len(written) == 1


@given(st.integers(0, 10**9), st.sampled_from(["en", "ko"]))
def test_digits_with_commas_are_read_back(value: int, lang: str) -> None:
    text = f"about {value:,} people" if lang == "en" else f"약 {value:,}명"
    assert [(number.value, number.approx) for number in find_numbers(text, lang)] == [(value, True)]


@pytest.mark.parametrize(
    ("text", "value", "approx"),
    [
        ("roughly four dozen workers", 48, True),
        ("three hundred and seventeen Koreans", 317, False),
        ("two hundred and four people", 204, False),
        ("a dozen welders", 12, False),
        ("forty-seven of them", 47, False),
        ("more than 100 visas", 100, True),
        ("some 130 people", 130, True),
        ("40 or so men", 40, True),
        ("a $100,000 charge", 100_000, False),
        ("1.2 million people", 1_200_000, False),
        ("two thousand three hundred cases", 2_300, False),
    ],
)
def test_english_numbers(text: str, value: float, approx: bool) -> None:  # noqa: FBT001 - a column of the table
    assert [(number.value, number.approx) for number in find_numbers(text, "en")] == [(value, approx)]


@pytest.mark.parametrize(
    ("text", "value", "approx"),
    [
        ("비자 1만5천 개", 15_000, False),
        ("1만 5000건", 15_000, False),
        ("10만 달러", 100_000, False),
        ("130여 명", 130, True),
        ("백삼십 명", 130, False),
        ("열두 명", 12, False),
        ("스물네 명 안팎", 24, True),
        ("한국인 317명", 317, False),
        ("한국인317명", 317, False),
        ("50명가량", 50, True),
        ("100명을 넘었다", 100, True),
    ],
)
def test_korean_numbers(text: str, value: float, approx: bool) -> None:  # noqa: FBT001 - a column of the table
    assert [(number.value, number.approx) for number in find_numbers(text, "ko")] == [(value, approx)]


@pytest.mark.parametrize("text", ["hundreds of people", "dozens of visas", "251-168", "5%", "the 119th"])
def test_english_words_that_are_no_number(text: str) -> None:
    assert not list(find_numbers(text, "en"))


@pytest.mark.parametrize("text", ["수백 명", "수십 명", "사장은 말했다", "만장일치"])
def test_korean_words_that_are_no_number(text: str) -> None:
    assert not list(find_numbers(text, "ko"))
