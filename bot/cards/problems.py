"""Why a feed cannot be read, in words for people."""

from collections.abc import Mapping

from bot.locale.voice import Voice
from feeds.fetch.details import CertificateFlaw, FetchDetail
from feeds.fetch.result import FetchProblem
from feeds.parse.details import Complaint, ParseDetail, WorkerEnd
from feeds.parse.document import ParseProblem
from feeds.wording import Wording, recognise

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


KINDS: Mapping[type[Wording], str] = {
    FetchDetail: "fetched",
    ParseDetail: "parsed",
    CertificateFlaw: "certificate",
    WorkerEnd: "worker",
    Complaint: "complaint",
}
"""The sentences that feeds store, and what their messages are called by."""
_SENTENCES = (*FetchDetail, *ParseDetail)
_PARTS: Mapping[str, tuple[Wording, ...]] = {
    "flaw": tuple(CertificateFlaw),
    "how": tuple(WorkerEnd),
    "complaint": tuple(Complaint),
}
"""The values that are clauses of ours themselves."""


def detail_words(detail: str, voice: Voice) -> str:
    """Return a stored detail of a failing feed in the reader's language; one that is not known, as it stands."""
    return _said(detail, _SENTENCES, voice)


def complaint_words(complaint: str, voice: Voice) -> str:
    """Return what was wrong with a document that could be read; the XML parser's own words as they stand."""
    return _said(complaint, _PARTS["complaint"], voice)


def _said(text: str, wordings: tuple[Wording, ...], voice: Voice) -> str:
    found = recognise(text, wordings)
    if found is None:
        return text
    values = {
        name: _said(value, _PARTS[name], voice) if name in _PARTS else value for name, value in found.values.items()
    }
    return voice.say(f"{KINDS[type(found.wording)]}.{found.wording.code}", **values)
