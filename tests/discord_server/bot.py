"""A little bot on the real discord.py, to drive the loopback Discord with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from tests.servers.discord import TOKEN, pointed_at
from tests.servers.discord.pointing import Reachable

REPLY = "bot:reply"


class Bot(discord.Client):
    """Answers `/visa` with status, slow, file and form, a button, a select and the message command "Why"."""

    def __init__(self, intents: discord.Intents, **options: Any) -> None:
        # The library waits so long for more guilds before it says that it is ready.
        quiet = discord.AllowedMentions.none()
        given: dict[str, Any] = {"guild_ready_timeout": 0.05, "allowed_mentions": quiet} | options
        super().__init__(intents=intents, **given)
        self.life: asyncio.Task[None]
        self.started = asyncio.Event()
        self.tree = app_commands.CommandTree(self)
        self.gate = asyncio.Event()
        """Until it is set, `/visa slow` thinks."""
        self.heard: list[str] = []
        self.tree.add_command(Visa(self))
        self.tree.add_command(app_commands.ContextMenu(name="Why", callback=_why))

    async def setup_hook(self) -> None:
        await self.tree.sync()
        self.add_view(Buttons())
        self.started.set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once: the library waits five seconds, for Discord's sake."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message.content)


class Visa(app_commands.Group):
    def __init__(self, bot: Bot) -> None:
        super().__init__(name="visa", description="The talks")
        self._bot = bot

    @app_commands.command(description="Where the talks stand")
    async def status(
        self, interaction: discord.Interaction, topic: str, count: app_commands.Range[int, 1, 5] = 3
    ) -> None:
        card = discord.ui.LayoutView()
        text = discord.ui.TextDisplay[discord.ui.LayoutView](f"{topic} {count} {interaction.locale}")
        card.add_item(discord.ui.Container(text))
        await interaction.response.send_message(view=card, ephemeral=True)

    @status.autocomplete("topic")
    async def _topics(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}!", value=current)]

    @app_commands.command(description="Take a while")
    async def slow(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await self._bot.gate.wait()
        await interaction.followup.send("done")
        await interaction.followup.send("and more", view=Buttons())

    @app_commands.command(description="Say nothing")
    async def silent(self, interaction: discord.Interaction) -> None:
        await self._bot.gate.wait()
        await interaction.response.send_message("too late")

    @app_commands.command(description="Read a file")
    async def file(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        try:
            said = f": {(await file.read()).decode()}"
        except discord.NotFound:
            said = " is gone"
        await interaction.response.send_message(file.filename + said)

    @app_commands.command(description="Fill in a form")
    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())


class Form(discord.ui.Modal, title="A watch term"):
    term = discord.ui.Label["Form"](text="Term", component=discord.ui.TextInput["Form"](custom_id="term"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.term.component, discord.ui.TextInput)
        await interaction.response.send_message(f"term {self.term.component.value}")


class Buttons(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Reply", custom_id=REPLY)
    async def reply(self, interaction: discord.Interaction, button: "discord.ui.Button[Buttons]") -> None:
        await interaction.response.edit_message(content="pressed")

    @discord.ui.select(
        custom_id="bot:pick", options=[discord.SelectOption(label="One"), discord.SelectOption(label="Two")]
    )
    async def pick(self, interaction: discord.Interaction, select: "discord.ui.Select[Buttons]") -> None:
        await interaction.response.send_message(f"picked {select.values[0]}", ephemeral=True)


async def _why(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"because of {message.content}", ephemeral=True)


@asynccontextmanager
async def running(server: Reachable, intents: discord.Intents | None = None, **options: Any) -> AsyncIterator[Bot]:
    """Log a bot in, wait until it is ready, and log it out at the end."""
    with pointed_at(server):
        bot = Bot(intents or discord.Intents(guilds=True, guild_messages=True), **options)
        bot.life = asyncio.create_task(bot.start(TOKEN))
        ready = asyncio.create_task(_ready(bot))
        try:
            await asyncio.wait((ready, bot.life), timeout=30, return_when=asyncio.FIRST_COMPLETED)
            if bot.life.done():
                bot.life.result()
            yield bot
        finally:
            ready.cancel()
            bot.gate.set()
            await bot.close()
            bot.life.cancel()  # it may wait for its next attempt to connect
            await asyncio.gather(bot.life, ready, return_exceptions=True)


async def _ready(bot: Bot) -> None:
    await bot.started.wait()
    await bot.wait_until_ready()


def text_channel(bot: Bot, channel: int) -> discord.TextChannel:
    """Return a text channel as the bot knows it."""
    found = bot.get_channel(channel)
    assert isinstance(found, discord.TextChannel), found
    return found
