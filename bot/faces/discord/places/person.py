"""Who is asking: from an interaction to the person, their place, and what they may."""

from dataclasses import dataclass, field

import discord

from bot.commands.call import Who
from bot.commands.command import Permission
from bot.faces.discord.commands.translate import spoken
from bot.faces.discord.places.places import PLATFORM, Places

Interaction = discord.Interaction[discord.Client]
Named = discord.app_commands.AppCommandChannel | discord.app_commands.AppCommandThread


@dataclass(frozen=True, slots=True)
class People:
    """Knows everyone who asks. What they may is read anew from each interaction: Discord works it out."""

    places: Places
    timezone: str
    """IANA: of those whose place has none."""
    operators: frozenset[str] = field(default_factory=frozenset)
    """Discord's ids of those who run the bot."""

    async def who(self, interaction: Interaction) -> Who:
        """Return the asker. Where the bot is no member, they ask from their own direct messages."""
        locale = spoken(interaction.guild_locale)
        if here(interaction) and interaction.guild is not None and interaction.channel_id is not None:
            guild, channel = interaction.guild, interaction.channel
            workspace = await self.places.server(guild.id, guild.name or str(guild.id), locale)
            destination = await self.places.channel(
                workspace,
                interaction.channel_id,
                channel.type if channel is not None else discord.ChannelType.text,
                getattr(channel, "name", None) or str(interaction.channel_id),
                locale,
                can_post=_may_post(interaction.app_permissions, channel),
            )
        else:
            workspace, destination = await self.places.direct(
                interaction.user.id, spoken(interaction.locale), can_post=interaction.context.dm_channel
            )
        return Who(
            platform=PLATFORM,
            workspace=workspace,
            destination=destination,
            person=str(interaction.user.id),
            locale=spoken(interaction.locale),
            timezone=self.timezone,
            permission=permission(interaction, self.operators),
        )

    async def channel(self, interaction: Interaction, who: Who, named: Named) -> None:
        """Make a channel known that someone named in an option."""
        channel = named.resolve()
        guild = channel.guild if channel is not None else None
        await self.places.channel(
            who.workspace,
            named.id,
            named.type,
            named.name,
            spoken(interaction.guild_locale),
            can_post=_may_post(channel.permissions_for(guild.me), channel) if channel and guild else None,
        )


def _may_post(may: discord.Permissions, channel: object) -> bool:
    speak = may.send_messages_in_threads if isinstance(channel, discord.Thread) else may.send_messages
    return may.view_channel and speak


def here(interaction: Interaction) -> bool:
    """Tell whether the bot itself is a member of the server where someone asks, and did not just come with them."""
    return interaction.guild_id is not None and interaction.is_guild_integration()


def permission(interaction: Interaction, operators: frozenset[str] = frozenset()) -> Permission:
    """Return what the asker may do here.

    In a server, who manages it is an admin, and who manages the channel may subscribe it. In their own direct messages
    with the bot everyone may subscribe, and set up nothing: a stranger must not make the bot poll feeds. Elsewhere, in
    servers and conversations that the bot is no member of, one may only ask.
    """
    if str(interaction.user.id) in operators:
        return Permission.OPERATOR
    if here(interaction):
        may = interaction.permissions
        if may.administrator or may.manage_guild:
            return Permission.ADMIN
        return Permission.MANAGER if may.manage_channels else Permission.EVERYONE
    return Permission.MANAGER if interaction.context.dm_channel else Permission.EVERYONE
