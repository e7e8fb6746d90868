"""`term edit <id> <expression>`: another expression in the place of one."""

from bot.cards.card import Card
from bot.cards.terms import term_card, trial_lines
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from bot.commands.terms import check
from storage import audit, topics
from storage.audit import AuditLine


async def answer(call: Call, values: Values) -> Card:
    """Check, try, and put the expression in the other's place. One that is too broad is asked about first."""
    number, source = int(values["id"]), " ".join(str(values["expression"]).split())
    expression = check.read(call, source)
    if isinstance(expression, Mistake):
        return expression.card(call.voice)
    async with call.database.read() as tx:
        before = await topics.term(tx, call.who.workspace, number)
        if before is None:
            return check.no_term(call, number).card(call.voice)
        beside = await check.others(tx, call, before.topic, but=number)
    if twin := beside.twin(expression):
        return check.same(call, twin).card(call.voice)
    said = [call.voice.say("terms.before", expression=before.expression), *check.read_as(call, source, expression)]
    if not call.confirmed:
        tried = await check.try_out(call, expression, before.topic, beside)
        said += trial_lines(tried, call.voice, topic=before.topic, name_of=call.topic_name, others=beside.sources)
        if tried.is_broad:
            what = call.voice.say("terms.edit-what", id=str(number), expression=source)
            return await ask_first(call, what=what, effects=said, line=f"term edit {number} {source}")
    now = call.clock.now()
    async with call.database.write() as tx:
        if await topics.edit_term(tx, call.who.workspace, number, source) is None:
            return check.no_term(call, number).card(call.voice)
        detail = {"topic": before.topic, "expression": source, "before": before.expression}
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "term.edit", str(number), detail))
        undo = await undo_action(call, tx, [f"term edit {number} {before.expression}"])
    title = call.voice.say("terms.edited", id=str(number), expression=source)
    return term_card(title, said, call.voice, actions=(undo,))


COMMAND = Command(
    name="term edit",
    handler=answer,
    options=(
        Option("id", OptionKind.INTEGER, required=True, minimum=1, offered=Offered.TERMS),
        Option("expression", OptionKind.TEXT, required=True),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("term edit 3 {words}",),
)
