"""`audit [count]`: who changed what here."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.card import Card, Line, Source
from bot.cards.setup import setup_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from storage import audit
from storage.audit import AuditLine

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
    lines = [_line(call, one) for one in newest]
    return setup_card(call.voice.say("audit.title"), lines or (call.voice.say("audit.nothing"),), call.voice)


def _line(call: Call, one: AuditLine) -> Line:
    when = call.voice.moment(one.at)
    return Line(
        one.subject or one.action,
        (Source(one.actor, at=one.at, when=when),),
        mark=one.action,
        details=tuple(filter(None, (", ".join(_details(one.detail)),))),
    )


def _details(detail: Mapping[str, Any]) -> Iterator[str]:
    for name, value in detail.items():
        if value not in (None, "", [], {}):
            yield f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"


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
