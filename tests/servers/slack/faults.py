"""What goes wrong on purpose: as for all loopback servers, and events that come twice."""

from dataclasses import dataclass

from tests.servers.faults import Faults


@dataclass
class SlackFaults(Faults):
    """A route is the name of a method, `response_url`, or `upload`."""

    repeated: float = 0.0
    """Share of acknowledged events that Slack sends once more."""
