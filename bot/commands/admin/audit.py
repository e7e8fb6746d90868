"""`audit [count]`: who changed what here."""

from dataclasses import replace

from bot.cards.audit import audit_card
from bot.cards.card import Card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.locale.voice import Voice
from storage import audit, destinations
from storage.audit import AuditLine

_POSTING = "posting"
"""Its subject is a channel's name."""
_CHANNELS = frozenset({"channel", "notices"})
"""Details that are a channel's name."""
COUNT = 10
MOST = 50


async def answer(call: Call, values: Values) -> Card:
    """Return the last changes, newest first; for the operator, those of no workspace among them."""
    count = int(values.get("count", COUNT))
    async with call.database.read() as tx:
        found = await audit.latest(tx, workspace=call.who.workspace, limit=count)
        if call.who.permission >= Permission.OPERATOR:
            found += await audit.latest(tx, workspace=None, limit=count)
        known = await destinations.listing(tx, call.who.workspace) if call.who.hidden else ()
    names = frozenset(place.name for place in known if place.id in call.who.hidden)
    newest = sorted(found, key=lambda one: one.at, reverse=True)[:count]
    return audit_card([_without(one, call.who.hidden, names, call.voice) for one in newest], call.voice)


def _without(one: AuditLine, hidden: frozenset[int], names: frozenset[str], voice: Voice) -> AuditLine:
    """Return a line without the names of channels that the reader may not know of: as they are, and as they were."""
    instead = voice.say("audit.private-channel")
    about_one = one.detail.get("destination") in hidden
    told = {
        name: instead if name in _CHANNELS and (about_one or value in names) else value
        for name, value in one.detail.items()
    }
    unnamed = one.action == _POSTING and (about_one or one.subject in names)
    return replace(one, subject=instead if unnamed else one.subject, detail=told)


COMMAND = Command(
    name="audit",
    handler=answer,
    repeatable=True,
    options=(Option("count", OptionKind.INTEGER, minimum=1, maximum=MOST),),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("audit", "audit 30"),
)
