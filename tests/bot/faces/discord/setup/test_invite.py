"""The link that adds the bot, and registering its commands by hand."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.faces.discord.chat import DiscordSettings
from bot.faces.discord.commands.register import register_anew
from bot.faces.discord.setup.invite import application_of, person_link, server_link
from bot.faces.discord.setup.reaching import ErrandError
from feeds.clock import SystemClock
from storage.engine.database import Database
from tests.bot import shipped
from tests.servers.discord import NO_LIMITS, TOKEN, LoopbackDiscord

APPLICATION = 123456789012345678
NEEDED = 1024 | 2048 | 32768 | 65536 | 274877906944
"""View, send, attach, history, send in threads (Discord, "Permissions")."""


def _token(application: int) -> str:
    return base64.urlsafe_b64encode(str(application).encode()).decode().rstrip("=") + ".Gx.rest"


def test_a_token_says_of_which_application_it_is() -> None:
    assert application_of(_token(APPLICATION)) == APPLICATION


@pytest.mark.parametrize("wrong", ["", "no token", "MTIz.a.b", "ÿ.a", "bm90IGRpZ2l0cyBhdCBhbGw.x.y"])
def test_what_is_no_token_says_nothing(wrong: str) -> None:
    assert application_of(wrong) is None


def test_the_link_asks_for_the_least() -> None:
    asked = parse_qs(urlsplit(server_link(APPLICATION)).query)
    assert asked["client_id"] == [str(APPLICATION)]
    assert asked["scope"] == ["bot applications.commands"]
    assert int(asked["permissions"][0]) == NEEDED
    assert "permissions" not in parse_qs(urlsplit(person_link(APPLICATION)).query)


async def test_commands_are_registered_by_hand_and_a_wrong_token_is_told(database: Database) -> None:
    desk = shipped.korea_us_visa()
    async with LoopbackDiscord(limits=NO_LIMITS) as discord:
        right = DiscordSettings(token=TOKEN, api=discord.api, gateway=discord.socket)
        names = await register_anew(right, desk, database, SystemClock())
        assert names[:2] == ["visa", "visa-admin"]
        assert len(names) == 4
        wrong = DiscordSettings(token=f"{TOKEN}-wrong", api=discord.api, gateway=discord.socket)
        with pytest.raises(ErrandError, match="token"):
            await register_anew(wrong, desk, database, SystemClock())
