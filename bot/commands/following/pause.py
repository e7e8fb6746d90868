"""`pause [topic] [until]` and `resume [topic]`: say nothing for a while."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Card
from bot.cards.subscription import FOR_GOOD, change_card, paused_words
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.following.changing import is_paused, note, pause_line
from bot.commands.following.place import CHANNEL, place_of
from bot.commands.following.unsubscribe import ALONE
from bot.commands.mistake import Mistake
from bot.commands.until import moment, read_until
from bot.commands.vocabulary import ALL
from storage import subscriptions
from storage.destinations import Destination
from storage.engine.database import Tx
from storage.subscriptions import Subscription

_TOPIC = Option("topic", OptionKind.TOPIC, choices=(ALL,), offered=Offered.FOLLOWED)


async def pause(call: Call, values: Values) -> Card:
    """Pause a subscription, or every one of the place; without an end, until somebody resumes it."""
    until = _until(call, values)
    if isinstance(until, Mistake):
        return until.card(call.voice)
    async with call.database.write() as tx:
        chosen = await _chosen(call, tx, values)
        if isinstance(chosen, Mistake):
            return chosen.card(call.voice)
        place, some = chosen
        undo = await undo_action(call, tx, [pause_line(call, place, one) for one in some])
        end = until.isoformat() if until < FOR_GOOD else ""
        for one in some:
            await subscriptions.pause(tx, one.id, until)
            await note(call, tx, place, "follow.pause", one.topic or ALL, until=end)
    words = [call.topic_name(one.topic) for one in some]
    note_ = call.voice.say("subscription.paused-means", command=call.desk.command)
    return change_card(paused_words(until, call.voice), [*words, note_], call.voice, (undo,))


async def resume(call: Call, values: Values) -> Card:
    """End pauses. What happened meanwhile is not told afterwards."""
    now = call.clock.now()
    async with call.database.write() as tx:
        chosen = await _chosen(call, tx, values)
        if isinstance(chosen, Mistake):
            return chosen.card(call.voice)
        place, some = chosen
        paused = [one for one in some if is_paused(one, now)]
        if not paused:
            return change_card(call.voice.say("subscription.not-paused"), (), call.voice)
        undo = await undo_action(call, tx, [pause_line(call, place, one) for one in paused])
        for one in paused:
            await subscriptions.pause(tx, one.id, now)
            await note(call, tx, place, "follow.resume", one.topic or ALL)
    words = [call.topic_name(one.topic) for one in paused]
    return change_card(call.voice.say("subscription.resumed"), words, call.voice, (undo,))


def _until(call: Call, values: Values) -> datetime | Mistake:
    word = str(values.get("until", ""))
    if not word:
        return FOR_GOOD
    read = read_until(word)
    until = moment(read, call.clock.now(), call.who.timezone) if read else None
    say = call.voice.say
    return until or Mistake(say("mistake.until-range", word=word), todo=say("mistake.write-until"))


async def _chosen(call: Call, tx: Tx, values: Values) -> tuple[Destination, Sequence[Subscription]] | Mistake:
    """Return the place, and those of its subscriptions that are meant: of a topic, or all of them."""
    place = await place_of(call, tx, values)
    if isinstance(place, Mistake):
        return place
    some = await subscriptions.listing(tx, destination=place.id)
    word = str(values.get("topic", ALL))
    topic = None if word == ALL else word
    if topic is not None or values.get("alone"):
        some = [one for one in some if one.topic == topic]
    if some:
        return place, some
    say = call.voice.say
    return Mistake(
        say("subscription.none", topic=call.topic_name(topic)),
        todo=say("subscription.subscribe-first", command=call.desk.command),
        tries=("subscriptions",),
    )


PAUSE = Command(
    name="pause",
    handler=pause,
    options=(_TOPIC, Option("until", OptionKind.UNTIL), CHANNEL, ALONE),
    permission=Permission.MANAGER,
    examples=("pause", "pause {topic} 2026-02-01 09:00"),
)
RESUME = Command(
    name="resume",
    handler=resume,
    options=(_TOPIC, CHANNEL, ALONE),
    permission=Permission.MANAGER,
    examples=("resume", "resume {topic}"),
)
