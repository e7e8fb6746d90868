"""`operator [here:yes]`: where whoever runs the bot hears what no admin answers."""

from dataclasses import replace

from bot.cards.card import Card
from bot.cards.setup import setup_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from storage import audit, destinations
from storage.audit import AuditLine
from storage.engine.database import Tx


async def answer(call: Call, values: Values) -> Card:
    """Show where that is; with `here`, have it be here, too, or here no more."""
    if "here" not in values:
        async with call.database.read() as tx:
            return await _shown(call, tx)
    hears = bool(values["here"])
    async with call.database.write() as tx:
        heard = await destinations.for_operator(tx)
        await destinations.set_for_operator(tx, call.who.destination, hears=hears)
        if await destinations.for_operator(tx) == heard:  # so it was, or it is the terminal
            return await _shown(call, tx)
        place = await destinations.get(tx, call.who.destination)
        name = place.name if place else ""
        line = AuditLine(call.clock.now(), None, call.who.person, "operator", name, {"here": hears})
        await audit.note(tx, line)
        undo = await undo_action(call, tx, [f"operator here:{'no' if hears else 'yes'}"])
        shown = await _shown(call, tx)
    return replace(shown, actions=(undo,))


async def _shown(call: Call, tx: Tx) -> Card:
    say = call.voice.say
    heard = await destinations.for_operator(tx)
    places = [say("operator.place", name=one.name, platform=one.platform) for one in heard]
    how = say("operator.how", command=call.desk.command)
    return setup_card(say("operator.title"), [*places, say("operator.about"), how], call.voice)


COMMAND = Command(
    name="operator",
    handler=answer,
    options=(Option("here", OptionKind.FLAG),),
    permission=Permission.OPERATOR,
    private=True,
    admin=True,
    examples=("operator", "operator here:yes"),
)
