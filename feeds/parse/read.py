"""Read one document: what a worker does, and what replays and tests do without one."""

from urllib.parse import urljoin

from feeds.parse.details import ParseDetail
from feeds.parse.document import Document, ParseError, ParseJob, ParseProblem, ParseResult
from feeds.parse.encoding import decode
from feeds.parse.entries import entries_of
from feeds.parse.jsonfeed import read_json
from feeds.parse.raw import BrokenFeedError, NotAFeedError
from feeds.parse.xmlfeed import read_xml
from feeds.text.html import cut, html_to_text

MAX_FEED_TITLE = 200


def read(job: ParseJob) -> ParseResult:
    """Return the feed in `job.body`, or why there is none. Never raises.

    It may take as long and as much memory as a hostile document makes it: see `feeds.parse.workers` for the limits.
    """
    try:
        return _read(job)
    except NotAFeedError as error:
        return ParseError(ParseProblem.NOT_A_FEED, str(error))
    except BrokenFeedError as error:
        return ParseError(ParseProblem.BROKEN, str(error))
    except MemoryError:
        return ParseError(ParseProblem.MEMORY, str(ParseDetail.MEMORY))
    except Exception as error:  # noqa: BLE001  # a document must not take down the worker, whatever we overlooked
        said = f"{type(error).__name__}: {str(error)[:160]}"
        return ParseError(ParseProblem.BROKEN, ParseDetail.UNREADABLE.format(error=said))


def _read(job: ParseJob) -> ParseResult:
    if not job.body.strip(b" \t\r\n\x00"):
        return ParseError(ParseProblem.EMPTY, str(ParseDetail.EMPTY_DOCUMENT))
    content_type = job.headers.get("content-type", "")
    location = _location(job)
    text = decode(job.body, content_type, job.spec.encoding)
    start = text[:200].lstrip()
    is_json = start.startswith("{") or ("json" in content_type.lower() and not start.startswith("<"))
    feed = read_json(text) if is_json else read_xml(text, location)
    entries, skipped = entries_of(feed, job.spec, location, job.now)
    if not entries and not job.spec.empty_ok:
        return ParseError(ParseProblem.EMPTY, _without_entries(skipped, feed.complaint))
    return Document(
        version=feed.version,
        title=cut(html_to_text(feed.title[: 10 * MAX_FEED_TITLE]), MAX_FEED_TITLE),
        entries=entries,
        skipped=skipped,
        complaint=feed.complaint,
        ttl=feed.ttl,
    )


def _location(job: ParseJob) -> str:
    """Return where the document came from, which relative links are read against (RFC 9110, section 8.7)."""
    try:
        return urljoin(job.spec.url, job.headers.get("content-location", ""))
    except ValueError:
        return job.spec.url


def _without_entries(skipped: int, complaint: str | None) -> str:
    if skipped:
        detail = ParseDetail.BARE_ITEMS_FAULTY if complaint else ParseDetail.BARE_ITEMS
    else:
        detail = ParseDetail.NO_ITEMS_FAULTY if complaint else ParseDetail.NO_ITEMS
    return detail.format(n=skipped, complaint=complaint)
