"""`quiet <from> <to> [timezone] [urgent]` and `quiet off`: hours in which a place hears nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.cards.card import Card
from bot.cards.subscription import change_card, quiet_words
from bot.commands.asking import undo_action
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from bot.commands.following.changing import note, put, quiet_line
from bot.commands.following.place import CHANNEL, place_of
from bot.commands.mistake import Mistake
from storage import subscriptions
from storage.destinations import Destination
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Subscription

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
        undo = await undo_action(call, tx, [quiet_line(call, place, there[0].terms)])
        quiet = hours and QuietHours(*hours, str(values.get("timezone") or _zone(place, there)))
        terms = there[0].terms
        for one in there:
            # Whether urgent developments pass stays as it was, where it is not said.
            terms = replace(one.terms, quiet=quiet, urgent=bool(values.get("urgent", one.terms.urgent)))
            await put(call, tx, place, one.topic, terms=terms, before=one)
        said = f"{quiet.begin:%H:%M}–{quiet.end:%H:%M}" if quiet else OFF
        detail = {"timezone": quiet.timezone, "urgent": terms.urgent} if quiet else {}
        await note(call, tx, place, "follow.quiet", said, **detail)
    if hours is None:
        return change_card(call.voice.say("quiet.off"), (), call.voice, (undo,))
    return change_card(call.voice.say("quiet.set"), (quiet_words(terms, call.voice),), call.voice, (undo,))


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


def _zone(place: Destination, there: Sequence[Subscription]) -> str:
    """Return whose clock they go by where nobody said: as before, else the one of all its digests, else the place's."""
    if before := next((one.terms.quiet for one in there if one.terms.quiet), None):
        return before.timezone
    digests = {one.terms.timezone for one in there if one.terms.mode in {Mode.DAILY, Mode.WEEKLY}}
    return digests.pop() if len(digests) == 1 else place.timezone


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
