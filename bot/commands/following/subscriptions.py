"""`subscriptions [channel]`: what is followed here, how it comes, and what is muted."""

from bot.cards.card import Card
from bot.cards.dropped_topics import end_actions
from bot.cards.subscription import MutedView, PlaceView, subscriptions_card
from bot.commands.call import Call
from bot.commands.command import Command, Permission, Values
from bot.commands.following.changing import view
from bot.commands.following.place import CHANNEL, behind, place_of, seen_by, shown
from bot.commands.mistake import Mistake
from storage import destinations, mutes, stories, subscriptions
from storage.destinations import Destination
from storage.engine.database import Tx

MUTED = 10
"""Muted stories shown of a place, last muted first."""


async def answer(call: Call, values: Values) -> Card:
    """Return what this place follows; to an admin, what the workspace's other places follow too."""
    async with call.database.read() as tx:
        place = await place_of(call, tx, values, reading=True)
        if isinstance(place, Mistake):
            return place.card(call.voice)
        others: list[Destination] = []
        if "channel" not in values and call.who.permission >= Permission.ADMIN:
            known = seen_by(call.who, await destinations.listing(tx, call.who.workspace))
            others = [one for one in known if one.id != place.id and not one.gone]
        seen = [await _seen(call, tx, one) for one in (place, *others)]
    views = [seen[0], *(one for one in seen[1:] if one.followed or one.muted)]
    ends: list[tuple[str, str]] = []
    if call.who.permission >= Permission.MANAGER:
        for where, shown_there in zip((place, *others), seen, strict=True):
            gone = (one for one in shown_there.followed if one.dropped)
            ends += [(one.topic, f"unsubscribe {one.slug}" + behind(call, where)) for one in gone]
    return subscriptions_card(views, call.voice, command=call.desk.command, actions=end_actions(ends, call.voice))


async def _seen(call: Call, tx: Tx, place: Destination) -> PlaceView:
    followed = await subscriptions.listing(tx, destination=place.id)
    numbers = await mutes.of_destination(tx, place.id)
    muted = await stories.views(tx, numbers[:MUTED])
    return PlaceView(
        shown(call, place),
        tuple(view(call, one) for one in followed),
        tuple(MutedView(story.id, story.title) for story in muted),
    )


COMMAND = Command(
    name="subscriptions", handler=answer, repeatable=True, options=(CHANNEL,), private=True, examples=("subscriptions",)
)
