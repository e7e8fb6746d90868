"""The end of a client: what it has begun comes to its end, too."""

import asyncio

_NAMED = ("discord.py: ", "discord-ui", "CommandTree")
"""Tasks of discord.py's own making, for events, buttons and commands."""


async def ended() -> None:
    """Wait for what a closed client is still at.

    A test's loop would cut it off in the middle of reading the database, and a connection that was being opened is then
    told of as leaked, in some later test.
    """
    while left := [one for one in asyncio.all_tasks() if one.get_name().startswith(_NAMED)]:
        await asyncio.wait(left, timeout=30)
        assert all(one.done() for one in left), left
