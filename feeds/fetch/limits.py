"""The bounds within which a feed is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost, and how many run at once. Times are seconds of real time, sizes are bytes.

    Raises ValueError where a bound would let nothing through.
    """

    connect: float = 10.0
    """For the name lookup, TCP and TLS together, at each hop."""
    total: float = 30.0
    """For all hops with their bodies; waiting for a place is not counted."""
    body_bytes: int = 8 * 1024 * 1024
    """Of one body: as sent, and again as decompressed. The largest real feed we follow has under 1 MB."""
    redirects: int = 5
    """HTTP/1.1 once recommended five at most (RFC 9110, section 15.4)."""
    concurrent: int = 16
    """Requests under way at once, over all origins."""
    per_origin: int = 1
    """Requests under way at once to one scheme, host and port (promise 10)."""
    pause: float = 0.25
    """Between two requests to one origin, spread by half to either side; none to this machine. Several feeds of one
    publisher come due together; a judgement of ours, no standard names a figure."""
    loopback_per_origin: int = 1
    """The same where the host is this machine: for a local bridge, or a load test."""

    def __post_init__(self) -> None:
        """Refuse bounds that would let nothing through."""
        for name in ("connect", "total", "body_bytes", "concurrent", "per_origin", "loopback_per_origin"):
            if getattr(self, name) <= 0:
                msg = f"the limit {name} must be above zero"
                raise ValueError(msg)
        for name in ("redirects", "pause"):
            if getattr(self, name) < 0:
                msg = f"the limit {name} must not be below zero"
                raise ValueError(msg)
