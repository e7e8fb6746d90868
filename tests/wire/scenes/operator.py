"""Commands of whoever runs the bot."""

from bot.cards.plain import plain
from storage import workspaces
from tests.wire.conversation import Conversation
from tests.wire.scene import Scene


async def blocking(c: Conversation) -> None:
    """Another workspace is listed with what it uses, silenced after a yes, and given its voice back."""
    async with c.service.database.write() as tx:
        guild = await workspaces.put(
            tx, platform="discord", external="guild-9", name="Guild", locale="en", now=c.clock.now()
        )
    for language, limits, block, unblock in (("en", "limits", "block", "unblock"), ("ko", "한도", "차단", "차단해제")):
        listed = await c.ask(limits, language)
        assert "Guild" in listed
        assert "Terminal" in listed
        asked = await c.card(f"{block} guild-9", language)
        assert "Guild" in plain(asked)
        assert not await blocked(c, guild.id)
        await c.press(asked, locale=language)
        assert await blocked(c, guild.id)
        await c.ask(f"{unblock} guild-9", language)
        assert not await blocked(c, guild.id)
    assert await c.refused("block local")


async def blocked(c: Conversation, workspace: int) -> bool:
    """Return whether a workspace is silenced."""
    async with c.service.database.read() as tx:
        its = await workspaces.get(tx, workspace)
    return its is not None and its.blocked_at is not None


async def hearing(c: Conversation) -> None:
    """Where the operator hears is shown; the terminal, always."""
    for language, line in (
        ("en", "operator"),
        ("en", "operator here:no"),
        ("ko", "운영자"),
        ("ko", "운영자 여기:아니오"),
    ):
        assert "Terminal" in await c.ask(line, language)


SCENES = (
    Scene(("limits", "block", "unblock", "confirm"), blocking),
    Scene(("operator",), hearing),
)
