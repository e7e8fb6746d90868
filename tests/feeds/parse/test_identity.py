"""What an entry is recognised by while feeds do what feeds do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entry import DatedBy, Entry, KeyKind, Known
from feeds.feed import Tier
from feeds.parse.identity import recognise, title_form
from tests.feeds.parse.documents import NOW, entries, item, key_values, one

DATE = "Mon, 29 Sep 2025 09:00:00 +0900"
GOOGLE = "https://news.google.com/rss/articles/"


def store(*found: Entry) -> dict[bytes, Known]:
    """What storage would answer once it knows these."""
    return {
        key.digest(): Known(n, 1, entry.title, entry.url, entry.published, frozenset({entry.content_digest()}))
        for n, entry in enumerate(found)
        for key in entry.keys
    }


def kinds(entry: Entry) -> list[KeyKind]:
    return [key.kind for key in entry.keys]


def test_an_item_has_its_link_its_guid_and_its_title_to_be_known_by() -> None:
    entry = one(title="Visa talks resume", link="https://www.x.kr/a?utm_source=rss", guid="77", pubDate=DATE)
    assert key_values([entry]) == [
        ("url:https://x.kr/a", "guid:herald 77", "title:herald visa talks resume 2025-09-29")
    ]


def test_guids_of_two_publishers_are_two_guids() -> None:
    mine, yours = (one(title="Visa talks", guid="1", spec={"publisher": name}) for name in ("mine", "yours"))
    assert set(mine.keys).isdisjoint(yours.keys)


def test_a_title_without_a_date_of_its_own_is_known_without_a_date() -> None:
    assert key_values([one(title="Visa talks resume")]) == [("title:herald visa talks resume",)]


@pytest.mark.parametrize("link", ["https://x.kr/", f"{GOOGLE}CBMiA?oc=5", "javascript:void(0)"])
def test_a_link_to_no_article_identifies_nothing(link: str) -> None:
    assert kinds(one(title="Visa talks resume", link=link, guid="7", pubDate=DATE)) == [KeyKind.GUID, KeyKind.TITLE]


def test_a_link_or_guid_on_items_of_different_titles_identifies_none_of_them() -> None:
    found = entries(
        item(title="Visa talks resume", link="https://x.kr/list", guid="same"),
        item(title="Visa talks pause", link="https://x.kr/list", guid="same"),
        item(title="Visa talks end", link="https://x.kr/3", guid="3"),
    )
    assert [kinds(entry) for entry in found] == [
        [KeyKind.TITLE],
        [KeyKind.TITLE],
        [KeyKind.URL, KeyKind.GUID, KeyKind.TITLE],
    ]


def test_an_item_that_appears_twice_is_there_once() -> None:
    twice = item(title="Visa talks resume", link="https://x.kr/1")
    again = item(title="(LEAD) Visa talks resume", link="https://m.x.kr/1?from=rss")
    assert [entry.title for entry in entries(twice, again, twice)] == ["Visa talks resume"]


def test_one_report_under_two_of_googles_tokens_is_there_once() -> None:
    found = entries(
        item(title="Visa talks resume - Reuters", link=f"{GOOGLE}A", guid="A", source="Reuters", pubDate=DATE),
        item(title="Visa talks resume - Reuters", link=f"{GOOGLE}B", guid="B", source="Reuters", pubDate=DATE),
        item(title="Visa talks resume - AP", link=f"{GOOGLE}C", guid="C", source="AP", pubDate=DATE),
        tier=Tier.AGGREGATOR,
    )
    assert [entry.publisher for entry in found] == ["Reuters", "AP"]


def test_a_title_on_several_articles_belongs_to_the_oldest_wherever_it_stands() -> None:
    older = item(title="Today in photographs", link="https://x.kr/1", pubDate="Mon, 29 Sep 2025 09:00:00 +0900")
    newer = item(title="Today in photographs", link="https://x.kr/2", pubDate="Mon, 29 Sep 2025 10:00:00 +0900")
    for order in ((older, newer), (newer, older)):
        assert {entry.url: kinds(entry) for entry in entries(*order)} == {
            "https://x.kr/1": [KeyKind.URL, KeyKind.TITLE],
            "https://x.kr/2": [KeyKind.URL],
        }


def test_a_short_title_that_will_recur_is_no_key_beside_a_link() -> None:
    assert kinds(one(title="[인사] 외교부", link="https://x.kr/1", pubDate=DATE)) == [KeyKind.URL]
    assert kinds(one(title="[인사] 외교부", pubDate=DATE)) == [KeyKind.TITLE]


def test_titles_are_compared_by_letters_and_digits() -> None:
    assert title_form("“Ｖisa”  Talks—Resume!") == title_form("visa talks resume")


ITEM = {"title": "Visa talks resume in Seoul", "link": "https://www.x.kr/a?id=1", "guid": "77", "pubDate": DATE}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"guid": "reset-1"},
        {"guid": ""},
        {"link": "http://m.x.kr/a?utm_source=rss&id=1#top"},
        {"link": "https://x.kr/a/amp?id=1&outputType=amp"},
        {"title": "(LEAD) Visa talks resume in Seoul", "link": "https://www.x.kr/b?id=2", "guid": "78"},
        {"title": "Visa talks in Seoul: a first result"},
        {"link": "https://x.kr/new-address/1"},
        {"link": "", "guid": ""},
        {"pubDate": "Mon, 29 Sep 2025 21:00:00 +0900"},
        {"pubDate": ""},
    ],
)
def test_an_article_is_recognised_after_its_feed_changed(change: dict[str, str]) -> None:
    first, again = one(**ITEM), one(**(ITEM | change))
    known = recognise(again, store(first))
    assert known is not None
    assert known.id == 0


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Visa talks break off", "link": "https://x.kr/a?id=2", "guid": "78"},
        # The feed began to number anew.
        {
            "title": "Visa talks break off",
            "link": "https://x.kr/a?id=2",
            "guid": "77",
            "pubDate": "Tue, 30 Sep 2025 09:00:00 +0900",
        },
        # The same headline three days later.
        {"link": "https://x.kr/a?id=2", "guid": "78", "pubDate": "Thu, 25 Sep 2025 09:00:00 +0900"},
        # The site uses an address again.
        {"title": "Visa talks break off", "guid": "78", "pubDate": "Fri, 15 Aug 2025 09:00:00 +0900"},
    ],
)
def test_another_article_is_not_taken_for_it(other: dict[str, str]) -> None:
    assert recognise(one(**(ITEM | other)), store(one(**ITEM))) is None


def test_a_link_is_believed_after_a_month_if_the_title_is_the_same() -> None:
    old = one(**ITEM)
    again = replace(old, published=old.published + timedelta(days=90), keys=old.keys[:1])
    assert recognise(again, store(old)) is not None


def test_a_guid_is_believed_if_the_date_agrees() -> None:
    old = one(**ITEM)
    again = one(**(ITEM | {"title": "Another headline altogether", "link": "https://x.kr/new"}))
    assert recognise(again, store(old)) is not None


def test_an_undated_title_is_believed_within_a_day_or_where_there_is_nothing_else() -> None:
    linked = one(title="Visa talks resume", link="https://x.kr/1")
    moved = one(title="Visa talks resume", link="https://x.kr/2")
    assert moved.dated_by is DatedBy.FIRST_SEEN
    assert recognise(moved, store(linked)) is not None
    later = replace(moved, published=NOW + timedelta(days=3))
    assert recognise(later, store(linked)) is None
    bare = replace(one(title="Visa talks resume"), published=NOW + timedelta(days=3))
    assert recognise(bare, store(linked)) is not None


def test_what_is_not_stored_is_new() -> None:
    assert recognise(one(**ITEM), {}) is None


TWINS = st.sampled_from(["https://x.kr", "http://www.x.kr", "https://m.x.kr", "https://amp.x.kr"])
TRACKING = st.sampled_from(
    ["", "&utm_source=rss", "&fbclid=1", "&at_medium=RSS", "&outputType=amp", "&from=rss&utm_x=1"]
)
HABITS = st.lists(st.tuples(TWINS, TRACKING, st.integers(0, 3)), min_size=6, max_size=6)


def _window(habits: Sequence[tuple[str, str, int]], order: Sequence[int]) -> tuple[Entry, ...]:
    return entries(
        *(
            item(
                title=f"Visa talks, report number {n}",
                link=f"{habits[n][0]}/view?id={n}{habits[n][1]}",
                guid=f"{habits[n][2]}-{n}" if habits[n][2] else "",
                pubDate=f"Mon, 29 Sep 2025 09:{n:02}:00 +0900",
            )
            for n in order
        )
    )


@given(HABITS, HABITS, st.permutations(range(6)), st.integers(1, 6))
def test_identity_survives_new_guids_tracking_twins_and_a_moved_window(
    before: list[tuple[str, str, int]], after: list[tuple[str, str, int]], order: list[int], size: int
) -> None:
    stored = _window(before, range(6))
    again = _window(after, order[:size])
    recognised = [recognise(entry, store(*stored)) for entry in again]
    assert [known.id if known else None for known in recognised] == order[:size]
