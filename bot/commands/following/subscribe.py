"""`subscribe <topic or all> …`: follow a topic, here or in another channel, or change how it is followed."""

from dataclasses import replace
from datetime import time

from bot.cards.card import Card
from bot.cards.subscription import NINE, already_card, subscribed_card
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.following.changing import WEEKDAYS, note, put, subscribe_line, view
from bot.commands.following.place import CHANNEL, behind, place_of, shown
from bot.commands.limits import who_raises
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import ALL
from storage import subscriptions
from storage.destinations import Destination
from storage.engine.database import Tx
from storage.subscriptions import Mode, Subscription, Terms

OFFICIAL, ANY = "official", "any"
MOST_PUBLISHERS = 20
"""More have never reported one story of the talks; a larger number would be a subscription to silence."""


async def answer(call: Call, values: Values) -> Card:
    """Subscribe, or change the subscription there is: what is not named stays as it was."""
    topic = None if values["topic"] == ALL else str(values["topic"])
    async with call.database.write() as tx:
        place = await place_of(call, tx, values)
        if isinstance(place, Mistake):
            return place.card(call.voice)
        there = await subscriptions.listing(tx, destination=place.id)
        before = next((one for one in there if one.topic == topic), None)
        start = _start(place, there, before)
        terms = _agreed(call, values, start)
        if isinstance(terms, Mistake):
            return terms.card(call.voice)
        if before is None and (full := await _full(call, tx)):
            return full.card(call.voice)
        if before is not None and before.terms == terms and before.dropped_at is None:
            return already_card(view(call, before), call.voice, place=shown(call, place))
        stored = await put(call, tx, place, topic, terms=terms, before=before)
        for other in there:
            if other.topic != topic and other.terms.locale != terms.locale:
                # One post speaks to all that a place follows, so that they share a language.
                spoken = replace(other.terms, locale=terms.locale)
                await put(call, tx, place, other.topic, terms=spoken, before=other)
        action = "follow.change" if before else "follow.add"
        await note(call, tx, place, action, str(values["topic"]), mode=terms.mode.value)
        undo = await undo_action(call, tx, [_undo(call, place, topic, before)])
    return subscribed_card(
        view(call, stored),
        call.voice,
        new=before is None,
        place=shown(call, place),
        zone_waits="timezone" in values and terms.mode not in {Mode.DAILY, Mode.WEEKLY},
        actions=(undo,),
    )


def _start(place: Destination, there: list[Subscription], before: Subscription | None) -> Terms:
    """Return what holds where nothing is said: as before; for a new one the place's language, zone and quiet hours."""
    if before is not None:
        return before.terms
    fresh = Terms(Mode.INSTANT, place.timezone, there[0].terms.locale if there else place.locale)
    if quiet := next((one.terms for one in there if one.terms.quiet), None):
        # Quiet hours are a place's: what is added to it keeps them.
        fresh = replace(fresh, quiet=quiet.quiet, urgent=quiet.urgent)
    return fresh


def _agreed(call: Call, values: Values, start: Terms) -> Terms | Mistake:
    """Return the terms with what was named put in. A time of day alone means daily, a weekday weekly."""
    if "mode" in values:
        mode = Mode(str(values["mode"]))
    elif "weekday" in values:
        mode = Mode.WEEKLY
    elif "at" in values and start.mode not in {Mode.DAILY, Mode.WEEKLY}:
        mode = Mode.DAILY
    else:
        mode = start.mode
    say = call.voice.say
    if "at" in values and mode not in {Mode.DAILY, Mode.WEEKLY}:
        return Mistake(
            say("subscription.at-needs-digest"), where=str(values["at"]), todo=say("subscription.choose-mode")
        )
    if "weekday" in values and mode is not Mode.WEEKLY:
        day = say(f"choice.{values['weekday']}")
        return Mistake(say("subscription.day-needs-weekly"), where=day, todo=say("subscription.choose-weekly"))
    if "empty" in values and values["empty"] and mode is Mode.INSTANT:
        return Mistake(say("subscription.empty-needs-digest"), todo=say("subscription.choose-digest"))
    at = time.fromisoformat(str(values["at"])) if "at" in values else start.at
    return replace(
        start,
        mode=mode,
        at=NINE if at is None and mode in {Mode.DAILY, Mode.WEEKLY} else at,
        weekday=WEEKDAYS.index(str(values["weekday"])) if "weekday" in values else start.weekday,
        timezone=str(values.get("timezone", start.timezone)),
        locale=str(values.get("language", start.locale)),
        official_only=values["only"] == OFFICIAL if "only" in values else start.official_only,
        min_publishers=int(values.get("publishers", start.min_publishers)),
        empty=bool(values.get("empty", start.empty)),
    )


async def _full(call: Call, tx: Tx) -> Mistake | None:
    """Return the answer where a workspace has as many subscriptions as it may."""
    most = call.limits.subscriptions
    if len(await subscriptions.listing(tx, workspace=call.who.workspace)) < most:
        return None
    todo = f"{call.voice.say('subscription.make-room')} {who_raises('subscriptions', call.voice)}"
    return Mistake(call.voice.many("subscription.full", most), todo=todo)


def _undo(call: Call, place: Destination, topic: str | None, before: Subscription | None) -> str:
    if before is not None:
        return subscribe_line(call, place, before)
    return f"unsubscribe {topic or f'{ALL} alone'}" + behind(call, place)


COMMAND = Command(
    name="subscribe",
    handler=answer,
    options=(
        Option("topic", OptionKind.TOPIC, required=True, choices=(ALL,), several=True),
        Option("mode", OptionKind.CHOICE, choices=tuple(Mode)),
        Option("at", OptionKind.TIME),
        Option("timezone", OptionKind.ZONE),
        Option("weekday", OptionKind.CHOICE, choices=WEEKDAYS),
        Option("language", OptionKind.CHOICE, choices=("en", "ko")),
        Option("only", OptionKind.CHOICE, choices=(OFFICIAL, ANY)),
        Option("publishers", OptionKind.INTEGER, minimum=1, maximum=MOST_PUBLISHERS, by_name=True),
        Option("empty", OptionKind.FLAG),
        CHANNEL,
    ),
    permission=Permission.MANAGER,
    examples=(
        "subscribe {topic}",
        "subscribe all daily 09:00 {zone}",
        "subscribe {topic} weekly friday 18:00",
        "subscribe all only:official publishers:2",
    ),
)
