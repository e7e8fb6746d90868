"""`term remove <id>`: asks first, and can be undone."""

from bot.cards.card import Card
from bot.cards.terms import term_card
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.terms import check
from storage import audit, topics
from storage.audit import AuditLine


async def answer(call: Call, values: Values) -> Card:
    """Remove a term after a yes."""
    number = int(values["id"])
    async with call.database.read() as tx:
        term = await topics.term(tx, call.who.workspace, number)
    if term is None:
        return check.no_term(call, number).card(call.voice)
    topic = call.topic_name(term.topic)
    if not call.confirmed:
        what = call.voice.say("terms.remove-what", id=str(number), topic=topic)
        effects = (term.expression, call.voice.say("terms.remove-effect"))
        return await ask_first(call, what=what, effects=effects, line=f"term remove {number}")
    now = call.clock.now()
    async with call.database.write() as tx:
        if not await topics.remove_term(tx, call.who.workspace, number):
            return check.no_term(call, number).card(call.voice)
        detail = {"topic": term.topic, "expression": term.expression}
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "term.remove", str(number), detail))
        undo = await undo_action(call, tx, [f"term add {term.topic} {term.expression}"])
    title = call.voice.say("terms.removed", topic=topic, expression=term.expression)
    return term_card(title, (), call.voice, actions=(undo,))


COMMAND = Command(
    name="term remove",
    handler=answer,
    options=(Option("id", OptionKind.INTEGER, required=True, minimum=1, offered=Offered.TERMS),),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("term remove 3",),
)
