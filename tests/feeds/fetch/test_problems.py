"""Each way to fail has its kind, and a sentence without secrets."""

import asyncio
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from feeds.fetch.fetcher import Fetcher
from feeds.fetch.limits import Limits
from feeds.fetch.problems import explain
from feeds.fetch.result import Fetched, FetchError, FetchProblem, FetchRequest
from tests.feeds.fetch.conftest import Names, OpenFetcher
from tests.servers.feedserver import (
    FeedServer,
    coded,
    drip,
    drop,
    endless,
    garbage,
    gzip_bomb,
    gzipped,
    hang,
    page,
    redirect,
    squeeze,
    status,
)


async def failed(fetcher: Fetcher, url: str) -> FetchError:
    result = await fetcher.fetch(FetchRequest(url))
    assert isinstance(result, FetchError), result
    assert result.detail.endswith(".")
    assert "hidden" not in result.detail
    return result


@pytest.mark.parametrize(
    ("code", "retry_after", "problem"),
    [
        (401, None, FetchProblem.BLOCKED),
        (403, None, FetchProblem.BLOCKED),
        (407, None, FetchProblem.BLOCKED),
        (451, None, FetchProblem.BLOCKED),
        (404, None, FetchProblem.MISSING),
        (410, None, FetchProblem.GONE),
        (429, None, FetchProblem.RATE_LIMITED),
        (429, "120", FetchProblem.RATE_LIMITED),
        (503, "120", FetchProblem.RATE_LIMITED),
        (503, None, FetchProblem.SERVER),
        (500, None, FetchProblem.SERVER),
        (521, None, FetchProblem.SERVER),
        (204, None, FetchProblem.STATUS),
        (300, None, FetchProblem.STATUS),
        (418, None, FetchProblem.STATUS),
    ],
)
async def test_each_status_has_its_kind(
    server: FeedServer, fetcher: Fetcher, code: int, retry_after: str | None, problem: FetchProblem
) -> None:
    server.answer("/feed", status(code, retry_after=retry_after))
    error = await failed(fetcher, server.url("/feed?token=hidden"))
    assert (error.problem, error.status) == (problem, code)
    assert error.retry_after == (timedelta(minutes=2) if retry_after else None)
    assert f"127.0.0.1:{server.port}" in error.detail
    assert str(code) in error.detail


async def test_a_retry_after_date_is_told_by_the_clock_passed_in(server: FeedServer, fetcher: Fetcher) -> None:
    server.answer("/feed", status(503, retry_after="Tue, 30 Sep 2025 12:30:00 GMT"))
    assert (await failed(fetcher, server.url("/feed"))).retry_after == timedelta(minutes=30)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "http://",
        "http://[::1",
        "http://a:99999/",
        "http://a:0/",
    ],
)
async def test_an_address_that_cannot_be_asked_is_a_bad_url(fetcher: Fetcher, url: str) -> None:
    assert (await failed(fetcher, url)).problem is FetchProblem.BAD_URL


async def test_a_name_that_cannot_be_looked_up_is_a_bad_url(open_fetcher: OpenFetcher) -> None:
    fetcher = await open_fetcher(names=None)
    assert (await failed(fetcher, f"http://{'a' * 64}.localhost/")).problem is FetchProblem.BAD_URL


async def test_a_name_without_an_address_is_a_dns_problem(open_fetcher: OpenFetcher) -> None:
    fetcher = await open_fetcher(names=Names())
    error = await failed(fetcher, "http://me:hidden@nowhere.test/?key=hidden")
    assert error.problem is FetchProblem.DNS
    assert "nowhere.test" in error.detail


async def test_a_closed_port_is_a_connect_problem(fetcher: Fetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        error = await failed(fetcher, f"http://me:hidden@127.0.0.1:{taken.getsockname()[1]}/")
    assert error.problem is FetchProblem.CONNECT


async def test_https_where_only_http_is_spoken_is_a_tls_problem(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.url("/feed").replace("http://", "https://")
    assert (await failed(fetcher, url)).problem is FetchProblem.TLS


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate, and is not installed")
async def test_a_certificate_nobody_vouches_for_is_a_tls_problem(fetcher: Fetcher, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=localhost", "-days", "1"]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    async with FeedServer(tls=tls) as server:
        error = await failed(fetcher, server.url("/feed", login="me:hidden"))
    assert error.problem is FetchProblem.TLS
    assert "self-signed" in error.detail
    assert server.requests == []


async def test_a_handshake_that_never_ends_is_a_timeout_of_connecting(open_fetcher: OpenFetcher) -> None:
    fetcher = await open_fetcher(Limits(connect=0.1))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = await failed(fetcher, f"https://127.0.0.1:{silent.getsockname()[1]}/")
    assert error.problem is FetchProblem.TIMEOUT
    assert "connection" in error.detail


@pytest.mark.parametrize("reply", [hang(), drip(), drip(0.001)])
async def test_a_server_that_does_not_finish_is_given_up_in_time(
    server: FeedServer, open_fetcher: OpenFetcher, reply: object
) -> None:
    fetcher = await open_fetcher(Limits(total=0.2))
    server.answer("/feed", reply)  # type: ignore[arg-type]  # pytest passes parameters untyped
    began = time.monotonic()
    error = await failed(fetcher, server.url("/feed"))
    assert error.problem is FetchProblem.TIMEOUT
    assert time.monotonic() - began < 2
    await server.until(lambda: server.running == 0)


async def test_the_total_time_is_for_all_hops_together(server: FeedServer, open_fetcher: OpenFetcher) -> None:
    """Hops that would each be in time are not in time together."""
    fetcher = await open_fetcher(Limits(total=0.3))

    def slow(to: str) -> object:
        async def reply(request: aiohttp.web.BaseRequest) -> aiohttp.web.StreamResponse:
            await asyncio.sleep(0.12)
            return await redirect(to)(request)

        return reply

    for number in range(5):
        server.answer(f"/{number}", slow(f"/{number + 1}"))  # type: ignore[arg-type]  # a Reply
    server.answer("/5", page(b"late"))
    assert (await failed(fetcher, server.url("/0"))).problem is FetchProblem.TIMEOUT


@pytest.mark.parametrize(
    "reply", [drop(), drop(b"<rss>"), garbage(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
)
async def test_a_connection_cut_at_any_point_is_dropped(server: FeedServer, fetcher: Fetcher, reply: object) -> None:
    server.answer("/feed", reply)  # type: ignore[arg-type]  # pytest passes parameters untyped
    assert (await failed(fetcher, server.url("/feed", login="me:hidden"))).problem is FetchProblem.DROPPED


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    ],
)
async def test_what_is_not_http_is_an_error_like_others(server: FeedServer, fetcher: Fetcher, answer: bytes) -> None:
    server.answer("/feed", garbage(answer))
    assert (await failed(fetcher, server.url("/feed?token=hidden"))).problem is FetchProblem.DROPPED


PADDED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + squeeze(b"x") + bytes(100_001)


class TestSize:
    LIMITS = Limits(body_bytes=100_000)

    @pytest.mark.parametrize(
        "reply",
        [page(b"x" * 100_001), endless(), gzipped(b"x" * 100_001), drop(b"announces a megabyte"), garbage(PADDED)],
    )
    async def test_a_body_over_the_limit_is_too_large_however_it_comes(
        self, server: FeedServer, open_fetcher: OpenFetcher, reply: object
    ) -> None:
        fetcher = await open_fetcher(self.LIMITS)
        server.answer("/feed", reply)  # type: ignore[arg-type]  # pytest passes parameters untyped
        error = await failed(fetcher, server.url("/feed"))
        assert error.problem is FetchProblem.TOO_LARGE
        assert "100,000" in error.detail
        await server.until(lambda: server.running == 0)

    @pytest.mark.parametrize("reply", [page(b"x" * 100_000), gzipped(b"x" * 100_000)])
    async def test_a_body_of_just_the_limit_is_read(
        self, server: FeedServer, open_fetcher: OpenFetcher, reply: object
    ) -> None:
        fetcher = await open_fetcher(self.LIMITS)
        server.answer("/feed", reply)  # type: ignore[arg-type]  # pytest passes parameters untyped
        result = await fetcher.fetch(FetchRequest(server.url("/feed")))
        assert isinstance(result, Fetched)
        assert len(result.body) == 100_000

    async def test_a_gzip_bomb_costs_little_more_than_the_limit(
        self, server: FeedServer, open_fetcher: OpenFetcher
    ) -> None:
        fetcher = await open_fetcher(Limits(body_bytes=1_000_000))
        server.answer("/feed", gzip_bomb(100_000_000))
        tracemalloc.start()
        try:
            error = await failed(fetcher, server.url("/feed"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert error.problem is FetchProblem.TOO_LARGE
        assert peak < 4_000_000


async def test_others_have_their_turn_while_a_body_of_megabytes_is_decompressed(
    server: FeedServer, fetcher: Fetcher
) -> None:
    """Eight megabytes are 128 pieces, and after each the loop is free."""
    server.answer("/feed", gzip_bomb(8_000_000))
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    result = await fetcher.fetch(FetchRequest(server.url("/feed")))
    task.cancel()
    assert isinstance(result, Fetched)
    assert turns > 120


@pytest.mark.parametrize(
    "reply",
    [
        coded("br", b"x"),
        coded("zstd", b"x"),
        coded("gzip, gzip", squeeze(squeeze(b"x"))),
        coded("gzip", b"<rss/>"),
        coded("gzip", squeeze(b"<rss/>" * 100)[:-9]),
        coded("gzip", b""),
        coded("deflate", b"<rss/>"),
    ],
)
async def test_a_content_coding_that_cannot_be_undone_is_an_encoding_problem(
    server: FeedServer, fetcher: Fetcher, reply: object
) -> None:
    server.answer("/feed", reply)  # type: ignore[arg-type]  # pytest passes parameters untyped
    assert (await failed(fetcher, server.url("/feed"))).problem is FetchProblem.ENCODING


def _exceptions(kind: type[BaseException]) -> list[type[BaseException]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _exceptions(child))]


@pytest.mark.parametrize("kind", _exceptions(aiohttp.ClientError), ids=lambda kind: kind.__name__)
def test_every_exception_of_aiohttp_becomes_a_sentence(kind: type[Exception]) -> None:
    """Made without its arguments: what it knows must not be needed, nor shown."""
    error = kind.__new__(kind)
    error.args = ("http://me:hidden@example.org/",)
    if isinstance(error, aiohttp.ClientConnectorError):
        error._os_error = OSError("hidden")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        error._certificate_error = ValueError("hidden")
    explained = explain(error, "example.org")
    assert "example.org" in explained.detail
    assert "hidden" not in explained.detail
    assert "unexpectedly" not in explained.detail


def test_what_nobody_foresaw_becomes_a_sentence_too() -> None:
    explained = explain(ZeroDivisionError("hidden"), "example.org")
    assert explained.detail == "Asking example.org failed unexpectedly (ZeroDivisionError)."
