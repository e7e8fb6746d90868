"""`audit [count]`: who changed what here."""

from bot.cards.audit import audit_card
from bot.cards.card import Card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from storage import audit

COUNT = 10
MOST = 50


async def answer(call: Call, values: Values) -> Card:
    """Return the last changes, newest first; for the operator, those of no workspace among them."""
    count = int(values.get("count", COUNT))
    async with call.database.read() as tx:
        found = await audit.latest(tx, workspace=call.who.workspace, limit=count)
        if call.who.permission >= Permission.OPERATOR:
            found += await audit.latest(tx, workspace=None, limit=count)
    newest = sorted(found, key=lambda one: one.at, reverse=True)[:count]
    return audit_card(newest, call.voice)


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
