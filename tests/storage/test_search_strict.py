"""The index is asked for the rarest words only; what it finds is read for the others."""

from collections.abc import Mapping, Sequence

import pytest

from feeds.text.tokens import search_words
from storage.search_strict import rarest


@pytest.mark.parametrize(
    ("query", "among", "share", "asked"),
    [
        ("visa embassy quota", 1_000_000, {"visa": 0.1, "embassy": 0.01, "quota": 0.0}, ["quota"]),
        ("visa embassy quota", 1_000_000, {"visa": 0.1, "embassy": 0.01, "quota": 0.02}, ["embassy", "quota"]),
        ("visa korea talks", 1_000_000, {"visa": 0.2, "korea": 0.3, "talk": 0.4}, ["visa", "korea", "talk"]),
        ("visa korea talks", 100, {"visa": 0.2, "korea": 0.3, "talk": 0.4}, ["visa"]),
        ("visa", 1_000_000, {}, []),
    ],
)
def test_the_rarest_words_are_asked_for_as_many_as_leave_few_entries(
    query: str, among: int, share: Mapping[str, float], asked: Sequence[str]
) -> None:
    assert rarest(search_words(query), share, among=among) == asked


def test_one_token_of_each_word_comes_before_the_second_of_any() -> None:
    """워킹, 킹그 and 그룹 come together: each but one would narrow nothing."""
    share = {"워킹": 0.05, "킹그": 0.04, "그룹": 0.06, "비자": 0.3, "협의": 0.2}
    in_turn = rarest(search_words("워킹그룹 비자 협의"), share, among=10**9)
    assert in_turn == ["킹그", "협의", "비자", "워킹", "그룹"]
