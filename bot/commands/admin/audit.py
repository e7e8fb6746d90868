"""`audit [count]`: who changed what here."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.card import Card, Line, Source
from bot.cards.setup import setup_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.vocabulary import ALL
from bot.locale.voice import Voice
from storage import audit
from storage.audit import AuditLine

_COMMANDS = {"follow.add": "subscribe", "follow.change": "subscribe", "follow.end": "unsubscribe"}
"""Commands that their action does not name."""
_INTERNAL = frozenset({"destination"})
"""Our own numbers: the channel's name stands beside it."""

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
    when, done = call.voice.moment(one.at), _done(one.action, call.voice)
    return Line(
        (call.voice.say("choice.all") if one.subject == ALL else one.subject) or done,
        (Source(one.actor, at=one.at, when=when, is_person=True),),
        mark=done if one.subject else "",
        details=tuple(filter(None, (", ".join(_details(one.detail, call.voice)),))),
    )


def _done(action: str, voice: Voice) -> str:
    """Return what was done by the name of the command that does it; what none does, as it is stored."""
    kind, _, verb = action.partition(".")
    key = _COMMANDS.get(action) or (verb if kind in {"follow", "workspace"} else action.replace(".", "-"))
    return _said(f"command.{key}.name", voice) or action


def _details(detail: Mapping[str, Any], voice: Voice) -> Iterator[str]:
    """Yield what else is known, named as the options are."""
    for name, value in detail.items():
        if name not in _INTERNAL and value not in (None, "", [], {}):
            values = value if isinstance(value, list) else [value]
            shown = ", ".join(_said(f"choice.{one}", voice) or str(one) for one in values)
            label = _said(f"option.{name}", voice)
            yield f"{label}: {shown}" if label else shown if name == "title" else f"{name}: {shown}"


def _said(key: str, voice: Voice) -> str | None:
    """Return a message that there may not be."""
    return voice.say(key) if key in voice.catalogue.languages[voice.locale].messages else None


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
