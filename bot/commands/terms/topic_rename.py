"""`topic rename <topic> <name>`: another name for an own topic; its short name stays."""

from bot.cards.card import Card
from bot.cards.own_topics import own_topic_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.terms.own import not_own
from bot.commands.terms.topic_add import LONGEST_NAME
from bot.commands.terms.topic_restore import restore_line
from storage import audit, topics
from storage.audit import AuditLine


async def answer(call: Call, values: Values) -> Card:
    """Rename a topic, in every language at once: who renames it says what it is called."""
    slug, name = str(values["topic"]), " ".join(str(values["name"]).split())
    if slug not in call.own_topics:
        return not_own(call, slug).card(call.voice)
    now = call.clock.now()
    async with call.database.write() as tx:
        was = await topics.get(tx, call.who.workspace, slug)
        if was is None:
            return not_own(call, slug).card(call.voice)
        before = call.voice.pick(was.name)
        await topics.rename(tx, call.who.workspace, slug, {call.voice.locale: name})
        detail = {"name": name, "before": before}
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "topic.rename", slug, detail))
        undo = await undo_action(call, tx, [restore_line(was)])
    title = call.voice.say("own-topics.renamed", before=before, name=name, slug=slug)
    return own_topic_card(title, (), call.voice, actions=(undo,))


COMMAND = Command(
    name="topic rename",
    handler=answer,
    options=(
        Option("topic", OptionKind.TOPIC, required=True, offered=Offered.OWN),
        Option("name", OptionKind.TEXT, required=True, maximum=LONGEST_NAME),
    ),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("topic rename our-plant Ellabell plant",),
)
