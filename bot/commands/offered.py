"""The values of an option that the database knows: feeds, stories, places, what is followed or muted, watch terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.clean import clean_line
from bot.cards.reports import publisher_name
from bot.commands.call import Who
from bot.commands.choice import MOST, Choice
from bot.commands.command import Offered, Option, OptionKind, Permission, Values
from bot.commands.following.place import named, seen_by
from bot.commands.reading.visible import seen_keys
from bot.commands.vocabulary import fold
from bot.locale.voice import Voice
from feeds.desks.desk import Desk, Text
from storage import destinations, mutes, offers, subscriptions, topics
from storage.engine.database import Tx
from storage.offers import Headline, Place

LOOKED_AT = 100
"""Newest stories among which one is looked for by what is typed."""
_LONGEST_NUMBER = 9
_STORED = {OptionKind.FEED, OptionKind.STORY, OptionKind.CHANNEL}
_MARKED = {Offered.FOLLOWED, Offered.MUTED, Offered.TERMS}


def is_stored(option: Option) -> bool:
    """Tell whether what may be chosen stands in the database."""
    return option.offered is not Offered.NOTHING and (option.kind in _STORED or option.offered in _MARKED)


@dataclass(frozen=True, slots=True)
class Asking:
    """One option being completed."""

    who: Who
    voice: Voice
    desk: Desk
    own_topics: Mapping[str, Text]
    dropped_topics: Mapping[str, Text]
    """Of those that are followed, the ones that are no more."""
    option: Option
    typed: str
    """Of its value."""
    given: Values
    """The command's other options, as far as they are typed or picked."""

    @property
    def begun(self) -> str:
        """What is typed, folded."""
        return fold(self.typed)


async def stored(tx: Tx, asking: Asking) -> list[Choice]:
    """Return what may be chosen, best first, at most 25. It takes a few steps along indices, however much is stored."""
    found: list[Choice]
    match asking.option.offered, asking.option.kind:
        case Offered.FOLLOWED, _:
            found = await _followed(tx, asking)
        case Offered.MUTED, _:
            ids = await mutes.of_destination(tx, await _place(tx, asking))
            found = _stories(await offers.headlines(tx, ids[:LOOKED_AT]), asking)
        case Offered.TERMS, _:
            found = await _terms(tx, asking)
        case _, OptionKind.FEED:
            found = await _feeds(tx, asking)
        case _, OptionKind.STORY:
            found = await _newest(tx, asking)
        case _:
            found = await _channels(tx, asking)
    return found[:MOST]


async def _feeds(tx: Tx, asking: Asking) -> list[Choice]:
    shared = asking.option.offered is Offered.ALL or asking.who.permission >= Permission.OPERATOR
    scopes = {0, asking.who.workspace} if shared else {asking.who.workspace}
    publishers = [
        publisher.id
        for publisher in asking.desk.publishers.values()
        if asking.begun and any(fold(name).startswith(asking.begun) for name in publisher.name.values())
    ]
    begun = asking.typed.strip().casefold()
    known = await offers.named_feeds(tx, begun, scopes=scopes, publishers=publishers, limit=MOST)
    return [Choice(one.slug, one.slug, publisher_name(one.publisher, asking.desk, asking.voice)) for one in known]


async def _newest(tx: Tx, asking: Asking) -> list[Choice]:
    """Return the newest stories that fit; first the one whose number is typed, if this workspace sees it."""
    scopes, keys = (0, asking.who.workspace), seen_keys(asking)
    newest = await offers.newest_headlines(tx, scopes=scopes, topics=keys, limit=LOOKED_AT if asking.begun else MOST)
    exact: list[Headline] = []
    number = _number(asking.typed)
    if number.isdecimal() and len(number) <= _LONGEST_NUMBER:
        story = int(number)
        if await offers.is_seen(tx, story, scopes=scopes, topics=keys):
            exact = await offers.headlines(tx, [story])
    return _stories(list(dict.fromkeys([*exact, *newest])), asking)


def _stories(known: list[Headline], asking: Asking) -> list[Choice]:
    """Return those whose number begins so, or whose title has it."""
    number = _number(asking.typed)
    return [
        Choice(str(one.story), str(one.story), one.title)
        for one in known
        if (number.isdecimal() and str(one.story).startswith(number)) or asking.begun in fold(one.title)
    ]


def _number(typed: str) -> str:
    return typed.strip().removeprefix("#").removeprefix("s").removeprefix("S")


async def _channels(tx: Tx, asking: Asking) -> list[Choice]:
    """Return the places whose name has it. Who may not change others is not told of them (`place_of`)."""
    known = [one for one in await offers.places(tx, asking.who.workspace) if _is_offered(one, asking.who)]
    names = [fold(one.name.removeprefix("#")) for one in known]
    begun = fold(asking.typed.strip().removeprefix("#"))
    choices = []
    for place, name in sorted(zip(known, names, strict=True), key=lambda pair: not pair[1].startswith(begun)):
        if begun in name:
            written = "#" + place.name.removeprefix("#")
            clear = names.count(name) == 1 and clean_line(written) == written and " " not in written
            choices.append(Choice(place.external, written if clear else f"<#{place.external}>", "" if clear else name))
    return choices


def _is_offered(place: Place, who: Who) -> bool:
    if place.id == who.destination:
        return True
    return who.permission >= Permission.ADMIN and not place.gone and place.kind != "direct"


async def _followed(tx: Tx, asking: Asking) -> list[Choice]:
    """Return the topics that the place follows; "all" for its subscription to all of them."""
    voice = asking.voice
    choices = []
    for one in await subscriptions.listing(tx, destination=await _place(tx, asking)):
        if one.topic is None:
            continue
        topic = asking.desk.topics.get(one.topic)
        names = topic.name if topic else asking.own_topics.get(one.topic) or asking.dropped_topics.get(one.topic, {})
        if any(fold(name).startswith(asking.begun) for name in (one.topic, *names.values())):
            choices.append(Choice(one.topic, one.topic, voice.pick(names)))
    return choices


async def _terms(tx: Tx, asking: Asking) -> list[Choice]:
    number = asking.typed.strip()
    return [
        Choice(one.id, str(one.id), f"{one.topic}: {one.expression}")
        for one in await topics.terms(tx, asking.who.workspace)
        if str(one.id).startswith(number) or asking.begun in fold(one.expression)
    ]


async def _place(tx: Tx, asking: Asking) -> int:
    """Return the place that the command is about, as far as the asker may see it."""
    here = asking.who.destination
    if "channel" not in asking.given or asking.who.permission < Permission.ADMIN:
        return here
    known = seen_by(asking.who, await destinations.listing(tx, asking.who.workspace))
    meant = named(str(asking.given["channel"]), known)
    return meant[0].id if len(meant) == 1 else here
