"""What the bot must be allowed to do in a server: as little as works, and why.

What is not here is not needed. Components V2 messages are no embeds, so "Embed Links" has no say in them
(discord-api-docs, issue 8462). Publishing one's own posts in an announcement channel takes no more than sending them
(documentation, "Crosspost Message"). A post that is sent into an archived thread opens it again.
"""

from dataclasses import dataclass

from discord import ChannelType, Permissions
from discord.abc import GuildChannel
from discord.threads import Thread

from bot.faces.discord.places.places import KINDS
from bot.locale.voice import Voice


@dataclass(frozen=True, slots=True)
class Needed:
    """One permission."""

    flag: str
    """What discord.py calls it."""
    label: str
    """The message with the name that Discord's settings show."""
    why: str
    """For the operator, in English."""


VIEW = Needed("view_channel", "missing.view-channel", "to see the channels it posts in")
SEND = Needed("send_messages", "missing.send-messages", "to post alerts and digests")
CREATE = Needed("send_messages", "missing.create-posts", "to open a post for each story in a forum")
REPLY = Needed("send_messages_in_threads", "missing.send-messages-in-threads", "to post in threads and forum posts")
ATTACH = Needed("attach_files", "missing.attach-files", "to show the picture of a digest")
HISTORY = Needed(
    "read_message_history",
    "missing.read-message-history",
    "to reply to its own posts, and to find one whose answer was lost instead of posting it twice",
)

IN_A_SERVER = (VIEW, SEND, REPLY, ATTACH, HISTORY)
"""What the invitation asks for."""
_IN = {"thread": (VIEW, REPLY, ATTACH, HISTORY), "forum": (VIEW, CREATE, REPLY, ATTACH, HISTORY)}
_ELSEWHERE = (VIEW, SEND, ATTACH, HISTORY)
_TO_POST = frozenset({VIEW.flag, SEND.flag, REPLY.flag})
"""Without one of these nothing can be posted; without the others less is."""


def least() -> Permissions:
    """Return the permissions that the invitation asks for."""
    return Permissions(**{needed.flag: True for needed in IN_A_SERVER})


def lacking(kind: ChannelType, granted: Permissions) -> tuple[Needed, ...]:
    """Return what the bot lacks in a channel of that kind."""
    return tuple(one for one in _IN.get(KINDS.get(kind, ""), _ELSEWHERE) if not getattr(granted, one.flag))


def lacking_in(channel: GuildChannel | Thread) -> tuple[Needed, ...]:
    """Return what the bot lacks in a channel or thread of which its own member is known."""
    return lacking(channel.type, granted_in(channel))


def granted_in(channel: GuildChannel | Thread) -> Permissions:
    """Return what the bot may do in a channel; nothing in a thread whose channel it cannot see."""
    if isinstance(channel, Thread) and channel.parent is None:
        return Permissions.none()
    return channel.permissions_for(channel.guild.me)


def may_post(kind: ChannelType, granted: Permissions) -> bool:
    """Tell whether the bot can post in a channel of that kind at all."""
    return not any(one.flag in _TO_POST for one in lacking(kind, granted))


def missing(channel: GuildChannel | Thread, voice: Voice) -> tuple[str, ...]:
    """Return the names of what the bot lacks in a channel, as the reader's Discord shows them."""
    return tuple(voice.say(one.label) for one in lacking_in(channel))
