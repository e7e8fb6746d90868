"""`unsubscribe <topic or all>`: end a subscription here."""

from bot.cards.card import Card
from bot.cards.subscription import unsubscribed_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.vocabulary import ALL
from storage import subscriptions


async def answer(call: Call, values: Values) -> Card:
    """End the subscription to a topic; "all" ends every subscription of this place."""
    topic = None if values["topic"] == ALL else str(values["topic"])
    here = call.who.destination
    async with call.database.write() as tx:
        if topic is None:
            existed = bool(await subscriptions.remove_all(tx, here))
            all_followed = False
        else:
            existed = await subscriptions.remove(tx, here, topic)
            all_followed = any(one.topic is None for one in await subscriptions.listing(tx, destination=here))
    return unsubscribed_card(topic, call.voice, call.desk, existed=existed, all_followed=all_followed)


COMMAND = Command(
    name="unsubscribe",
    handler=answer,
    options=(Option("topic", OptionKind.TOPIC, required=True, choices=(ALL,)),),
    permission=Permission.MANAGER,
    examples=("unsubscribe {topic}", "unsubscribe all"),
)
