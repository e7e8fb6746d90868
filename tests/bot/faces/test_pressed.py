"""What is put on a button is read back, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faces.pressed import TEMPLATE, Ask, Page, Press, pressed, read_pressed, token_of

LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=120)
TOKENS = st.from_regex(r"[a-z0-9]{1,16}-[0-9a-f]{1,8}", fullmatch=True)
CARRIED = st.one_of(
    st.builds(Press, LINES, st.none() | TOKENS, st.booleans()),
    st.builds(Page, LINES, st.integers(0, 9999), st.booleans()),
    st.builds(Ask, LINES, st.booleans()),
)


@given(CARRIED)
def test_what_a_button_carries_is_read_back(what: Press | Page | Ask) -> None:
    built = pressed(what)
    assert TEMPLATE.fullmatch(built)
    assert read_pressed(built) == what


@given(CARRIED, CARRIED)
def test_different_buttons_carry_different_things(one: Press | Page | Ask, other: Press | Page | Ask) -> None:
    assert (pressed(one) == pressed(other)) == (one == other)


@given(st.text(max_size=110))
def test_what_others_put_on_buttons_is_not_ours(text: str) -> None:
    assert text.startswith("v1:") or read_pressed(text) is None


@pytest.mark.parametrize(
    "what", [Press(""), Ask(""), Press("a\nb"), Press("a", "a:b"), Press("a", "x" * 26), Press("a", "")]
)
def test_what_could_not_be_read_back_is_refused(what: Press | Ask) -> None:
    with pytest.raises(ValueError, match="must"):
        pressed(what)


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_page_that_cannot_be_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="page"):
        pressed(Page("status", number))


def test_another_version_is_not_read() -> None:
    assert read_pressed("v2:p::status") is None
    assert read_pressed("v1:x::status") is None
    assert read_pressed("v1:g:x:status") is None


def test_a_post_is_known_by_its_token() -> None:
    assert token_of("v1:p:visabot-1f:latest visa-talks") == "visabot-1f"
    assert token_of("v1:p::latest") is None
    assert token_of("v1:g:2:latest") is None
    assert token_of("another bot's") is None
