"""Workspaces whose token Slack does not take any more: who posts finds out, who listens sees to it."""

import asyncio
from collections.abc import AsyncIterator


class RefusedTokens:
    """Passes them on, each once until it was seen to."""

    def __init__(self) -> None:
        """None is known."""
        self._reasons: dict[str, str] = {}
        self._known = asyncio.Event()

    def note(self, team: str, reason: str) -> None:
        """Slack has refused the token of a workspace, with this word."""
        self._reasons[team] = reason
        self._known.set()

    async def each(self) -> AsyncIterator[tuple[str, str]]:
        """Give every workspace with the reason, as they are noted, without end."""
        while True:
            await self._known.wait()
            self._known.clear()
            while self._reasons:
                team = next(iter(self._reasons))
                yield team, self._reasons.pop(team)
