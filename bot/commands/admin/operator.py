"""`limits`, `block <workspace>` and `unblock <workspace>`: for whoever runs the bot."""

from bot.cards.card import Card, Line
from bot.cards.setup import setup_card
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.limits import settings_of
from bot.commands.mistake import Mistake
from storage import audit, feeds, subscriptions, topics, workspaces
from storage.audit import AuditLine
from storage.engine.database import Tx
from storage.workspaces import Workspace

LONGEST_NAME = 200
SHOWN = 50
"""Workspaces listed, the oldest first."""


async def _limits(call: Call, values: Values) -> Card:
    """Return what a workspace may have, and what each has."""
    del values
    say, limits = call.voice.say, call.limits
    async with call.database.read() as tx:
        every = await workspaces.listing(tx)
        lines = [await _used(call, tx, one) for one in every[:SHOWN]]
    most = say(
        "limits.most",
        subscriptions=limits.subscriptions,
        terms=limits.terms,
        topics=limits.topics,
        feeds=limits.feeds,
        commands=limits.commands_a_minute,
    )
    change = say("limits.change", settings=", ".join(settings_of()))
    return setup_card(say("limits.title"), [most, *lines], call.voice, footer=(change, say("limits.block")))


async def _used(call: Call, tx: Tx, one: Workspace) -> Line:
    own = [feed for feed in await feeds.listing(tx, one.id) if feed.workspace]
    followed = len(await subscriptions.listing(tx, workspace=one.id))
    terms, kept = len(await topics.terms(tx, one.id)), len(await topics.listing(tx, one.id))
    say = call.voice.say
    used = say("limits.used", subscriptions=followed, terms=terms, topics=kept, feeds=len(own))
    name = say("limits.workspace", name=one.name, platform=one.platform, id=one.external)
    return Line(name, mark=say("mark.blocked") if one.blocked_at else "", details=(used,))


async def _block(call: Call, values: Values) -> Card:
    """Say nothing in a workspace any more, and answer it only that it is blocked; after a yes."""
    say = call.voice.say
    async with call.database.read() as tx:
        one = await _find(call, tx, str(values["workspace"]))
    if isinstance(one, Mistake):
        return one.card(call.voice)
    if one.id == call.who.workspace:
        return Mistake(say("block.own"), todo=say("block.other")).card(call.voice)
    if one.blocked_at:
        return Mistake(say("block.already", name=one.name), tries=(f"unblock {one.external}",)).card(call.voice)
    if not call.confirmed:
        effects = (say("block.effect"), say("block.waiting"))
        line = f"block {one.external}"
        return await ask_first(call, what=say("block.what", name=one.name), effects=effects, line=line)
    async with call.database.write() as tx:
        await workspaces.block(tx, one.id, call.clock.now())
        await _note(call, tx, "workspace.block", one)
        undo = await undo_action(call, tx, [f"unblock {one.external}"])
    return setup_card(say("block.done", name=one.name), (say("block.effect"),), call.voice, actions=(undo,))


async def _unblock(call: Call, values: Values) -> Card:
    """Speak in a workspace again."""
    say = call.voice.say
    async with call.database.write() as tx:
        one = await _find(call, tx, str(values["workspace"]))
        if isinstance(one, Mistake):
            return one.card(call.voice)
        if not await workspaces.unblock(tx, one.id, call.clock.now()):
            return Mistake(say("block.not", name=one.name)).card(call.voice)
        await _note(call, tx, "workspace.unblock", one)
    return setup_card(say("block.undone", name=one.name), (say("block.undone-about"),), call.voice)


async def _find(call: Call, tx: Tx, word: str) -> Workspace | Mistake:
    known = await workspaces.listing(tx)
    exact = [one for one in known if one.external == word]
    found = exact or [one for one in known if one.name.casefold() == word.casefold()]
    if len(found) == 1:
        return found[0]
    say = call.voice.say
    if found:
        ids = ", ".join(one.external for one in found)
        return Mistake(say("block.alike", word=word), todo=say("block.by-id", ids=ids))
    return Mistake(say("block.nobody", word=word), todo=say("block.see-limits"), tries=("limits",))


async def _note(call: Call, tx: Tx, action: str, one: Workspace) -> None:
    detail = {"platform": one.platform, "id": one.external}
    await audit.note(tx, AuditLine(call.clock.now(), None, call.who.person, action, one.name, detail))


_WORKSPACE = Option("workspace", OptionKind.TEXT, required=True, maximum=LONGEST_NAME)

LIMITS = Command(
    name="limits",
    handler=_limits,
    repeatable=True,
    permission=Permission.OPERATOR,
    private=True,
    admin=True,
    examples=("limits",),
)
BLOCK = Command(
    name="block",
    handler=_block,
    options=(_WORKSPACE,),
    permission=Permission.OPERATOR,
    private=True,
    admin=True,
    examples=("block 123456789",),
)
UNBLOCK = Command(
    name="unblock",
    handler=_unblock,
    options=(_WORKSPACE,),
    permission=Permission.OPERATOR,
    private=True,
    admin=True,
    examples=("unblock 123456789",),
)
