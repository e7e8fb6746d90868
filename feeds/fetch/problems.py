"""What went wrong, as one sentence an admin can act on.

The sentences name the host and never repeat the text of an exception: aiohttp's hold whole addresses, with passwords.
"""

import ssl
from collections.abc import Mapping
from datetime import datetime

import aiohttp

from feeds.fetch.details import CertificateFlaw, FetchDetail
from feeds.fetch.guard import AddressNotPublicError
from feeds.fetch.politeness import retry_after
from feeds.fetch.result import FetchError, FetchProblem


class FetchFailedError(Exception):
    """Carries a FetchError up to `Fetcher.fetch`, which returns it. It never leaves this room."""

    def __init__(self, error: FetchError) -> None:
        super().__init__(error.detail)
        self.error = error


_BY_STATUS = {
    401: (FetchProblem.BLOCKED, FetchDetail.LOGIN),
    403: (FetchProblem.BLOCKED, FetchDetail.FORBIDDEN),
    404: (FetchProblem.MISSING, FetchDetail.MISSING),
    407: (FetchProblem.BLOCKED, FetchDetail.PROXY),
    410: (FetchProblem.GONE, FetchDetail.ENDED),
    429: (FetchProblem.RATE_LIMITED, FetchDetail.TOO_OFTEN),
    451: (FetchProblem.BLOCKED, FetchDetail.LEGAL),
}


def error_for_status(status: int, headers: Mapping[str, str], host: str, now: datetime) -> FetchError:
    """Return the error for an answer that is neither a feed, nor a 304, nor a redirect. `now` dates its Retry-After."""
    wish = retry_after(headers.get("retry-after"), now)
    if status in _BY_STATUS:
        problem, what = _BY_STATUS[status]
    elif status == 503 and wish is not None:  # noqa: PLR2004 - the status is the name
        problem, what = FetchProblem.RATE_LIMITED, FetchDetail.BUSY
    elif 500 <= status < 600:  # noqa: PLR2004 - the class of server errors, RFC 9110 section 15.6
        problem, what = FetchProblem.SERVER, FetchDetail.SERVER
    else:
        problem, what = FetchProblem.STATUS, FetchDetail.STATUS
    return FetchError(problem, what.format(host=host, status=status), status=status, retry_after=wish)


# In this order: several of aiohttp's exceptions are of more than one of these kinds.
_BY_EXCEPTION: tuple[tuple[type[Exception], FetchProblem, FetchDetail], ...] = (
    (aiohttp.ClientConnectorDNSError, FetchProblem.DNS, FetchDetail.NAME_UNKNOWN),
    (aiohttp.ClientSSLError, FetchProblem.TLS, FetchDetail.NOT_SECURE),
    (aiohttp.ConnectionTimeoutError, FetchProblem.TIMEOUT, FetchDetail.NOT_CONNECTED_IN_TIME),
    (TimeoutError, FetchProblem.TIMEOUT, FetchDetail.NOT_FINISHED_IN_TIME),
    (aiohttp.ClientConnectorError, FetchProblem.CONNECT, FetchDetail.NOT_CONNECTED),
    (aiohttp.InvalidURL, FetchProblem.BAD_URL, FetchDetail.URL_ODD),
    (UnicodeError, FetchProblem.BAD_URL, FetchDetail.NAME_ODD),
    (aiohttp.ClientResponseError, FetchProblem.DROPPED, FetchDetail.NOT_HTTP),
    (aiohttp.ClientError, FetchProblem.DROPPED, FetchDetail.NOT_COMPLETE),
    (OSError, FetchProblem.DROPPED, FetchDetail.NOT_COMPLETE),
)


def explain(error: Exception, host: str) -> FetchError:
    """Return the FetchError for what aiohttp, the resolver or TLS raised while `host` was asked."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchError(FetchProblem.TLS, FetchDetail.CERTIFICATE.format(host=host, flaw=_flaw(error)))
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, AddressNotPublicError):
        return FetchError(FetchProblem.ADDRESS, FetchDetail.NOT_PUBLIC.format(host=host))
    for kind, problem, detail in _BY_EXCEPTION:
        if isinstance(error, kind):
            return FetchError(problem, detail.format(host=host))
    return FetchError(FetchProblem.DROPPED, FetchDetail.UNEXPECTED.format(host=host, kind=type(error).__name__))


def _flaw(error: aiohttp.ClientConnectorCertificateError) -> str:
    """Return OpenSSL's own words, which know the host and nothing else of the address."""
    cause = error.certificate_error
    words = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else ""
    return words.strip().rstrip(".") or str(CertificateFlaw.NOT_VALID)
