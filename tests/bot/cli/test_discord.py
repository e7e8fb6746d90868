"""`visabot discord …`."""

import asyncio

import pytest

from bot.faces.discord.setup.invite import server_link
from tests.bot.cli.conftest import Run
from tests.servers.discord import NO_LIMITS, TOKEN, LoopbackDiscord

APPLICATION = 123456789012345678
"""That of the loopback's token."""


def test_the_link_that_adds_the_bot_is_printed_without_a_network(run: Run) -> None:
    done = run("discord", "invite", VISABOT_DISCORD_TOKEN=TOKEN)
    assert done.exit_code == 0
    assert server_link(APPLICATION) in done.stdout
    assert "read message history" in done.stdout


@pytest.mark.parametrize("errand", ["invite", "sync", "check"])
@pytest.mark.parametrize("token", ["", "half-a-token"])
def test_without_a_whole_token_one_is_told_where_to_get_it(run: Run, errand: str, token: str) -> None:
    done = run("discord", errand, VISABOT_DISCORD_TOKEN=token)
    assert done.exit_code == 1
    assert "VISABOT_DISCORD_TOKEN" in done.stderr
    assert ("Reset Token" in done.stderr) is (not token)


async def test_check_says_what_is_to_be_seen_to_until_all_is_well(run: Run) -> None:
    async with LoopbackDiscord(limits=NO_LIMITS) as discord:
        discord.places.add_guild("Newsroom")
        environ = {"VISABOT_DISCORD_TOKEN": TOKEN, "VISABOT_DISCORD_API": discord.api}
        # In a thread, for a command has a loop of its own.
        before = await asyncio.to_thread(run, "discord", "check", **environ)
        assert before.exit_code == 1
        assert "! visa-admin is not registered" in before.stdout
        assert "4 things are to be seen to" in before.stderr
        synced = await asyncio.to_thread(run, "discord", "sync", **environ)
        assert "registered: visa, visa-admin" in synced.stdout
        assert (await asyncio.to_thread(run, "db", "upgrade", **environ)).exit_code == 0
        after = await asyncio.to_thread(run, "discord", "check", **environ)
        assert after.exit_code == 0, after.stderr
        assert "Newsroom" in after.stdout
        assert not [line for line in after.stdout.splitlines() if "!" in line]


async def test_a_token_that_discord_refuses_is_told_without_a_trace(run: Run) -> None:
    async with LoopbackDiscord(limits=NO_LIMITS) as discord:
        environ = {"VISABOT_DISCORD_TOKEN": f"{TOKEN}-old", "VISABOT_DISCORD_API": discord.api}
        for errand in ("check", "sync"):
            done = await asyncio.to_thread(run, "discord", errand, **environ)
            assert done.exit_code == 1
            assert "visabot: Discord refuses the token: copy it again" in done.stderr
            assert "Traceback" not in done.output
