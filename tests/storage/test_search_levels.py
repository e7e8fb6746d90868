"""Levels ask for all words, then for fewer and fewer, and never for less than one."""

from hypothesis import given
from hypothesis import strategies as st

from storage.search_levels import MOST_WORDS, Both, Query, levels

WORDS = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=7, unique=True)


def holds(query: Query, tokens: frozenset[str]) -> bool:
    """Tell whether something with these tokens is found."""
    if isinstance(query, str):
        return query in tokens
    found = (holds(part, tokens) for part in query.parts)
    return all(found) if isinstance(query, Both) else any(found)


@given(WORDS, st.frozensets(st.sampled_from("abcdefghijklmnop")))
def test_a_level_finds_what_lacks_no_more_words_than_it_says(words: list[str], tokens: frozenset[str]) -> None:
    lacking = len(set(words) - tokens)
    for level in levels([(word,) for word in words]):
        assert holds(level.query, tokens) == (lacking <= level.missing)


@given(st.lists(st.sampled_from("abcdefghijklmnop").map(lambda word: (word,)), max_size=20))
def test_levels_come_the_best_first_down_to_any_one_word(words: list[tuple[str]]) -> None:
    missing = [level.missing for level in levels(words)]
    assert missing == sorted(missing)
    assert missing[-1:] == ([min(len(set(words)), MOST_WORDS) - 1] if words else [])


def test_a_long_word_may_be_written_as_two_or_three() -> None:
    """한미비자협의: its six syllables make five pairs, of which 미비 and 자협 are only in the unspaced writing."""
    _, loose = levels([("한미", "미비", "비자", "자협", "협의")])
    assert loose.missing == 0
    assert holds(loose.query, frozenset({"한미", "비자", "협의"}))
    assert not holds(loose.query, frozenset({"한미", "비자"}))
