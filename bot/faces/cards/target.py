"""Where a link of a stranger's may lead, in characters that end no markup, and by which host it is shown."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LIMIT = 800
"""Characters of a link's target, as it stands in markup. Longer ones are not linked: four would fill a message."""

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Target:
    """A web page."""

    url: str
    """ASCII, percent-encoded."""
    host: str
    """In small letters; look-alike letters are shown for what they are (punycode)."""

    @property
    def shown(self) -> str:
        """The host as a label; of a long one its end, which says whose it is."""
        return self.host if len(self.host) <= _SHOWN else f"…{self.host[-_SHOWN:]}"


def target(url: str, safe: str) -> Target | None:
    """Return where an address leads; None: to no web page, or it dresses up as another.

    Args:
        url: as a stranger wrote it.
        safe: the signs in it that mean nothing to the platform, so that they need no encoding.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a port that is no number, a host that is no name
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    rest = parts._replace(scheme="", netloc="", path=parts.path or "/").geturl()
    return Target(f"{parts.scheme}://{host}{port}{quote(rest, safe=safe)}", host)
