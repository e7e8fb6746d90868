"""The line of every table, key and element is found."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from feeds.desks.lines import find_lines, line_of

TEXT = '''# a comment with [brackets] and "quotes"
id = "x"
[about]
en = """several
lines = [not a key]
"""
list = [
  "one", "two",  # "not three"
  'four',
]
[[feed]]
id = "a" # [x]
signals = [
  { points = 1, has = ["a",
     "b"] },
  { points = 2 },
]
[[feed]]
id.en = "b"
"quoted key" = 1
[[feed.part]]
k = 3
'''


def test_keys_tables_and_elements_have_their_lines() -> None:
    assert dict(find_lines(TEXT)) == {
        ("id",): 2,
        ("about",): 3,
        ("about", "en"): 4,
        ("about", "list"): 7,
        ("about", "list", 0): 8,
        ("about", "list", 1): 8,
        ("about", "list", 2): 9,
        ("feed", 0): 11,
        ("feed", 0, "id"): 12,
        ("feed", 0, "signals"): 13,
        ("feed", 0, "signals", 0): 14,
        ("feed", 0, "signals", 1): 16,
        ("feed", 1): 18,
        ("feed", 1, "id"): 19,
        ("feed", 1, "id", "en"): 19,
        ("feed", 1, "quoted key"): 20,
        ("feed", 1, "part", 0): 21,
        ("feed", 1, "part", 0, "k"): 22,
    }


def test_what_has_no_line_takes_that_of_what_is_around_it() -> None:
    lines = find_lines(TEXT)
    assert line_of(lines, ("feed", 0, "signals", 1, "points")) == 16
    assert line_of(lines, ("feed", 1, "url")) == 18
    assert line_of(lines, ("nothing",)) == 0


_VALUES = st.sampled_from(['"a"', "'[x]'", '"""m\n[[t]]\nk = 1\n"""', "3", "[\n1, 2,\n]", '{ a = "b" }', "[[1], [2]]"])


@given(st.lists(st.lists(_VALUES, max_size=4), max_size=5))
def test_whatever_the_values_are_each_key_is_found_where_it_was_written(tables: list[list[str]]) -> None:
    written: dict[tuple[str | int, ...], int] = {}
    text = ""
    for number, values in enumerate(tables):
        written["t", number] = text.count("\n") + 1
        text += "[[t]]\n"
        for index, value in enumerate(values):
            written["t", number, f"k{index}"] = text.count("\n") + 1
            text += f"k{index} = {value}\n"
    tomllib.loads(text)
    found = find_lines(text)
    assert {path: found.get(path) for path in written} == written
