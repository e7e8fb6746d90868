"""`topic restore <slug> <texts>`, typed by the buttons that undo: an own topic with its texts in every language.

People add and rename a topic in the language they speak; one that was read in from a file may have more.
"""

import json
from collections.abc import Iterator, Mapping

from bot.cards.card import Card
from bot.cards.own_topics import own_topic_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from bot.commands.terms.topic_add import full, taken
from feeds.desks.desk import Text
from storage import audit, topics
from storage.audit import AuditLine
from storage.topics import OwnTopic

_LONGEST_SLUG, _LONGEST_TEXT = 48, 300
"""As long as a file may have them (`bot.exchange.read`)."""
_FIELDS = ("name", "about")


def restore_line(topic: OwnTopic) -> str:
    """Return the line that makes a topic what it is, whether it is there or not."""
    texts = {"name": dict(topic.name), "about": dict(topic.about)}
    return f"topic restore {topic.slug} {json.dumps(texts, ensure_ascii=False)}"


async def answer(call: Call, values: Values) -> Card:
    """Add the topic, or give it its texts back."""
    slug, texts = (
        str(values["slug"]),
        _read(str(values["texts"]), {*call.desk.languages, *call.voice.catalogue.locales}),
    )
    if texts is None:
        what = call.voice.say("own-topics.no-texts")
        return Mistake(what, where=slug, todo=call.voice.say("own-topics.write-texts")).card(call.voice)
    if wrong := taken(call, slug, but=slug):
        return wrong.card(call.voice)
    name, about = texts
    now, mine = call.clock.now(), call.who.workspace
    shown = call.voice.pick(name)
    async with call.database.write() as tx:
        before = await topics.get(tx, mine, slug)
        if before is None:
            if no_room := await full(call, tx):
                return no_room.card(call.voice)
            await topics.add(tx, mine, slug, name=name, about=about, now=now)
        else:
            await topics.rename(tx, mine, slug, name, about=about)
        deed = "topic.rename" if before else "topic.add"
        await audit.note(tx, AuditLine(now, mine, call.who.person, deed, slug, {"name": shown}))
        undo = await undo_action(call, tx, [restore_line(before) if before else f"topic remove {slug}"])
    if before is None:
        title = call.voice.say("own-topics.added", name=shown, slug=slug)
    else:
        title = call.voice.say("own-topics.renamed", before=call.voice.pick(before.name), name=shown, slug=slug)
    return own_topic_card(title, (), call.voice, actions=(undo,))


def _read(texts: str, languages: set[str]) -> tuple[Text, Text] | None:
    """Return name and what it is about, by language; None: that is not what is written."""
    try:
        read = json.loads(texts)
    except ValueError:
        return None
    if not isinstance(read, dict) or not read.keys() <= set(_FIELDS):
        return None
    name, about = (dict(_texts(read.get(field), languages)) for field in _FIELDS)
    whole = read == {field: one for field, one in zip(_FIELDS, (name, about), strict=True) if field in read}
    return (name, about) if whole and name else None


def _texts(read: object, languages: set[str]) -> Iterator[tuple[str, str]]:
    """Yield those texts by language that can be a topic's."""
    for language, text in read.items() if isinstance(read, Mapping) else ():
        if language in languages and isinstance(text, str) and text.strip() and len(text) <= _LONGEST_TEXT:
            yield language, text


COMMAND = Command(
    name="topic restore",
    handler=answer,
    options=(
        Option("slug", OptionKind.TEXT, required=True, maximum=_LONGEST_SLUG),
        Option("texts", OptionKind.TEXT, required=True),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    hidden=True,
)
