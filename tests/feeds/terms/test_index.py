"""The index of all terms: what changes, what is rebuilt, what is shared."""

import asyncio

from feeds.terms.entry_text import EntryText
from feeds.terms.matcher import TermIndex, WatchTerm
from feeds.terms.parser import parse

TEXT = EntryText.plain("visa and korea, 비자 E-4", source="yonhap", lang="ko", tier="wire")


def term(key: str, source: str) -> WatchTerm:
    return WatchTerm(key, parse(source))


def test_a_new_term_is_found_after_the_rebuild_of_its_shard_only() -> None:
    index = TermIndex([term("a", "visa")])
    index.put(term("b", "비자"))
    assert (index.pending, set(index.hits(TEXT))) == (1, {"a"})
    assert index.rebuild() == 1
    assert (index.pending, set(index.hits(TEXT))) == (0, {"a", "b"})


def test_an_english_word_is_looked_up_and_needs_no_rebuild() -> None:
    index = TermIndex()
    index.put(term("a", "visas korea"))
    assert (index.pending, index.shards, set(index.hits(TEXT))) == (0, [], {"a"})


def test_a_removed_term_is_not_found_at_once_and_the_others_are() -> None:
    index = TermIndex(
        [term("a", "visa"), term("b", "visa"), term("c", "visa korea"), term("d", "lang:ko"), term("e", "비자 E-4")]
    )
    for key in ("a", "c", "d", "e"):
        index.remove(key)
    assert set(index.hits(TEXT)) == {"b"}
    index.rebuild()
    assert set(index.hits(TEXT)) == {"b"}
    assert (len(index), "a" in index, "b" in index) == (1, False, True)


def test_a_term_put_again_is_replaced_and_one_that_is_the_same_changes_nothing() -> None:
    index = TermIndex([term("a", "visa")])
    index.put(term("a", '"visa"'))
    assert index.pending == 0
    index.put(term("a", "canada"))
    index.rebuild()
    assert not index.hits(TEXT)
    assert len(index) == 1


def test_equal_terms_of_many_workspaces_are_one_and_take_effect_at_once() -> None:
    index = TermIndex([term("a", "visa")])
    index.put(term("b", "visa"))
    assert index.pending == 0
    assert index.hits(TEXT)["b"] == index.hits(TEXT)["a"]


def test_shards_hold_no_more_strings_than_allowed_and_only_the_changed_one_is_rebuilt() -> None:
    index = TermIndex((term(str(i), f"낱말{i} OR 물건{i}") for i in range(50)), shard_size=10)
    assert [len(shard) for shard in index.shards] == [10] * 10
    index.remove("7")
    assert index.rebuild() == 1
    index.put(term("new", "비자"))
    assert [len(shard) for shard in index.shards].count(9) == 1
    assert index.rebuild() == 1
    assert set(index.hits(TEXT)) == {"new"}


def test_a_term_needs_no_string_where_it_asks_what_the_entry_is_or_a_pattern_has_none() -> None:
    index = TermIndex(
        [term("a", "lang:ko"), term("b", "/[d-f]-[0-9]/"), term("c", "lang:ko OR visa"), term("d", "lang:en")]
    )
    assert set(index.hits(TEXT)) == {"a", "b", "c"}
    for key in "abcd":
        index.remove(key)
    assert not index.hits(TEXT)


def test_long_terms_are_found_though_only_their_beginning_is_scanned_for() -> None:
    long = "비자 " * 20 + "끝"
    index = TermIndex([term("a", f'"{long}"'), term("b", f'"{long} 아님"')])
    assert set(index.hits(EntryText.plain(long))) == {"a"}


def test_evidence_is_in_the_order_of_the_text_and_each_place_once() -> None:
    index = TermIndex([term("a", "(비자 OR visa) (visa OR korea) visa")])
    (evidence,) = index.hits(TEXT).values()
    assert [(e.term, e.start) for e in evidence] == [("visa", 0), ("korea", 9), ("비자", 16)]


async def test_a_refresh_builds_off_the_loop_and_takes_in_what_changes_meanwhile() -> None:
    index = TermIndex()
    for i in range(20):
        index.put(term(str(i), f"낱말{i}"))
    refreshing = asyncio.create_task(index.refresh())
    await asyncio.sleep(0)
    assert not refreshing.done()
    index.put(term("a", "비자"))
    await asyncio.gather(refreshing, index.refresh())
    assert index.pending == 0
    assert set(index.hits(TEXT)) == {"a"}
    assert await index.refresh() == 0
