"""`topic add <slug> <name>`: a topic of one's own, which other workspaces do not see."""

import re

from bot.cards.card import Card
from bot.cards.own_topics import own_topic_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.limits import who_raises
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import ALL, fold
from storage import audit, topics
from storage.audit import AuditLine
from storage.engine.database import Tx

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_SLUG, _SHORTEST_SLUG, LONGEST_NAME = 40, 2, 60


async def answer(call: Call, values: Values) -> Card:
    """Add a topic. It matches nothing before it has terms."""
    slug, name = str(values["slug"]).lower(), " ".join(str(values["name"]).split())
    if wrong := _wrong(call, slug):
        return wrong.card(call.voice)
    now = call.clock.now()
    async with call.database.write() as tx:
        if no_room := await full(call, tx):
            return no_room.card(call.voice)
        text = {call.voice.locale: name}
        await topics.add(tx, call.who.workspace, slug, name=text, about={}, now=now)
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "topic.add", slug, {"name": name}))
        undo = await undo_action(call, tx, [f"topic remove {slug}"])
    title = call.voice.say("own-topics.added", name=name, slug=slug)
    todo = call.voice.say("own-topics.give-terms", command=call.desk.command, slug=slug)
    return own_topic_card(title, (todo,), call.voice, actions=(undo,))


def _wrong(call: Call, slug: str) -> Mistake | None:
    if not _SLUG.fullmatch(slug) or not _SHORTEST_SLUG <= len(slug) <= _LONGEST_SLUG:
        return Mistake(call.voice.say("own-topics.bad-slug", slug=slug), todo=call.voice.say("own-topics.write-slug"))
    return taken(call, slug)


async def full(call: Call, tx: Tx) -> Mistake | None:
    """Return the answer where a workspace has as many topics as it may."""
    if len(await topics.listing(tx, call.who.workspace)) < call.limits.topics:
        return None
    todo = call.voice.say("own-topics.full-todo", command=call.desk.command)
    what = call.voice.many("own-topics.full", call.limits.topics)
    return Mistake(what, todo=f"{todo} {who_raises('topics', call.voice)}")


def taken(call: Call, slug: str, *, but: str | None = None) -> Mistake | None:
    """Return the answer where a short name means something already, other than the own topic `but`."""
    names = {ALL, *call.desk.topics, *call.own_topics} - {but if but in call.own_topics else None}
    names |= {name for topic in call.desk.topics.values() for name in topic.name.values()}
    if fold(slug) in map(fold, names):
        return Mistake(call.voice.say("own-topics.exists", slug=slug), todo=call.voice.say("own-topics.choose-another"))
    return None


COMMAND = Command(
    name="topic add",
    handler=answer,
    options=(
        Option("slug", OptionKind.TEXT, required=True, maximum=_LONGEST_SLUG),
        Option("name", OptionKind.TEXT, required=True, maximum=LONGEST_NAME),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("topic add our-plant Our plant",),
)
