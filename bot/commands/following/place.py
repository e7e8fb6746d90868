"""The place that a command is about: where it was typed, or another channel of the workspace."""

import re
from collections.abc import Sequence

from bot.commands.call import Call, Who
from bot.commands.command import Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import fold, near
from storage import destinations
from storage.destinations import Destination
from storage.engine.database import Tx

CHANNEL = Option("channel", OptionKind.CHANNEL, maximum=200)

_MENTION = re.compile(r"<#(?P<id>[^|>]+)(?:\|[^>]*)?>")
"""A channel as Discord and Slack write it in a text: <#123>, <#C123|general>."""
DIRECT = "direct"
"""The kind of a person's direct messages with the bot. On Slack they are among the places of the workspace."""
_NAMED = 10
"""Channels listed where the one that was typed is none."""


async def place_of(call: Call, tx: Tx, values: Values, *, reading: bool = False) -> Destination | Mistake:
    """Return the place that is meant; a mistake where there is none such, or it is another's to manage.

    Who may manage the channel they are in may not manage every other one, nor learn what others there are: for those
    an admin is asked for. Looking (`reading`) is no different: what a channel follows is seen by whoever is in it, and
    who else can see a channel, visabot cannot tell.
    """
    here = await destinations.get(tx, call.who.destination)
    if "channel" not in values and here is not None:
        return here
    word = str(values.get("channel", ""))
    known = await destinations.listing(tx, call.who.workspace)
    if not call.confirmed:  # what undoes may put back what somebody followed by themselves
        known = seen_by(call.who, known)
    found = named(word, known)
    say = call.voice.say
    if call.who.permission < Permission.ADMIN:
        mine = next((one for one in found if one.id == call.who.destination), None)
        what = say("mistake.look-at-channel") if reading else say("mistake.change-channel")
        return mine or Mistake(what, todo=say("mistake.ask-there"))
    if not found:
        close = near(word, [one.name for one in known])
        todo = (
            say("mistake.meant-channel", channel=close)
            if close
            else say("mistake.channels", channels=", ".join(one.name for one in known[:_NAMED]))
        )
        return Mistake(say("mistake.channel", word=word), todo=todo)
    if len(found) > 1:
        ids = ", ".join(sorted(one.external for one in found)[:_NAMED])
        return Mistake(say("mistake.channels-alike", word=word), todo=say("mistake.channel-by-id", ids=ids))
    place = found[0]
    if place.gone:
        return Mistake(say("mistake.channel-gone", channel=place.name), todo=say("mistake.let-back"))
    return place


def seen_by(who: Who, known: Sequence[Destination]) -> list[Destination]:
    """Return those of a workspace's places that an admin sees: where they are, and nothing that is others' alone."""
    return [one for one in known if one.id == who.destination or (one.kind != DIRECT and one.id not in who.hidden)]


def behind(call: Call, place: Destination) -> str:
    """Return what to add to a line so that it is about a place: "" where it is typed there."""
    return "" if place.id == call.who.destination else f" channel:{place.external}"


def shown(call: Call, place: Destination) -> str:
    """Return the name of a place; "" for the one where it was typed."""
    return "" if place.id == call.who.destination else place.name


def named(word: str, known: Sequence[Destination]) -> list[Destination]:
    """Return those of the places that a word means: one of that id or mention, else all of that name."""
    mentioned = _MENTION.fullmatch(word)
    wanted = mentioned["id"] if mentioned else word
    if exact := [one for one in known if one.external == wanted.removeprefix("#")]:
        return exact
    name = fold(wanted.removeprefix("#"))
    return [one for one in known if fold(one.name.removeprefix("#")) == name]
