"""Direct messages: which conversation is a person's with the bot. Slack is asked once, for it stays the same."""

from bot.faces.slack.workspaces.clients import Installed

_REMEMBERED = 10_000
"""People; more are asked for anew."""


class Directs:
    """Opens direct messages."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[tuple[str, str], str] = {}

    async def channel(self, installed: Installed, person: str) -> str:
        """Return the conversation's id ("D…"), opened where it was not. Raises what a request to Slack raises."""
        key = (installed.team, person)
        if key not in self._known:
            told = await installed.client.conversations_open(users=person)
            if len(self._known) >= _REMEMBERED:
                self._known.pop(next(iter(self._known)))
            channel: dict[str, str] = told.get("channel") or {}
            self._known[key] = channel["id"]
        return self._known[key]
