"""A loopback Slack in a process of its own, that can be killed and started again where it was."""

from pathlib import Path

from tests.servers.process import LoopbackProcess
from tests.servers.slack.world import APP_TOKEN


class SlackProcess(LoopbackProcess):
    """Start it with `async with`; `kill` and `start` as often as wanted: the port and the state stay.

    Args:
        state: The journal.
        options: Further options of `python -m tests.servers.slack`.
        module: Another module that is run with the same options.
    """

    def __init__(self, state: Path, *options: str, module: str = "tests.servers.slack") -> None:
        super().__init__(state, *options, module=module)

    @property
    def api(self) -> str:
        """What stands in for `https://slack.com/api/`: the `base_url` of a client."""
        return self.address + "/api/"

    @property
    def app_token(self) -> str:
        """The token of Socket Mode."""
        return APP_TOKEN
