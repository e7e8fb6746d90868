"""`forget-me`: removes what is stored about the person who asks."""

from bot.cards.card import Card
from bot.cards.forgotten import forgotten_card
from bot.commands.asking import ask_first
from bot.commands.call import Call
from bot.commands.command import Command, Values
from storage import destinations, people

LINE = "forget-me"


async def answer(call: Call, values: Values) -> Card:
    """Ask first; then remove the person's id wherever it is stored, on this platform, in all workspaces.

    No line of audit is written: it would store the very id that is to go.
    """
    del values
    say = call.voice.say
    if not call.confirmed:
        effects = (say("forget.removes"), say("forget.keeps"), say("forget.no-undo"))
        return await ask_first(call, what=say("forget.what"), effects=effects, line=LINE)
    async with call.database.write() as tx:
        here = await destinations.get(tx, call.who.destination)
        conversation = here.id if here and here.kind == "direct" else None
        stored = await people.forget(tx, call.who.platform, call.who.person, conversation=conversation)
    return forgotten_card(stored, call.voice)


COMMAND = Command(name=LINE, handler=answer, private=True, examples=(LINE,))
