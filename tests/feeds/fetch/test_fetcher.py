"""Fetching, from a real server."""

import asyncio
from datetime import timedelta
from random import Random

import pytest

from feeds.clock import SteppedClock
from feeds.feed import Agent, Validators
from feeds.fetch.fetcher import Fetcher
from feeds.fetch.limits import Limits
from feeds.fetch.result import Fetched, FetchError, FetchProblem, FetchRequest, NotModified
from tests.feeds.fetch.conftest import NOW, Names, OpenFetcher
from tests.servers.feedserver import (
    FeedServer,
    cookie_wall,
    garbage,
    gzipped,
    hang,
    held,
    login_wall,
    page,
    redirect,
    status,
)

FEED = b"<rss version='2.0'/>"


async def fetched(fetcher: Fetcher, url: str, *, keep_cookies: bool = False) -> Fetched:
    result = await fetcher.fetch(FetchRequest(url, keep_cookies=keep_cookies))
    assert isinstance(result, Fetched), result
    return result


async def failed(fetcher: Fetcher, url: str, *, keep_cookies: bool = False) -> FetchError:
    result = await fetcher.fetch(FetchRequest(url, keep_cookies=keep_cookies))
    assert isinstance(result, FetchError), result
    assert result.detail.endswith("."), "the detail is one sentence"
    return result


class TestTheAnswer:
    async def test_a_feed_comes_with_its_headers_and_validators(self, server: FeedServer, fetcher: Fetcher) -> None:
        date = "Tue, 30 Sep 2025 11:00:00 GMT"
        server.answer("/feed", page(FEED, etag='W/"7"', last_modified=date, headers={"Cache-Control": "max-age=300"}))
        result = await fetched(fetcher, server.url("/feed"))
        assert result.body == FEED
        assert result.url == server.url("/feed")
        assert result.headers["content-type"] == "application/rss+xml"
        assert result.validators == Validators('W/"7"', date)
        assert result.fresh_for == timedelta(minutes=5)
        assert result.moved_to is None

    async def test_the_validators_given_are_sent_and_304_is_nothing_new(
        self, server: FeedServer, fetcher: Fetcher
    ) -> None:
        server.answer("/feed", page(FEED, etag='"7"', last_modified="x", headers={"Cache-Control": "max-age=60"}))
        first = await fetched(fetcher, server.url("/feed"))
        again = await fetcher.fetch(FetchRequest(server.url("/feed"), first.validators))
        assert again == NotModified(timedelta(minutes=1))
        assert server.requests[1].headers["If-None-Match"] == '"7"'
        assert server.requests[1].headers["If-Modified-Since"] == "x"

    async def test_a_304_nobody_asked_for_is_an_error(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", status(304))
        error = await failed(fetcher, server.url("/feed"))
        assert (error.problem, error.status) == (FetchProblem.STATUS, 304)

    async def test_a_compressed_body_is_decompressed(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", gzipped(FEED * 1000))
        assert (await fetched(fetcher, server.url("/feed"))).body == FEED * 1000
        assert server.requests[0].headers["Accept-Encoding"] == "gzip, deflate"

    async def test_headers_in_a_foreign_encoding_can_be_stored_and_never_come_back(
        self, server: FeedServer, fetcher: Fetcher
    ) -> None:
        head = b'HTTP/1.1 200 OK\r\nETag: "\xba\xf1\xc0\xda"\r\nX-A: 1\r\nX-A: 2\r\nSet-Cookie: a=b\r\n'
        server.answer("/feed", garbage(head + b"Content-Length: 2\r\n\r\nok"))
        result = await fetched(fetcher, server.url("/feed"))
        "".join(result.headers.values()).encode("utf-8")
        assert result.validators == Validators()
        assert result.headers["x-a"] == "1, 2"
        assert "set-cookie" not in result.headers

    async def test_validators_that_cannot_be_sent_are_left_out(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", page(FEED))
        request = FetchRequest(server.url("/feed"), Validators('"\udcba"', "a\r\nX-Evil: 1"))
        assert isinstance(await fetcher.fetch(request), Fetched)
        assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(server.requests[0].headers)


class TestWhoWeAre:
    async def test_the_honest_agent_names_the_bot_and_a_contact(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", page(FEED))
        await fetched(fetcher, server.url("/feed"))
        assert server.requests[0].headers["User-Agent"] == "visabot/1.2.3 (+desk@example.org)"
        assert "application/rss+xml" in server.requests[0].headers["Accept"]

    async def test_the_browser_agent_looks_like_one(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", page(FEED))
        await fetcher.fetch(FetchRequest(server.url("/feed"), agent=Agent.BROWSER))
        assert server.requests[0].headers["User-Agent"].startswith("Mozilla/5.0 ")
        assert "visabot" not in str(server.requests[0].headers)

    def test_a_contact_that_would_break_out_of_the_header_is_refused(self) -> None:
        with pytest.raises(ValueError, match="one line"):
            Fetcher(limits=Limits(), contact="me\r\nX-Evil: 1", version="1", clock=SteppedClock(NOW), random=Random(1))

    async def test_the_proxies_of_the_environment_are_not_used(
        self, server: FeedServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
        server.answer("/feed", page(FEED))
        await fetched(fetcher, server.url("/feed"))


class TestRedirects:
    @pytest.mark.parametrize("codes", [[301], [308], [301, 308, 301, 301, 308]])
    async def test_permanent_hops_say_where_the_feed_moved(
        self, server: FeedServer, fetcher: Fetcher, codes: list[int]
    ) -> None:
        for number, code in enumerate(codes):
            server.answer(f"/{number}", redirect(f"/{number + 1}", code))
        server.answer(f"/{len(codes)}", page(FEED))
        result = await fetched(fetcher, server.url("/0"))
        assert result.moved_to == result.url == server.url(f"/{len(codes)}")

    @pytest.mark.parametrize(("code", "problem"), [(301, FetchProblem.GONE), (302, FetchProblem.MISSING)])
    async def test_a_410_ends_a_feed_unless_only_a_temporary_hop_leads_there(
        self, server: FeedServer, fetcher: Fetcher, code: int, problem: FetchProblem
    ) -> None:
        server.answer("/feed", redirect("/gone", code))
        server.answer("/gone", status(410))
        assert (await failed(fetcher, server.url("/feed"))).problem is problem

    async def test_a_304_behind_permanent_hops_says_it_too(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/old", redirect("/new", 301))
        server.answer("/new", page(FEED, etag='"1"'))
        result = await fetcher.fetch(FetchRequest(server.url("/old"), Validators('"1"')))
        assert result == NotModified(moved_to=server.url("/new"))

    @pytest.mark.parametrize("codes", [[302], [303], [307], [301, 302], [307, 308]])
    async def test_one_temporary_hop_leaves_the_address_as_it_is(
        self, server: FeedServer, fetcher: Fetcher, codes: list[int]
    ) -> None:
        for number, code in enumerate(codes):
            server.answer(f"/{number}", redirect(server.url(f"/{number + 1}"), code))
        server.answer(f"/{len(codes)}", page(FEED))
        result = await fetched(fetcher, server.url("/0"))
        assert result.url == server.url(f"/{len(codes)}")
        assert result.moved_to is None

    async def test_a_sixth_redirect_is_too_many(self, server: FeedServer, fetcher: Fetcher) -> None:
        for number in range(6):
            server.answer(f"/{number}", redirect(f"/{number + 1}"))
        server.answer("/6", page(FEED))
        error = await failed(fetcher, server.url("/0"))
        assert (error.problem, len(server.requests)) == (FetchProblem.REDIRECTS, 6)

    async def test_a_circle_is_seen_before_the_limit(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/a", redirect("/b"))
        server.answer("/b", redirect("/a"))
        error = await failed(fetcher, server.url("/a"))
        assert error.problem is FetchProblem.REDIRECTS
        assert "circle" in error.detail
        assert len(server.requests) == 2

    @pytest.mark.parametrize(
        "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://", "http://[::1", ""]
    )
    async def test_a_redirect_to_what_is_no_web_address_is_refused(
        self, server: FeedServer, fetcher: Fetcher, to: str
    ) -> None:
        server.answer("/feed", redirect(to))
        assert (await failed(fetcher, server.url("/feed"))).problem is FetchProblem.REDIRECTS

    async def test_a_location_in_raw_korean_bytes_is_followed(self, server: FeedServer, fetcher: Fetcher) -> None:
        location = "/비자".encode("euc-kr")
        server.answer(
            "/feed", garbage(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")
        )
        server.answer("/\udcba\udcf1\udcc0\udcda", page(FEED))
        await failed(fetcher, server.url("/feed"))
        assert server.requests[1].path.upper() == "/%BA%F1%C0%DA"


class TestLogins:
    async def test_a_login_in_the_address_is_sent_and_shown_nowhere(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", login_wall(FEED, "me", "pä:ss@"))
        result = await fetched(fetcher, server.url("/feed", login="me:p%C3%A4%3Ass%40"))
        assert result.body == FEED
        assert result.url == server.url("/feed")

    async def test_a_wrong_login_is_blocked_without_telling_it(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", login_wall(FEED, "me", "right"))
        error = await failed(fetcher, server.url("/feed?key=hidden1", login="me:hidden2"))
        assert error.problem is FetchProblem.BLOCKED
        assert "hidden" not in error.detail

    async def test_a_login_follows_a_redirect_within_its_origin_and_the_new_address_keeps_it(
        self, server: FeedServer, fetcher: Fetcher
    ) -> None:
        server.answer("/old", redirect("/new", 301))
        server.answer("/new", login_wall(FEED, "me", "pw"))
        result = await fetched(fetcher, server.url("/old", login="me:pw"))
        assert result.url == server.url("/new")
        assert result.moved_to == server.url("/new", login="me:pw")

    async def test_a_login_is_never_told_to_another_origin(self, server: FeedServer, fetcher: Fetcher) -> None:
        async with FeedServer() as other:
            server.answer("/feed", redirect(other.url("/feed", login="you:theirs"), 301))
            other.answer("/feed", page(FEED))
            result = await fetched(fetcher, server.url("/feed", login="me:pw"))
            assert "Authorization" not in other.requests[0].headers
            assert result.moved_to == other.url("/feed")


class TestCookies:
    @pytest.mark.parametrize("code", [307, 301])
    async def test_a_site_that_redirects_to_itself_until_its_cookie_is_kept_is_read(
        self, server: FeedServer, fetcher: Fetcher, code: int
    ) -> None:
        server.answer("/feed", cookie_wall(FEED, code=code))
        for asked in (2, 3):
            result = await fetched(fetcher, server.url("/feed"), keep_cookies=True)
            assert (result.body, result.moved_to) == (FEED, None)
            assert len(server.requests) == asked, "the second time the cookie is known"

    async def test_without_keeping_cookies_it_is_a_circle_and_the_detail_says_what_to_do(
        self, server: FeedServer, fetcher: Fetcher
    ) -> None:
        server.answer("/feed", cookie_wall(FEED))
        error = await failed(fetcher, server.url("/feed"))
        assert error.problem is FetchProblem.REDIRECTS
        assert "keep_cookies" in error.detail

    async def test_a_circle_with_the_cookie_kept_is_still_a_circle(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/feed", redirect("/feed", 307))
        error = await failed(fetcher, server.url("/feed"), keep_cookies=True)
        assert error.problem is FetchProblem.REDIRECTS
        assert "keep_cookies" not in error.detail
        assert len(server.requests) == 1

    async def test_the_cookies_of_one_feed_are_not_sent_for_another(self, server: FeedServer, fetcher: Fetcher) -> None:
        server.answer("/a", page(FEED, headers={"Set-Cookie": "who=me; Path=/"}))
        server.answer("/b", page(FEED))
        await fetched(fetcher, server.url("/a"), keep_cookies=True)
        await fetched(fetcher, server.url("/b"), keep_cookies=True)
        await fetched(fetcher, server.url("/a"))
        await fetched(fetcher, server.url("/a"), keep_cookies=True)
        assert [seen.headers.get("Cookie") for seen in server.requests] == [None, None, None, "who=me"]

    async def test_a_site_known_by_name_is_not_sent_its_cookie_by_feeds_that_keep_none(
        self, server: FeedServer, open_fetcher: OpenFetcher
    ) -> None:
        fetcher = await open_fetcher(Limits(pause=0), names=Names(feed=["127.0.0.1"]))
        server.answer("/feed", page(FEED, headers={"Set-Cookie": "who=me; Path=/"}))
        for keep_cookies in (False, False, True, True):
            await fetched(fetcher, f"http://feed.test:{server.port}/feed", keep_cookies=keep_cookies)
        assert [seen.headers.get("Cookie") for seen in server.requests] == [None, None, None, "who=me"]

    @pytest.mark.parametrize("cookie", ["JSESSIONID=a:b/c==.node1", "name=비자"])
    async def test_a_cookie_is_sent_back_as_it_came(self, server: FeedServer, fetcher: Fetcher, cookie: str) -> None:
        server.answer("/feed", cookie_wall(FEED, cookie=cookie))
        await fetched(fetcher, server.url("/feed"), keep_cookies=True)

    async def test_cookies_that_cannot_be_sent_or_are_too_many_are_not_kept(
        self, server: FeedServer, fetcher: Fetcher
    ) -> None:
        first, second = (
            b"".join(b"Set-Cookie: c%d=1\r\n" % number for number in numbers) for numbers in (range(40), range(40, 80))
        )
        body = b"Content-Length: 2\r\n\r\nok"
        server.answer("/bytes", garbage(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=\xba\xf1\r\n" + body))
        server.answer("/many", *(garbage(b"HTTP/1.1 200 OK\r\n" + some + body) for some in (first, second, b"")))
        for path in ("/bytes", "/bytes", "/many", "/many", "/many"):
            await fetched(fetcher, server.url(path), keep_cookies=True)
        sent = [len(seen.headers["Cookie"].split("; ")) if "Cookie" in seen.headers else 0 for seen in server.requests]
        assert sent == [0, 0, 0, 40, 0]


class TestTurns:
    async def test_one_origin_is_asked_one_request_at_a_time(self, server: FeedServer, fetcher: Fetcher) -> None:
        gate = asyncio.Event()
        server.answer("/feed", held(gate, page(FEED)))
        tasks = [asyncio.create_task(fetched(fetcher, server.url("/feed"))) for _ in range(4)]
        await server.until(lambda: server.running == 1)
        gate.set()
        await asyncio.gather(*tasks)
        assert (server.busiest, len(server.requests)) == (1, 4)

    async def test_a_setting_lets_more_requests_at_once_to_this_machine(
        self, server: FeedServer, open_fetcher: OpenFetcher
    ) -> None:
        fetcher = await open_fetcher(Limits(loopback_per_origin=3))
        gate = asyncio.Event()
        server.answer("/feed", held(gate, page(FEED)))
        tasks = [asyncio.create_task(fetched(fetcher, server.url("/feed"))) for _ in range(5)]
        await server.until(lambda: server.running == 3)
        gate.set()
        await asyncio.gather(*tasks)
        assert server.busiest == 3

    async def test_waiting_for_a_turn_is_not_the_feeds_failure(
        self, server: FeedServer, open_fetcher: OpenFetcher
    ) -> None:
        """Three requests hang for the whole time each; the fourth waits three times that long, and succeeds."""
        fetcher = await open_fetcher(Limits(total=0.3))
        server.answer("/feed", hang(), hang(), hang(), page(FEED))
        results = await asyncio.gather(*(fetcher.fetch(FetchRequest(server.url("/feed"))) for _ in range(4)))
        assert [type(result) for result in results] == [FetchError, FetchError, FetchError, Fetched]

    async def test_cancelling_leaves_no_request_no_connection_and_no_place_taken(
        self, server: FeedServer, fetcher: Fetcher
    ) -> None:
        server.answer("/feed", hang(), page(FEED))
        asking, waiting = (asyncio.create_task(fetcher.fetch(FetchRequest(server.url("/feed")))) for _ in range(2))
        await server.until(lambda: server.running == 1)
        waiting.cancel()
        asking.cancel()
        assert [type(end) for end in await asyncio.gather(asking, waiting, return_exceptions=True)] == [
            asyncio.CancelledError,
            asyncio.CancelledError,
        ]
        await server.until(lambda: server.running == 0 and server.connections == 0)
        assert fetcher._places._lanes == {}
        await fetched(fetcher, server.url("/feed"))

    async def test_a_fetcher_that_is_not_open_says_so(self) -> None:
        fetcher = Fetcher(
            limits=Limits(), contact="desk@example.org", version="1", clock=SteppedClock(NOW), random=Random(1)
        )
        with pytest.raises(RuntimeError, match="not open"):
            await fetcher.fetch(FetchRequest("https://a.kr/feed"))
        async with fetcher:
            pass
        with pytest.raises(RuntimeError, match="not open"):
            await fetcher.fetch(FetchRequest("https://a.kr/feed"))
