"""A link leads to a web page, by the host that is shown."""

import pytest

from bot.faces.cards.target import Target, target

SAFE = "/?="


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://News.example", Target("https://news.example/", "news.example")),
        ("http://news.example:8080/a", Target("http://news.example:8080/a", "news.example")),
        ("https://news.example/a?b=(c)", Target("https://news.example/a?b=%28c%29", "news.example")),
        ("http://뉴스.example/기", Target("http://xn--vg1b002a.example/%EA%B8%B0", "xn--vg1b002a.example")),
    ],
)
def test_an_address_is_written_in_ascii_with_the_host_in_small_letters(url: str, found: Target) -> None:
    assert target(url, SAFE) == found


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example",
        "javascript:alert(1)",
        "https://me@news.example/",
        "https://[::1]/",
        "https://a.example:99999/",
    ],
)
def test_what_is_no_web_page_or_dresses_up_as_another_is_none(url: str) -> None:
    assert target(url, SAFE) is None


def test_a_long_host_is_shown_by_its_end_which_says_whose_it_is() -> None:
    found = target(f"https://{'good.example.' * 6}evil.example", SAFE)
    assert found
    assert found.shown.startswith("…")
    assert found.shown.endswith("evil.example")
    assert len(found.shown) == 61
