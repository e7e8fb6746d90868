"""A loopback Discord in a process of its own, that can be killed and started again where it was."""

from pathlib import Path

from tests.servers.discord.api import PREFIX
from tests.servers.process import LoopbackProcess


class DiscordProcess(LoopbackProcess):
    """Start it with `async with`; `kill` and `start` as often as wanted: the port and the state stay.

    Args:
        state: The journal.
        options: Further options of `python -m tests.servers.discord`.
        module: Another module that is run with the same options.
    """

    def __init__(self, state: Path, *options: str, module: str = "tests.servers.discord") -> None:
        super().__init__(state, *options, module=module)

    @property
    def api(self) -> str:
        """What stands in for `discord.http.Route.BASE`."""
        return self.address + PREFIX

    @property
    def socket(self) -> str:
        """What stands in for `DiscordWebSocket.DEFAULT_GATEWAY`."""
        return self.address.replace("http", "ws", 1) + "/"
