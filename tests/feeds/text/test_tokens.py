"""Tokens for full-text search, the same for texts and queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text.tokens import search_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Visas for workers", ["visa", "for", "worker"]),
        ("비자워킹그룹", ["비자", "자워", "워킹", "킹그", "그룹"]),
        ("비자", ["비자"]),
        ("새 비자", ["새", "비자"]),
        ("B‑1 비자로, ESTA로", ["b1", "비자", "자로", "esta", "로"]),
        ("H-1B h1b E-4", ["h1b", "h1b", "e4"]),
        ("H.R. 4687, U.S.-led", ["hr", "4687", "us", "led"]),
        ("15,000 visas; 3.5", ["15000", "visa", "3", "5"]),
        ("visa-waiver", ["visa", "waiver"]),
        ("the ministry’s", ["the", "ministry"]),
        ("美 국무부", ["미국", "국무", "무부"]),
        ("&amp;quot;비자&amp;quot;", ["비자"]),
        ("...", []),
    ],
)
def test_a_text_is_cut_into_its_tokens(text: str, tokens: list[str]) -> None:
    assert search_tokens(text) == tokens


@given(st.text(max_size=40))
def test_tokens_are_letters_and_digits_only_so_that_both_engines_take_them_whole(text: str) -> None:
    assert all(token.isalnum() for token in search_tokens(text))
