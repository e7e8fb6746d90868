"""What went wrong, as one sentence an admin can act on.

The sentences name the host and never repeat the text of an exception: aiohttp's hold whole addresses, with passwords.
"""

import ssl
from collections.abc import Mapping
from datetime import datetime

import aiohttp

from feeds.fetch.guard import AddressNotPublicError
from feeds.fetch.politeness import retry_after
from feeds.fetch.result import FetchError, FetchProblem


class FetchFailedError(Exception):
    """Carries a FetchError up to `Fetcher.fetch`, which returns it. It never leaves this room."""

    def __init__(self, error: FetchError) -> None:
        super().__init__(error.detail)
        self.error = error


_BY_STATUS = {
    401: (FetchProblem.BLOCKED, "wants a user and a password, or does not take those given"),
    403: (FetchProblem.BLOCKED, "refuses us; it may answer only browsers"),
    404: (FetchProblem.MISSING, "has nothing at this address"),
    407: (FetchProblem.BLOCKED, "wants us to log in at a proxy"),
    410: (FetchProblem.GONE, "says that this feed has ended"),
    429: (FetchProblem.RATE_LIMITED, "says that we ask too often"),
    451: (FetchProblem.BLOCKED, "may not show this feed for legal reasons"),
}


def error_for_status(status: int, headers: Mapping[str, str], host: str, now: datetime) -> FetchError:
    """Return the error for an answer that is neither a feed, nor a 304, nor a redirect. `now` dates its Retry-After."""
    wish = retry_after(headers.get("retry-after"), now)
    if status in _BY_STATUS:
        problem, what = _BY_STATUS[status]
    elif status == 503 and wish is not None:  # noqa: PLR2004 - the status is the name
        problem, what = FetchProblem.RATE_LIMITED, "is busy and says when to come back"
    elif 500 <= status < 600:  # noqa: PLR2004 - the class of server errors, RFC 9110 section 15.6
        problem, what = FetchProblem.SERVER, "has an error of its own"
    else:
        problem, what = FetchProblem.STATUS, "gave an answer that is no feed"
    return FetchError(problem, f"{host} {what} (status {status}).", status=status, retry_after=wish)


# In this order: several of aiohttp's exceptions are of more than one of these kinds.
_BY_EXCEPTION: tuple[tuple[type[Exception], FetchProblem, str], ...] = (
    (
        aiohttp.ClientConnectorDNSError,
        FetchProblem.DNS,
        "No address was found for the name {host}: check its spelling.",
    ),
    (
        aiohttp.ClientSSLError,
        FetchProblem.TLS,
        "{host} did not agree on a secure connection; it may not speak https at this port.",
    ),
    (aiohttp.ConnectionTimeoutError, FetchProblem.TIMEOUT, "{host} did not accept a connection in time."),
    (TimeoutError, FetchProblem.TIMEOUT, "{host} did not finish its answer in time."),
    (aiohttp.ClientConnectorError, FetchProblem.CONNECT, "{host} does not accept connections."),
    (aiohttp.InvalidURL, FetchProblem.BAD_URL, "The address at {host} is not one that can be asked."),
    (UnicodeError, FetchProblem.BAD_URL, "The name {host} is not one that can be looked up."),
    (aiohttp.ClientResponseError, FetchProblem.DROPPED, "{host} answered with something that is not HTTP."),
    (aiohttp.ClientError, FetchProblem.DROPPED, "{host} closed the connection before its answer was complete."),
    (OSError, FetchProblem.DROPPED, "{host} closed the connection before its answer was complete."),
)


def explain(error: Exception, host: str) -> FetchError:
    """Return the FetchError for what aiohttp, the resolver or TLS raised while `host` was asked."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchError(FetchProblem.TLS, f"The certificate of {host} was not accepted: {_flaw(error)}.")
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, AddressNotPublicError):
        detail = f"{host} is not at a public address; the operator can allow it with VISABOT_ALLOW_ADDRESSES."
        return FetchError(FetchProblem.ADDRESS, detail)
    for kind, problem, sentence in _BY_EXCEPTION:
        if isinstance(error, kind):
            return FetchError(problem, sentence.format(host=host))
    return FetchError(FetchProblem.DROPPED, f"Asking {host} failed unexpectedly ({type(error).__name__}).")


def _flaw(error: aiohttp.ClientConnectorCertificateError) -> str:
    """Return OpenSSL's own words, which know the host and nothing else of the address."""
    cause = error.certificate_error
    words = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else ""
    return words.strip().rstrip(".") or "it is not valid"
