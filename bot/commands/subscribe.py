"""`subscribe <topic or all> [mode] [at] [timezone]`: follow a topic here."""

from datetime import time

from bot.cards.card import Card
from bot.cards.subscription import subscribed_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import ALL
from bot.pipeline.periods import next_due
from storage import subscriptions
from storage.subscriptions import Mode, Terms

AT = "09:00"
"""When a daily or weekly digest comes where nobody says."""
MONDAY = 0


async def answer(call: Call, values: Values) -> Card:
    """Subscribe, or change the subscription there is. A time of day without a mode means daily."""
    mode = Mode(str(values.get("mode", Mode.DAILY if "at" in values else Mode.INSTANT)))
    timed = mode in {Mode.DAILY, Mode.WEEKLY}
    if "at" in values and not timed:
        say = call.voice.say
        return Mistake(
            say("subscription.at-needs-digest"), where=str(values["at"]), todo=say("subscription.choose-mode")
        ).card(call.voice)
    now = call.clock.now()
    topic = None if values["topic"] == ALL else str(values["topic"])
    at = time.fromisoformat(str(values.get("at", AT)))
    zone = str(values.get("timezone", call.who.timezone))
    async with call.database.write() as tx:
        listing = await subscriptions.listing(tx, destination=call.who.destination)
        before = next((one for one in listing if one.topic == topic), None)
        terms = Terms(
            mode=mode,
            timezone=zone,
            locale=call.voice.locale,
            at=at if timed else None,
            weekday=MONDAY if mode is Mode.WEEKLY else None,
            quiet=before.terms.quiet if before else None,
        )
        due = None if mode is Mode.INSTANT else next_due(mode, at, MONDAY, zone, now)
        await subscriptions.add(tx, call.who.destination, topic, terms, next_due_at=due, now=now)
    return subscribed_card(topic, call.voice, call.desk, mode=mode, at=at, zone=zone, new=before is None)


COMMAND = Command(
    name="subscribe",
    handler=answer,
    options=(
        Option("topic", OptionKind.TOPIC, required=True, choices=(ALL,)),
        Option("mode", OptionKind.CHOICE, choices=tuple(Mode)),
        Option("at", OptionKind.TIME),
        Option("timezone", OptionKind.ZONE),
    ),
    permission=Permission.MANAGER,
    examples=("subscribe {topic}", "subscribe all daily 09:00 {zone}"),
)
