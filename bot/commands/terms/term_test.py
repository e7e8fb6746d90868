"""`term test <expression>`: what an expression would have matched, before anything is saved."""

from bot import trial
from bot.cards.card import Card
from bot.cards.terms import trial_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from bot.commands.terms import check

_LONGEST = 90
"""Days. Work is bounded by entries all the same (`bot.trial.MOST`)."""


async def answer(call: Call, values: Values) -> Card:
    """Try an expression on the stored entries of the last days."""
    source = " ".join(str(values["expression"]).split())
    topic = str(values["topic"]) if "topic" in values else None
    expression = check.read(call, source)
    if isinstance(expression, Mistake):
        return expression.card(call.voice)
    beside = None
    if topic is not None:
        async with call.database.read() as tx:
            beside = await check.others(tx, call, topic)
    tried = await check.try_out(call, expression, topic, beside, days=int(values.get("days", trial.DAYS)))
    return trial_card(
        source,
        tried,
        call.voice,
        call.desk,
        topic=topic,
        name_of=call.topic_name,
        others=beside.sources if beside else {},
    )


COMMAND = Command(
    name="term test",
    handler=answer,
    repeatable=True,
    options=(
        Option("topic", OptionKind.TOPIC, by_name=True),
        Option("days", OptionKind.INTEGER, minimum=1, maximum=_LONGEST, by_name=True),
        Option("expression", OptionKind.TEXT, required=True),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("term test {words}", "term test topic:{topic} days:7 {words}"),
)
