"""Why a feed cannot be read, in words for people."""

from collections.abc import Mapping

from bot.locale.voice import Voice
from feeds.fetch.result import FetchProblem
from feeds.parse.document import ParseProblem

_WORDS: Mapping[str, str] = {
    FetchProblem.DNS: "problem.dns",
    FetchProblem.CONNECT: "problem.connect",
    FetchProblem.TLS: "problem.tls",
    FetchProblem.TIMEOUT: "problem.timeout",
    FetchProblem.DROPPED: "problem.dropped",
    FetchProblem.ADDRESS: "problem.address",
    FetchProblem.REDIRECTS: "problem.redirects",
    FetchProblem.TOO_LARGE: "problem.too-large",
    FetchProblem.BLOCKED: "problem.blocked",
    FetchProblem.MISSING: "problem.missing",
    FetchProblem.GONE: "problem.gone",
    FetchProblem.RATE_LIMITED: "problem.rate-limited",
    FetchProblem.SERVER: "problem.server",
    FetchProblem.STATUS: "problem.status",
    FetchProblem.BAD_URL: "problem.bad-url",
    FetchProblem.ENCODING: "problem.encoding",
    ParseProblem.NOT_A_FEED: "problem.not-a-feed",
    ParseProblem.EMPTY: "problem.empty",
    ParseProblem.BROKEN: "problem.broken",
    ParseProblem.TIMEOUT: "problem.parse-timeout",
    ParseProblem.MEMORY: "problem.parse-memory",
    ParseProblem.CRASHED: "problem.parse-crashed",
}


def problem_words(problem: str | None, voice: Voice) -> str:
    """Return a stored FetchProblem or ParseProblem as a clause; an unknown one is "it cannot be read"."""
    return voice.say(_WORDS.get(problem or "", "problem.other"))
