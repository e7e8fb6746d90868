"""`suggestions [settle]`: what people found not relevant, and what caused it; a number takes one off the list."""

from bot.cards.card import Action, Card
from bot.cards.suggestions import settled_card, suggestions_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from storage import audit, suggestions
from storage.audit import AuditLine


async def answer(call: Call, values: Values) -> Card:
    """Return what waits, or take one off."""
    if "settle" in values:
        return await _settle(call, int(values["settle"]))
    async with call.database.read() as tx:
        waiting = await suggestions.waiting(tx, call.who.workspace)
    return suggestions_card(waiting, call.voice, call.desk, name_of=call.topic_name)


async def _settle(call: Call, number: int) -> Card:
    now = call.clock.now()
    async with call.database.write() as tx:
        title = await suggestions.settle(tx, call.who.workspace, number, now)
        if title is not None:
            line = AuditLine(
                now, call.who.workspace, call.who.person, "suggestion.settle", str(number), {"title": title}
            )
            await audit.note(tx, line)
    if title is None:
        what = call.voice.say("suggestions.no-such", id=str(number))
        todo = call.voice.say("suggestions.see-list", command=call.desk.command)
        return Mistake(what, todo=todo, tries=("suggestions",)).card(call.voice)
    return settled_card(title, call.voice, actions=(Action(call.voice.say("action.suggestions"), "suggestions"),))


COMMAND = Command(
    name="suggestions",
    handler=answer,
    options=(Option("settle", OptionKind.INTEGER, minimum=1),),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("suggestions", "suggestions 3"),
)
