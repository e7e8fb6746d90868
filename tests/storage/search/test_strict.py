"""The index is asked for the rarest words only; what it finds is read for the others."""

from collections.abc import Mapping, Sequence

import pytest

from feeds.text.tokens import search_words
from storage.engine.database import Database
from storage.search import strict as search_strict
from storage.search.strict import measured, rarest
from storage.turn.intents import EntryIntent
from tests.storage.world import World, entry


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


async def test_how_common_a_word_is_shows_in_how_far_back_its_newest_entries_lie(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_strict, "DEEP", 4)
    titles = ["Visa round" if n % 4 == 0 else "Visa news" for n in range(41)]
    titles[7] = "A quota"
    database = await Database.open(sqlite_url, durable=False)
    try:
        world = await World.make(database)
        await world.record(entries=tuple(EntryIntent(entry(title, summary="")) for title in titles))
        async with database.read() as tx:
            share, among = await measured(tx, search_words("visa round quota nowhere"))
    finally:
        await database.close()
    assert share == {"visa": 1.0, "round": 0.25, "quota": 0.0, "nowhere": 0.0}
    assert among == 40


def test_a_query_of_many_tokens_is_measured_by_some_of_each_word() -> None:
    """Each costs the same, however long the query."""
    words = [tuple(f"{word}{n}" for n in range(20)) for word in "abcdef"]
    assert [token[0] for token in search_strict.to_measure(words)] == [*"abcdef", *"abcdef"]
