"""`export`, `import <yaml>` and, for the button that undoes an import, `restore <yaml>`."""

from bot.cards.card import Card, CardKind, Document
from bot.cards.exchange import fault_lines, plan_lines
from bot.cards.setup import setup_card
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.exchange.apply import Hand, apply
from bot.exchange.nodes import LARGEST
from bot.exchange.plan import Plan
from bot.exchange.workspace import Side, export, ground, prepare, read, with_addresses
from storage import audit
from storage.audit import AuditLine

SHOWN = 20
"""Differences, or mistakes, that are listed; the rest is counted."""


async def _export(call: Call, values: Values) -> Card:
    """Return the workspace as a file."""
    del values
    say, now = call.voice.say, call.clock.now()
    async with call.database.read() as tx:
        text = await export(tx, side(call), now, call.voice, hidden=call.who.hidden)
    document = Document(f"{call.desk.command}-{call.voice.iso_day(now)}.yaml", "application/yaml", text)
    return setup_card(say("export.title"), (), call.voice, footer=(say("export.how"),), document=document)


async def _import(call: Call, values: Values) -> Card:
    """Show what a file would change, and after a yes change it."""
    return await _read_in(call, str(values["yaml"]), exactly=False)


async def _restore(call: Call, values: Values) -> Card:
    """Make the workspace what it was, as a button does; who types it imports, since they may not know of all places."""
    return await _read_in(call, str(values["yaml"]), exactly=call.confirmed)


async def _read_in(call: Call, text: str, *, exactly: bool) -> Card:
    now, say = call.clock.now(), call.voice.say
    file = await read(text, call.desk, call.voice)
    if not call.confirmed:
        async with call.database.read() as tx:
            there = await ground(tx, side(call), now, hidden=call.who.hidden)
        file = await with_addresses(file, there, call.voice, call.reach)
        plan = prepare(file, there, call.voice)
        if not isinstance(plan, Plan):
            return _wrong(call, fault_lines(plan, call.voice))
        lines = _cut(call, plan_lines(plan, call.voice))
        if plan.empty:
            return setup_card(say("import.nothing"), lines, call.voice)
        return await ask_first(call, what=say("import.what"), effects=lines, line=f"import {text}")
    async with call.database.write() as tx:
        before = await export(tx, side(call), now, call.voice)
        # What was has all places, and what a file changes is only what its giver knows of: so the former is exact.
        there = await ground(tx, side(call), now, hidden=frozenset() if exactly else call.who.hidden)
        plan = prepare(file, there, call.voice, exactly=exactly)
        if not isinstance(plan, Plan):
            return _wrong(call, fault_lines(plan, call.voice))
        await apply(tx, plan, Hand(call.who.workspace, call.who.person, now))
        done = {"changes": len(plan.changes)}
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "import", "", done))
        undo = await undo_action(call, tx, [f"restore {before}"])
    lines = _cut(call, plan_lines(plan, call.voice))
    return setup_card(say("import.done"), lines, call.voice, actions=(undo,))


def side(call: Call) -> Side:
    """Return the asker's workspace, as files see it."""
    return Side(call.who.workspace, call.desk, call.limits, call.who.permission >= Permission.OPERATOR)


def _wrong(call: Call, lines: list[str]) -> Card:
    title = call.voice.many("import.wrong", len(lines))
    return setup_card(title, _cut(call, lines), call.voice, kind=CardKind.ERROR)


def _cut(call: Call, lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return lines if more <= 0 else [*lines[:SHOWN], call.voice.many("import.more", more)]


_YAML = Option("yaml", OptionKind.TEXT, required=True, maximum=LARGEST)

EXPORT = Command(
    name="export", handler=_export, permission=Permission.ADMIN, private=True, admin=True, examples=("export",)
)
IMPORT = Command(
    name="import",
    handler=_import,
    options=(_YAML,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=('import {{format: 1, terms: [{{topic: {topic}, expression: "비자 not 소비자"}}]}}',),
)
RESTORE = Command(
    name="restore",
    handler=_restore,
    options=(_YAML,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    hidden=True,
)
