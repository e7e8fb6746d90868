"""Items as JSON lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parse.items import ItemError, read_item

ITEM = {
    "id": "a1",
    "source": "yna",
    "lang": "ko",
    "published": "2025-09-28T12:01:48+09:00",
    "url": "https://www.yna.co.kr/view/AKR1?utm_source=rss",
    "title": "[속보] 한미 비자 워킹그룹 30일 출범",
    "summary": "<p>외교부가 밝혔다.</p>",
    "text": "본문",
}


def test_an_item_becomes_an_entry_as_a_feeds_item_does() -> None:
    entry = read_item(json.dumps(ITEM), 1).entry()
    assert (entry.title, entry.summary, entry.text) == ("한미 비자 워킹그룹 30일 출범", "외교부가 밝혔다.", "본문")
    assert entry.refile is not None
    assert entry.refile.marker == "속보"
    assert (entry.publisher, entry.lang, entry.published.isoformat()) == ("yna", "ko", "2025-09-28T03:01:48+00:00")
    assert "utm_source" not in entry.url


def test_items_without_links_are_told_apart_by_their_id() -> None:
    one, other = ({"id": name, "title": "Visa talks", "published": "2025-09-28T00:00:00Z"} for name in ("a", "b"))
    first, second = (read_item(json.dumps(item), 1).entry() for item in (one, other))
    assert first.keys[0] != second.keys[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 7 is not JSON"),
        ("[1]", "line 7 holds a list"),
        ("[" * 200_000, "line 7 is nested too deeply"),
        ('{"published": "2025-09-28T00:00:00Z"}', "neither a title nor a summary"),
        ('{"title": "x"}', '"published" is'),
        ('{"title": "x", "published": "yesterday"}', "2025-09-28T12:01:48"),
        ('{"title": {}, "published": "2025-09-28T00:00:00Z"}', '"title" is a dict'),
        ('{"title": "x", "url": true, "published": "2025-09-28T00:00:00Z"}', '"url" is a bool'),
    ],
)
def test_a_line_that_is_no_item_is_refused_with_its_number_and_what_to_do(line: str, says: str) -> None:
    with pytest.raises(ItemError, match="line 7") as caught:
        read_item(line, 7)
    assert says in str(caught.value)


def test_an_item_of_nothing_but_markup_is_refused() -> None:
    item = read_item('{"title": "<b></b>", "published": "2025-09-28T00:00:00Z"}', 1)
    with pytest.raises(ItemError, match="markup"):
        item.entry()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys([*ITEM, "other"], JSON)))
def test_whatever_the_line_says_it_is_an_item_or_an_error(found: dict[str, object]) -> None:
    try:
        entry = read_item(json.dumps(found), 3).entry()
    except ItemError:
        return
    assert entry.keys
    entry.title.encode()
