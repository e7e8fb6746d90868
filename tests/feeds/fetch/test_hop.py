"""What is known of the next address: where a login may go, and how an address is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.cookies import Jars
from feeds.fetch.hop import first_hop, next_hop
from feeds.fetch.redact import shown_url


@pytest.mark.parametrize(
    ("start", "to", "goes_along"),
    [
        ("https://me:pw@a.kr/f", "/g", True),
        ("https://me:pw@a.kr/f", "https://A.kr:443/g", True),
        ("http://me:pw@a.kr/f", "https://a.kr/f", True),
        ("https://me:pw@a.kr/f", "http://a.kr/f", False),
        ("https://me:pw@a.kr/f", "https://a.kr:8443/f", False),
        ("http://me:pw@a.kr:8080/f", "https://a.kr/f", False),
        ("https://me:pw@a.kr/f", "https://b.a.kr/f", False),
        ("https://me:pw@a.kr/f", "//a.kr.evil.test/f", False),
        ("https://a.kr/f", "https://me:pw@a.kr/f", False),
    ],
)
def test_a_login_goes_along_only_to_the_same_host_and_never_unencrypted(start: str, to: str, goes_along: bool) -> None:  # noqa: FBT001 - a parameter of the table above
    hop = next_hop(first_hop(start), 302, to.encode(), 5)
    assert (hop.authorization is not None) == goes_along
    assert "pw" not in str(hop.url)


def test_a_login_lost_on_the_way_does_not_come_back() -> None:
    away = next_hop(first_hop("https://me:pw@a.kr/"), 302, b"https://b.kr/", 5)
    assert next_hop(away, 302, b"https://a.kr/", 5).authorization is None


def test_a_login_may_be_a_user_alone() -> None:
    hop = first_hop("https://token@a.kr/f")
    assert hop.authorization == "Basic dG9rZW46"
    assert hop.address == "https://token@a.kr/f"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:hidden@a.kr/f?id=7#hidden", "https://a.kr/f?id=7"),
        ("https://a.kr/f?api_key=hidden&page=2", "https://a.kr/f?api_key=…&page=2"),
        ("https://a.kr/f?Access-Token=hidden", "https://a.kr/f?Access-Token=…"),
        ("https://a.kr/비자", "https://a.kr/비자"),
        ("/f?sig=hidden", "/f?sig=…"),
        ("http://[hidden", "an address that cannot be read"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert shown_url(url) == shown


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_any_text_can_be_shown(url: str) -> None:
    assert isinstance(shown_url(url), str)


async def test_the_jars_unused_longest_are_forgotten_first() -> None:
    jars = Jars()
    first, second = jars.of("https://a.kr/0"), jars.of("https://a.kr/1")
    for number in range(2, 1000):
        jars.of(f"https://a.kr/{number}")
    assert jars.of("https://a.kr/0") is first
    jars.of("https://a.kr/1000")
    assert jars.of("https://a.kr/0") is first
    assert jars.of("https://a.kr/1") is not second
