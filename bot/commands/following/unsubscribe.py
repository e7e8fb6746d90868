"""`unsubscribe <topic or all>`: end a subscription, here or in another channel."""

from collections.abc import Sequence

from bot.cards.card import Action, Card
from bot.cards.subscription import unsubscribed_card
from bot.commands.asking import ask_first, undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Offered, Option, OptionKind, Permission, Values
from bot.commands.following.changing import note, restore_lines
from bot.commands.following.place import CHANNEL, behind, place_of
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import ALL
from storage import subscriptions
from storage.destinations import Destination
from storage.subscriptions import Subscription

ALONE = Option("alone", OptionKind.FLAG)
"""Of "all": only the subscription to all topics, not those to single ones beside it."""


async def answer(call: Call, values: Values) -> Card:
    """End the subscription to a topic; "all" asks first, then ends every subscription of the place."""
    topic = None if values["topic"] == ALL else str(values["topic"])
    every = topic is None and not values.get("alone")
    async with call.database.write() as tx:
        place = await place_of(call, tx, values)
        if isinstance(place, Mistake):
            return place.card(call.voice)
        there = await subscriptions.listing(tx, destination=place.id)
        gone = there if every else [one for one in there if one.topic == topic]
        if not every or call.confirmed or not gone:
            for one in gone:
                await subscriptions.remove(tx, place.id, one.topic)
                await note(call, tx, place, "follow.end", one.topic or ALL)
            again = restore_lines(call, place, gone)
            undo = [await undo_action(call, tx, again)] if again else []
            left = [one for one in there if one not in gone]
            return _ended(call, topic, gone, left, undo)
    return await _ask(call, place, gone)


def _ended(
    call: Call, topic: str | None, gone: Sequence[Subscription], left: Sequence[Subscription], actions: Sequence[Action]
) -> Card:
    return unsubscribed_card(
        call.topic_name(topic),
        call.voice,
        command=call.desk.command,
        existed=bool(gone),
        all_followed=topic is not None
        and not any(one.dropped_at for one in gone)
        and any(one.topic is None for one in left),
        actions=actions,
    )


async def _ask(call: Call, place: Destination, gone: Sequence[Subscription]) -> Card:
    return await ask_first(
        call,
        what=call.voice.say("subscription.end-all", place=place.name),
        effects=[call.topic_name(one.topic) for one in gone],
        line=f"unsubscribe {ALL}" + behind(call, place),
    )


COMMAND = Command(
    name="unsubscribe",
    handler=answer,
    options=(
        Option("topic", OptionKind.TOPIC, required=True, choices=(ALL,), offered=Offered.FOLLOWED),
        CHANNEL,
        ALONE,
    ),
    permission=Permission.MANAGER,
    examples=("unsubscribe {topic}", "unsubscribe all"),
)
