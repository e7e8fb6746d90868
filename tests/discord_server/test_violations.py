"""What Discord would not take fails the test that sent it, whether the loopback is in the process or has its own."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.servers.discord import NO_LIMITS, TOKEN, DiscordProcess, LoopbackDiscord
from tests.servers.discord.pointing import Reachable

LONG = {"content": "x" * 2001}
FINE = {"content": "hello"}
UNKNOWN = {"content": "hello", "colour": "red"}


async def _post(server: Reachable, channel: int, body: dict[str, Any]) -> int:
    """Post as a bot would, and return the status."""
    headers = {"Authorization": f"Bot {TOKEN}"}
    url = f"{server.api}/channels/{channel}/messages"
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json=body) as answer:
        return answer.status


async def _in_process(*bodies: dict[str, Any]) -> list[int]:
    async with LoopbackDiscord(limits=NO_LIMITS) as server:
        channel = server.places.add_channel(server.places.add_guild("Newsroom"), "news")
        return [await _post(server, channel, body) for body in bodies]


async def _beside(state: Path, *bodies: dict[str, Any], killed: bool = False) -> list[int]:
    async with DiscordProcess(state, "--no-limits") as server:
        guild = await server.call("places.add_guild", "Newsroom")
        channel = int(await server.call("places.add_channel", guild, "news"))
        answers = [await _post(server, channel, body) for body in bodies]
        if killed:
            await server.kill()
            await server.start()
        return answers


async def test_what_is_right_fails_nothing(tmp_path: Path) -> None:
    assert await _in_process(FINE) == [200]
    assert await _beside(tmp_path / "state", FINE) == [200]


async def test_one_wrong_request_among_right_ones_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="content: 2001 characters"):
        await _in_process(FINE, LONG, FINE)


@pytest.mark.usefixtures("test_data")
async def test_what_only_the_description_knows_fails_it_too() -> None:
    with pytest.raises(AssertionError, match="colour"):
        await _in_process(UNKNOWN)


@pytest.mark.parametrize("killed", [False, True], ids=["alive", "killed since"])
async def test_a_process_of_its_own_fails_the_test_as_well(tmp_path: Path, killed: bool) -> None:  # noqa: FBT001
    with pytest.raises(AssertionError, match="content: 2001 characters"):
        await _beside(tmp_path / "state", LONG, killed=killed)


async def _failing() -> None:
    async with LoopbackDiscord(limits=NO_LIMITS) as server:
        channel = server.places.add_channel(server.places.add_guild("Newsroom"), "news")
        await _post(server, channel, LONG)
        raise ZeroDivisionError


async def test_an_error_of_the_test_itself_is_not_hidden_by_it() -> None:
    with pytest.raises(ZeroDivisionError):
        await _failing()
