"""`term add <topic> <expression>`: a term of one's own, on a topic of the desk or an own one."""

from bot.cards.card import Action, Card
from bot.cards.terms import term_card, trial_lines
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.limits import who_raises
from bot.commands.mistake import Mistake
from bot.commands.terms import check
from storage import audit, topics
from storage.audit import AuditLine
from storage.engine.database import Tx


async def answer(call: Call, values: Values) -> Card:
    """Check, try, and add an expression. One that is too broad is asked about first."""
    topic, source = str(values["topic"]), " ".join(str(values["expression"]).split())
    expression = check.read(call, source)
    if isinstance(expression, Mistake):
        return expression.card(call.voice)
    async with call.database.read() as tx:
        beside = await check.others(tx, call, topic)
        no_room = await _full(call, tx)
    if twin := beside.twin(expression):
        return check.same(call, twin).card(call.voice)
    if no_room:
        return no_room.card(call.voice)
    said = check.read_as(call, source, expression)
    if not call.confirmed:
        tried = await check.try_out(call, expression, topic, beside)
        said += trial_lines(tried, call.voice, topic=topic, name_of=call.topic_name, others=beside.sources)
        if tried.is_broad:
            what = call.voice.say("terms.add-what", topic=call.topic_name(topic), expression=source)
            return await ask_first(call, what=what, effects=said, line=f"term add {topic} {source}")
    now = call.clock.now()
    async with call.database.write() as tx:
        if no_room := await _full(call, tx):  # somebody may have been faster
            return no_room.card(call.voice)
        term = await topics.add_term(tx, call.who.workspace, topic, source, by=call.who.person, now=now)
        detail = {"topic": topic, "expression": source}
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "term.add", str(term.id), detail))
        undo = await undo_action(call, tx, [f"term remove {term.id}"])
    title = call.voice.say("terms.added", topic=call.topic_name(topic), id=str(term.id), expression=source)
    return term_card(title, said, call.voice, actions=(undo, Action(call.voice.say("action.terms"), "term list")))


async def _full(call: Call, tx: Tx) -> Mistake | None:
    """Return the answer where a workspace has as many terms as it may."""
    if len(await topics.terms(tx, call.who.workspace)) < call.limits.terms:
        return None
    todo = call.voice.say("terms.full-todo", command=call.desk.command)
    return Mistake(call.voice.many("terms.full", call.limits.terms), todo=f"{todo} {who_raises('terms', call.voice)}")


COMMAND = Command(
    name="term add",
    handler=answer,
    options=(
        Option("topic", OptionKind.TOPIC, required=True),
        Option("expression", OptionKind.TEXT, required=True),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=('term add {topic} "b-1 in lieu"',),
)
