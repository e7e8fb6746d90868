"""The headers a feed is asked with: who we say we are, what we can read, and what we have already."""

from feeds.feed import Agent, Validators

# Some official sites answer 403 to all but browsers. Chrome sends this frozen form whatever the machine
# (developer.chrome.com, "User-Agent reduction").
_BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)

_ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.5"
)
_ACCEPT_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_CODINGS = "gzip, deflate"


def honest_agent(version: str, contact: str) -> str:
    """Return the user agent that says who asks and whom to write to.

    Raises:
        ValueError: one of them could break out of the header.
    """
    agent = f"visabot/{version} (+{contact})"
    if not agent.isprintable():
        msg = "the contact of the user agent must be one line of plain text"
        raise ValueError(msg)
    return agent


def request_headers(agent: Agent, honest: str, validators: Validators) -> dict[str, str]:
    """Return the headers of one conditional GET (RFC 9110, section 13.1)."""
    headers = {"User-Agent": honest, "Accept": _ACCEPT_FEED, "Accept-Encoding": _CODINGS}
    if agent is Agent.BROWSER:
        headers |= {"User-Agent": _BROWSER, "Accept": _ACCEPT_BROWSER, "Accept-Language": "en-US,en;q=0.9,ko;q=0.8"}
    if etag := sendable(validators.etag):
        headers["If-None-Match"] = etag
    if last_modified := sendable(validators.last_modified):
        headers["If-Modified-Since"] = last_modified
    return headers


def sendable(validator: str | None) -> str | None:
    """Return a validator that can be sent back byte for byte, or None.

    Servers send other bytes than printable ASCII now and then. Going without costs one body; sending something else
    than what was given could match wrongly.
    """
    return validator if validator and validator.isascii() and validator.isprintable() else None
