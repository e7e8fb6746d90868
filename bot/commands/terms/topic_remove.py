"""`topic remove <topic>`: an own topic with its terms; asks first, and can be undone."""

from bot.cards.card import Card
from bot.cards.own_topics import own_topic_card
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.following.changing import restore_lines
from bot.commands.terms.own import not_own
from bot.commands.terms.topic_restore import restore_line
from storage import audit, destinations, subscriptions, topics
from storage.audit import AuditLine
from storage.engine.database import Tx
from storage.subscriptions import Subscription


async def answer(call: Call, values: Values) -> Card:
    """Remove a topic after a yes."""
    slug = str(values["topic"])
    if slug not in call.own_topics:
        return not_own(call, slug).card(call.voice)
    name = call.topic_name(slug)
    if not call.confirmed:
        async with call.database.read() as tx:
            terms = [term for term in await topics.terms(tx, call.who.workspace) if term.topic == slug]
            followed = await _followed(call, tx, slug)
        what = call.voice.say("own-topics.remove-what", name=name, slug=slug)
        with_it = (call.voice.many("own-topics.remove-terms", len(terms)),) if terms else ()
        effects = (*with_it, *_ended(call, followed))
        return await ask_first(call, what=what, effects=effects, line=f"topic remove {slug}")
    now = call.clock.now()
    async with call.database.write() as tx:
        terms = [term for term in await topics.terms(tx, call.who.workspace) if term.topic == slug]
        followed = await _followed(call, tx, slug)
        was = await topics.get(tx, call.who.workspace, slug)
        if was is None:
            return not_own(call, slug).card(call.voice)
        await topics.remove(tx, call.who.workspace, slug)
        detail = {"name": name, "terms": [term.expression for term in terms]}
        await audit.note(tx, AuditLine(now, call.who.workspace, call.who.person, "topic.remove", slug, detail))
        again = [restore_line(was), *(f"term add {slug} {term.expression}" for term in terms)]
        for place in await destinations.listing(tx, call.who.workspace):
            if not place.gone:  # nobody can subscribe a place where nothing can be posted
                again += restore_lines(call, place, [one for one in followed if one.destination == place.id])
        undo = await undo_action(call, tx, again)
    title = call.voice.say("own-topics.removed", name=name, slug=slug)
    went = (call.voice.many("own-topics.removed-terms", len(terms)),) if terms else ()
    lines = (*went, *_ended(call, followed))
    return own_topic_card(title, lines, call.voice, actions=(undo,))


async def _followed(call: Call, tx: Tx, slug: str) -> list[Subscription]:
    return [one for one in await subscriptions.listing(tx, workspace=call.who.workspace) if one.topic == slug]


def _ended(call: Call, followed: list[Subscription]) -> tuple[str, ...]:
    return (call.voice.many("own-topics.ended", len(followed)),) if followed else ()


COMMAND = Command(
    name="topic remove",
    handler=answer,
    options=(Option("topic", OptionKind.TOPIC, required=True, offered=Offered.OWN),),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("topic remove our-plant",),
)
