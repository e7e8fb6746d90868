"""Cookies, for the few feeds that keep some: each in a jar of its own, so that no site can follow us across feeds."""

from collections import OrderedDict

from aiohttp import ClientResponse, CookieJar
from yarl import URL

# Both bound what a hostile server can make us remember: whoever has more than this is not keeping a session.
_MOST_COOKIES = 50
_MOST_JARS = 1000


class FeedCookies:
    """The cookies of one feed."""

    def __init__(self) -> None:
        # `unsafe` takes cookies from hosts that are bare addresses; the jar serves a single feed, so nothing leaks.
        # Values go back as they came, as browsers do; with `quote_cookie` `a:b` would go back as `"a:b"`.
        self._jar = CookieJar(unsafe=True, quote_cookie=False)

    def header(self, url: URL) -> str:
        """Return the value of the Cookie header for `url`; empty where nothing is to be sent."""
        return "; ".join(f"{cookie.key}={cookie.coded_value}" for cookie in self._jar.filter_cookies(url).values())

    def keep(self, response: ClientResponse) -> None:
        """Remember what `response` sets."""
        self._jar.update_cookies(response.cookies, response.url)
        if len(self._jar) > _MOST_COOKIES:
            self._jar.clear()


class Jars:
    """The jars of all feeds that keep cookies, by the feed's URL; the longest unused goes first."""

    def __init__(self) -> None:
        self._jars: OrderedDict[str, FeedCookies] = OrderedDict()

    def of(self, feed_url: str) -> FeedCookies:
        """Return the feed's jar, a new one at first."""
        jar = self._jars.pop(feed_url, None) or FeedCookies()
        self._jars[feed_url] = jar
        if len(self._jars) > _MOST_JARS:
            self._jars.popitem(last=False)
        return jar
