"""No connection is made to an address that is not public."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fetch.guard import AddressGuard, AddressNotPublicError, is_public
from feeds.fetch.result import Fetched, FetchError, FetchProblem, FetchRequest
from tests.feeds.fetch.conftest import Names, OpenFetcher
from tests.servers.feedserver import FeedServer, garbage, page, redirect

NOT_PUBLIC = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255"),
    *("168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.9", "192.0.0.170"),
    *("192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1"),
    *("2001::1", "2001:0:4136:e378::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1"),
    *("2002:7f00:1::1", "2002:808:808::1", "3fff::1", "5f00::1"),
    *("fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1"),
    "nonsense",
)

PUBLIC = (
    *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"),
    *("128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0"),
    *("211.252.1.1", "223.255.255.255"),
    *("::ffff:8.8.8.8", "2001:200::1", "2001:4860:4860::8888", "2400::1", "2606:4700::1111", "2a00::1"),
)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_socket_is_made_for_an_address_that_is_not_public(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(AddressNotPublicError):
        AddressGuard().open_socket((family, socket.SOCK_STREAM, 0, "", (address, 80)))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_permitted(address: str) -> None:
    assert AddressGuard().permits(address)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
@settings(max_examples=300)
def test_what_python_calls_not_global_or_multicast_is_never_public(address: IPv4Address | IPv6Address) -> None:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    address = mapped or address
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_link_local:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
@settings(max_examples=200)
def test_an_ipv4_address_in_ipv6_clothes_is_no_more_public_than_itself(address: IPv4Address) -> None:
    number = int(address)
    assert is_public(IPv6Address(0xFFFF << 32 | number)) == is_public(address)
    for carrier in (number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80, 0x20010000 << 96 | number):
        assert not is_public(IPv6Address(carrier))


def test_the_allow_list_lets_its_networks_in_and_no_others() -> None:
    guard = AddressGuard([ip_network("10.1.0.0/16"), ip_network("fd00::/64")])
    assert [guard.permits(address) for address in ("10.1.2.3", "::ffff:10.1.2.3", "fd00::7")] == [True] * 3
    assert [guard.permits(address) for address in ("10.2.0.1", "127.0.0.1", "fd00:0:0:1::7")] == [False] * 3
    assert guard.permits("8.8.8.8")


async def asked(open_fetcher: OpenFetcher, url: str, *, allow: tuple[str, ...] = ()) -> FetchError:
    fetcher = await open_fetcher(allow=allow)
    result = await fetcher.fetch(FetchRequest(url))
    assert isinstance(result, FetchError)
    return result


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]", "2130706433", "127.1"])
async def test_this_machine_is_not_asked_however_it_is_spelt(
    server: FeedServer, open_fetcher: OpenFetcher, host: str
) -> None:
    server.answer("/feed", page(b"secret"))
    error = await asked(open_fetcher, f"http://{host}:{server.port}/feed")
    # aiohttp does not look the last two up at all: they are numbers that are no address.
    assert error.problem is (FetchProblem.BAD_URL if host in {"2130706433", "127.1"} else FetchProblem.ADDRESS)
    assert server.requests == []


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "169.254.169.254", "10.0.0.1", "[::1]", "[fd00::1]", "[64:ff9b::7f00:1]"]
)
async def test_a_redirect_to_an_address_that_is_not_public_is_not_followed(
    server: FeedServer, open_fetcher: OpenFetcher, host: str
) -> None:
    server.answer("/feed", redirect(f"http://{host}:{server.port}/latest/meta-data/"))
    error = await asked(open_fetcher, server.url("/feed"), allow=("127.0.0.1/32",))
    assert error.problem is FetchProblem.ADDRESS
    assert len(server.requests) == 1


async def test_a_public_name_for_a_private_address_is_refused_without_telling_the_address(
    server: FeedServer, open_fetcher: OpenFetcher
) -> None:
    fetcher = await open_fetcher(allow=(), names=Names(intranet=["10.3.2.1"]))
    result = await fetcher.fetch(FetchRequest(f"http://intranet.test:{server.port}/feed"))
    assert isinstance(result, FetchError)
    assert result.problem is FetchProblem.ADDRESS
    assert "intranet.test" in result.detail
    assert "10.3" not in result.detail


async def test_a_name_that_changes_its_mind_between_two_polls_is_refused(
    server: FeedServer, open_fetcher: OpenFetcher
) -> None:
    names = Names(feed=["127.0.0.1", "127.0.0.2"])
    fetcher = await open_fetcher(names=names)
    server.answer("/feed", page(b"<rss/>", headers={"Connection": "close"}))
    url = f"http://feed.test:{server.port}/feed"
    assert isinstance(await fetcher.fetch(FetchRequest(url)), Fetched)
    again = await fetcher.fetch(FetchRequest(url))
    assert isinstance(again, FetchError)
    assert again.problem is FetchProblem.ADDRESS
    assert (len(server.requests), len(names.asked)) == (1, 2)


async def test_a_name_that_changes_its_mind_between_two_hops_is_refused(
    server: FeedServer, open_fetcher: OpenFetcher
) -> None:
    fetcher = await open_fetcher(names=Names(feed=["127.0.0.1", "::ffff:10.0.0.1"]))
    moved = f"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: http://feed.test:{server.port}/b\r\n\r\n"
    server.answer("/a", garbage(moved.encode()))
    result = await fetcher.fetch(FetchRequest(f"http://feed.test:{server.port}/a"))
    assert isinstance(result, FetchError)
    assert result.problem is FetchProblem.ADDRESS
    assert len(server.requests) == 1
