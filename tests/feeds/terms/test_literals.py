"""Which plain strings a match of a regular expression must contain."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.terms.literals import required_literals


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        (r"h\.?r\.? ?4687", ("4687",)),
        ("visas?", ("visa",)),
        ("VISA", ("visa",)),
        ("(visa|비자) ?(talk|협의)s", ("visa", "비자")),
        ("(?:korean )?visa", ("visa",)),
        ("비자.{0,9}그룹", ("비자",)),
        ("ab+cd", ("ab",)),
        ("[abc]+def", ("def",)),
        (r"\d\d", None),
        ("a|bcd", None),
        ("(abc)*", None),
        ("(abc){0,3}", None),
        ("(?i)abc", None),
        (r"\Qabc", None),
        ("x.y", None),
        ("[]a]bc", ("bc",)),
        (r"\x{41}bc", ("bc",)),
        ("a{2}b", None),
    ],
)
def test_the_strings_that_every_match_contains_one_of(source: str, strings: tuple[str, ...] | None) -> None:
    assert required_literals(source) == strings


_atoms = st.sampled_from(["ab", "b", "c", "[ab]", ".", "비", "자", r"\.", "(?:ab|cd)", "(b|비자)"])
_patterns = st.lists(
    st.tuples(_atoms, st.sampled_from(["", "", "", "?", "*", "+", "{0,2}", "{2}"])), min_size=1, max_size=5
).map(lambda parts: "".join(atom + times for atom, times in parts))


@given(st.lists(_patterns, min_size=1, max_size=2).map("|".join), st.data())
def test_no_match_is_without_one_of_them(pattern: str, data: st.DataObject) -> None:
    strings = required_literals(pattern)
    if strings is not None:
        match = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
        assert any(string in match for string in strings)
