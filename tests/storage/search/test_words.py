"""A query asks for each word once, and for a long Korean one however it is spaced."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.text.tokens import search_tokens, search_words
from storage.search.words import LONGEST, MOST_WORDS, Both, Query, all_of, loosely, parts, wanted, ways

SYLLABLES = st.text("한미비자협의", min_size=1, max_size=9)


def holds(query: Query, tokens: frozenset[str]) -> bool:
    """Tell whether something with these tokens is found."""
    if isinstance(query, str):
        return query in tokens
    found = (holds(part, tokens) for part in query.parts)
    return all(found) if isinstance(query, Both) else any(found)


@given(st.lists(st.sampled_from("abcdefghijklmnopq").map(lambda word: (word,)), max_size=20))
def test_the_first_dozen_of_different_words_is_looked_for(words: list[tuple[str]]) -> None:
    kept = wanted(words)
    assert len(kept) == len(set(kept)) == min(MOST_WORDS, len(set(words)))
    assert set(kept) <= set(words)


@given(
    st.lists(SYLLABLES, min_size=1, max_size=4),
    st.frozensets(st.sampled_from(["한미", "미비", "비자", "자협", "협의", "의"])),
)
def test_all_of_some_words_is_every_one_of_their_tokens(words: list[str], tokens: frozenset[str]) -> None:
    text = " ".join(words)
    assert holds(all_of(search_words(text)), tokens) == (set(search_tokens(text)) <= tokens)


@given(SYLLABLES)
def test_what_has_a_word_as_it_is_typed_has_it_loosely_too(word: str) -> None:
    (tokens,) = search_words(word)
    assert holds(loosely(tokens), frozenset(tokens))


@given(st.text("한미비자협의", min_size=4, max_size=9), st.data())
def test_a_long_word_is_found_where_it_is_written_as_two(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(word) - 2))
    (tokens,) = search_words(word)
    assert holds(loosely(tokens), frozenset(search_tokens(f"{word[:at]} {word[at:]}")))


def test_a_word_of_six_syllables_may_be_written_as_two_of_three() -> None:
    (tokens,) = search_words("대사관영사과")
    assert holds(loosely(tokens), frozenset(search_tokens("대사관 영사과")))


def test_a_word_of_six_syllables_may_be_written_as_three_of_two() -> None:
    """한미비자협의: its six syllables make five pairs, of which 미비 and 자협 are only in the unspaced writing."""
    query = loosely(("한미", "미비", "비자", "자협", "협의"))
    assert holds(query, frozenset({"한미", "비자", "협의"}))
    assert not holds(query, frozenset({"한미", "비자"}))


@given(st.text("한미비자협의", min_size=2, max_size=200))
def test_a_very_long_word_is_sought_by_its_parts(word: str) -> None:
    (tokens,) = search_words(word)
    cut = parts(tokens)
    assert all(3 <= len(part) <= LONGEST for part in cut) or cut == [tokens]
    syllables = "".join(part[0] + "".join(pair[1] for pair in part[1:]) for part in cut)
    assert syllables == word


def test_a_very_long_word_is_found_where_it_is_written_with_spaces() -> None:
    asked = ways(search_words("한미비자워킹그룹첫회의개최합의"))
    assert all(holds(one, frozenset(search_tokens("한미 비자 워킹그룹첫회의 개최합의"))) for one in asked)
    assert any(holds(one, frozenset(search_tokens("한미 비자 워킹그룹 첫 회의 개최 합의"))) for one in asked)


@given(st.lists(st.text("한미비자협의", min_size=1, max_size=60), min_size=1, max_size=30))
def test_however_long_a_query_is_little_is_asked_for(words: list[str]) -> None:
    asked = ways(wanted(search_words(" ".join(words)[:200])))
    assert len(asked) <= MOST_WORDS
    assert sum(map(size, asked)) <= 40 * MOST_WORDS


def size(query: Query) -> int:
    """Return how many tokens a query names."""
    return 1 if isinstance(query, str) else sum(map(size, query.parts))
