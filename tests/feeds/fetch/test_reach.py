"""An address that will never be asked is known before it is added."""

from ipaddress import ip_network

import pytest

from feeds.fetch.reach import is_reachable

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/rss",
        "http://localhost/rss",
        "https://[::1]/rss",
        "https://[::ffff:10.0.0.1]/rss",
        "http://192.168.1.20/rss",
        "http://169.254.169.254/latest",
    ],
)
async def test_hosts_that_are_not_public_are_not_reached_unless_they_are_allowed(url: str) -> None:
    assert not await is_reachable(url, ())
    everything = (ip_network("0.0.0.0/0"), ip_network("::/0"))
    assert await is_reachable(url, everything)


async def test_what_is_public_or_allowed_or_cannot_be_resolved_now_may_be_reached() -> None:
    assert await is_reachable("https://8.8.8.8/rss", ())
    assert await is_reachable("http://localhost/rss", LOOPBACK)
    assert await is_reachable("https://nothing.invalid/rss", ())
    assert await is_reachable("https://" + "a" * 70 + ".example/rss", ()), "no name: the fetcher will say so"
