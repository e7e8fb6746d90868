"""`manager add <person>`, `manager remove <person>`, `manager list`: who may manage the subscriptions where they are.

For Slack, which has no such right: there only a channel's creator and the admins could. Neither the audit nor a button
to undo holds the person's id: what is stored of people is in the list alone, which `forget-me` reaches.
"""

from bot.cards.audit import doer
from bot.cards.card import Action, Card, Line
from bot.cards.setup import setup_card
from bot.commands.admin.posting import SLACK
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from storage import audit, managers
from storage.audit import AuditLine
from storage.engine.database import Tx

MOST = 100
"""In a workspace: whoever needs more has a workspace where many are admins."""


async def _add(call: Call, values: Values) -> Card:
    """Name a person."""
    person, say = str(values["person"]), call.voice.say
    now = call.clock.now()
    async with call.database.write() as tx:
        if len(await managers.listing(tx, call.who.workspace)) >= MOST:
            return Mistake(call.voice.many("managers.full", MOST), todo=say("managers.make-room")).card(call.voice)
        if not await managers.put(tx, call.who.workspace, person, named_by=call.who.person, now=now):
            return Mistake(say("managers.already"), tries=("manager list",)).card(call.voice)
        await _note(call, tx, "manager.add")
    back = Action(say("action.undo"), f"manager remove {person}")
    lines = (Line(say("managers.person"), person=person), say("managers.added-about"))
    return setup_card(say("managers.added"), lines, call.voice, actions=(back,))


async def _remove(call: Call, values: Values) -> Card:
    """Name a person no more."""
    person, say = str(values["person"]), call.voice.say
    async with call.database.write() as tx:
        if not await managers.remove(tx, call.who.workspace, person):
            return Mistake(say("managers.not-one"), tries=("manager list",)).card(call.voice)
        await _note(call, tx, "manager.remove")
    back = Action(say("action.undo"), f"manager add {person}")
    lines = (Line(say("managers.person"), person=person), say("managers.removed-about"))
    return setup_card(say("managers.removed"), lines, call.voice, actions=(back,))


async def _list(call: Call, values: Values) -> Card:
    """Return who is named, and by whom."""
    del values
    say = call.voice.say
    async with call.database.read() as tx:
        named = await managers.listing(tx, call.who.workspace)
    lines = [Line("", (doer(one.named_by, one.at, call.voice),), person=one.person) for one in named]
    others = say("managers.others")
    return setup_card(say("managers.title"), lines or (say("managers.nobody"),), call.voice, footer=(others,))


async def _note(call: Call, tx: Tx, action: str) -> None:
    await audit.note(tx, AuditLine(call.clock.now(), call.who.workspace, call.who.person, action, ""))


_PERSON = Option("person", OptionKind.PERSON, required=True)

ADD = Command(
    name="manager add",
    handler=_add,
    options=(_PERSON,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    platforms=frozenset({SLACK}),
    examples=("manager add <@U0123456789>",),
)
REMOVE = Command(
    name="manager remove",
    handler=_remove,
    options=(_PERSON,),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    platforms=frozenset({SLACK}),
    examples=("manager remove <@U0123456789>",),
)
LIST = Command(
    name="manager list",
    handler=_list,
    repeatable=True,
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    platforms=frozenset({SLACK}),
    examples=("manager list",),
)
