"""`quiet <from> <to> [timezone] [urgent]` and `quiet off`: hours in which a place hears nothing."""

from dataclasses import replace
from datetime import time

from bot.cards.card import Card
from bot.cards.subscription import change_card, quiet_words
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.following.changing import note, put, quiet_line, subscribe_line
from bot.commands.following.place import CHANNEL, place_of
from bot.commands.mistake import Mistake
from storage import subscriptions
from storage.subscriptions import Terms

OFF = "off"


async def answer(call: Call, values: Values) -> Card:
    """Set or end the quiet hours of every subscription of a place. What is held comes as one post at their end."""
    hours = _hours(call, values)
    if isinstance(hours, Mistake):
        return hours.card(call.voice)
    async with call.database.write() as tx:
        place = await place_of(call, tx, values)
        if isinstance(place, Mistake):
            return place.card(call.voice)
        there = await subscriptions.listing(tx, destination=place.id)
        if not there:
            say = call.voice.say
            todo = say("subscription.subscribe-first", command=call.desk.command)
            return Mistake(say("subscriptions.none"), todo=todo, tries=("topics",)).card(call.voice)
        lines = [quiet_line(call, place, there[0].terms)]
        if "timezone" in values:
            alive = [one for one in there if one.dropped_at is None]  # nobody can subscribe to a topic that is no more
            lines = [*(subscribe_line(call, place, one) for one in alive), *lines]
        undo = await undo_action(call, tx, lines)
        terms = there[0].terms
        for one in there:
            terms = _with(one.terms, hours, values)
            await put(call, tx, place, one.topic, terms=terms, before=one)
        await note(call, tx, place, "follow.quiet", quiet_words(terms, call.voice) or OFF)
    if hours is None:
        return change_card(call.voice.say("quiet.off"), (), call.voice, (undo,))
    words = [quiet_words(terms, call.voice), *([call.voice.say("quiet.zone")] if "timezone" in values else [])]
    return change_card(call.voice.say("quiet.set"), words, call.voice, (undo,))


def _hours(call: Call, values: Values) -> tuple[time, time] | Mistake | None:
    """Return from and to; None: none any more."""
    say = call.voice.say
    if values["from"] == OFF:
        return None
    if "to" not in values:
        return Mistake(say("quiet.needs-end"), todo=say("quiet.write", command=call.desk.command))
    start, end = time.fromisoformat(str(values["from"])), time.fromisoformat(str(values["to"]))
    if start == end:
        where = f"{start:%H:%M}–{end:%H:%M}"
        return Mistake(say("quiet.same"), where=where, todo=say("quiet.or-pause", command=call.desk.command))
    return start, end


def _with(terms: Terms, hours: tuple[time, time] | None, values: Values) -> Terms:
    """Return terms with the hours. Whether urgent developments pass stays as it was, where it is not said."""
    zone = str(values.get("timezone", terms.timezone))
    return replace(terms, quiet=hours, timezone=zone, urgent=bool(values.get("urgent", terms.urgent)))


COMMAND = Command(
    name="quiet",
    handler=answer,
    options=(
        Option("from", OptionKind.TIME, required=True, choices=(OFF,)),
        Option("to", OptionKind.TIME),
        Option("timezone", OptionKind.ZONE),
        Option("urgent", OptionKind.FLAG),
        CHANNEL,
    ),
    permission=Permission.MANAGER,
    examples=("quiet 22:00 07:00 {zone} urgent", "quiet off"),
)
