"""What is put on a button is read back, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faces.discord.custom_id import TEMPLATE, Ask, Page, Press, custom_id, read_custom_id, token_of

LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=120)
TOKENS = st.from_regex(r"[a-z0-9]{1,16}-[0-9a-f]{1,8}", fullmatch=True)
CARRIED = st.one_of(
    st.builds(Press, LINES, st.none() | TOKENS, st.booleans()),
    st.builds(Page, LINES, st.integers(0, 9999), st.booleans()),
    st.builds(Ask, LINES, st.booleans()),
)


@given(CARRIED)
def test_what_a_button_carries_is_read_back(what: Press | Page | Ask) -> None:
    built = custom_id(what)
    if built is not None:
        assert len(built.encode("utf-16-le")) <= 200
        assert TEMPLATE.fullmatch(built)
        assert read_custom_id(built) == what


@given(CARRIED, CARRIED)
def test_different_buttons_have_different_ids(one: Press | Page | Ask, other: Press | Page | Ask) -> None:
    if one != other and custom_id(one) is not None:
        assert custom_id(one) != custom_id(other)


@given(st.text(max_size=110))
def test_what_others_put_on_buttons_is_not_ours(text: str) -> None:
    assert text.startswith("v1:") or read_custom_id(text) is None


def test_a_line_that_does_not_fit_is_told_by_none() -> None:
    line = "story s12 " + "x" * 90
    assert custom_id(Press(line[:94])) == f"v1:p::{line[:94]}"
    assert custom_id(Press(line[:95])) is None
    assert custom_id(Press(line[:94], "visabot-1f")) is None
    assert custom_id(Press("👩" * 48)) is None, "an emoji counts as two"


@pytest.mark.parametrize(
    "what", [Press(""), Ask(""), Press("a\nb"), Press("a", "a:b"), Press("a", "x" * 26), Press("a", "")]
)
def test_what_could_not_be_read_back_is_refused(what: Press | Ask) -> None:
    with pytest.raises(ValueError, match="must"):
        custom_id(what)


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_page_that_cannot_be_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="page"):
        custom_id(Page("status", number))


def test_another_version_is_not_read() -> None:
    assert read_custom_id("v2:p::status") is None
    assert read_custom_id("v1:x::status") is None
    assert read_custom_id("v1:g:x:status") is None


def test_a_post_is_known_by_its_token() -> None:
    assert token_of("v1:p:visabot-1f:latest visa-talks") == "visabot-1f"
    assert token_of("v1:p::latest") is None
    assert token_of("v1:g:2:latest") is None
    assert token_of("another bot's") is None
