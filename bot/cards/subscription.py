"""What is followed, and how it comes: answers of the commands by which a channel follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from babel.dates import format_date

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from storage.subscriptions import Mode, Terms

FOR_GOOD = datetime(9000, 1, 1, tzinfo=UTC)
"""The end of a pause that lasts until somebody ends it: as late as every database and time zone can tell."""
NINE = time(9)
"""When a daily or weekly digest comes where nobody said."""
_A_MONDAY = date(2024, 1, 1)
ALL = "all"
"""Stands for the slug of a subscription to all topics."""


@dataclass(frozen=True, slots=True)
class FollowedView:
    """One subscription, with the words to show it."""

    topic: str
    """Its name, or "All topics"."""
    slug: str
    """As it is typed: the topic's slug, or "all"."""
    terms: Terms
    paused_until: datetime | None
    """None where it is not paused."""
    next_due: datetime | None = None
    dropped: bool = False
    """Whether its topic is no more."""


@dataclass(frozen=True, slots=True)
class MutedView:
    """A story that a place does not want to hear of."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with what it follows."""

    name: str
    """"" for the place where it was asked."""
    followed: tuple[FollowedView, ...]
    muted: tuple[MutedView, ...] = ()


def subscribed_card(
    one: FollowedView,
    voice: Voice,
    *,
    new: bool,
    place: str = "",
    zone_waits: bool = False,
    actions: Sequence[Action] = (),
) -> Card:
    """Return what is followed from now on, and how it comes.

    Args:
        one: the subscription as it is now.
        voice: the reader's.
        new: False where an earlier subscription was changed.
        place: the channel, where it is not the one it was asked in.
        zone_waits: whether a zone was named, though nothing of it comes at a time of day.
        actions: buttons.
    """
    words = [*manner(one, voice), *([voice.say("subscription.zone-waits")] if zone_waits else [])]
    return change_card(subscribed_title(one.topic, voice, new=new, place=place), words, voice, actions)


def already_card(one: FollowedView, voice: Voice, *, place: str = "") -> Card:
    """Return that a topic was followed just so before, and how that comes: nothing has changed."""
    say = voice.say
    title = say("subscription.already-in", topic=one.topic, place=place) if place else ""
    return change_card(title or say("subscription.already", topic=one.topic), manner(one, voice), voice, ())


def subscribed_title(topic: str, voice: Voice, *, new: bool, place: str) -> str:
    """Return the sentence that says what has changed."""
    if new and place:
        return voice.say("subscription.added-in", topic=topic, place=place)
    if new:
        return voice.say("subscription.added", topic=topic)
    if place:
        return voice.say("subscription.changed-in", topic=topic, place=place)
    return voice.say("subscription.changed", topic=topic)


def unsubscribed_card(
    topic: str, voice: Voice, *, command: str, existed: bool, all_followed: bool, actions: Sequence[Action] = ()
) -> Card:
    """Return what is not followed any more.

    Args:
        topic: its name.
        voice: the reader's.
        command: the slash command's name.
        existed: whether it was followed at all.
        all_followed: whether all topics are still followed, and this one with them.
        actions: buttons.

    """
    title = voice.say("subscription.removed", topic=topic) if existed else voice.say("subscription.none", topic=topic)
    words = (voice.say("subscription.still-all", command=command),) if all_followed else ()
    return change_card(title, words, voice, actions)


def subscriptions_card(
    places: Sequence[PlaceView], voice: Voice, *, command: str, actions: Sequence[Action] = ()
) -> Card:
    """Return what is followed, by place; the first place is the one that was asked about. `actions` are buttons."""
    sections = [section for place in places for section in _place(place, voice)]
    asked = places[0] if places else PlaceView("", ())
    return clean_card(
        Card(
            kind=CardKind.SUBSCRIPTION,
            title=_followed_title(asked, voice),
            lang=voice.locale,
            sections=tuple(sections),
            footer=(
                voice.say("subscriptions.how", command=command)
                if asked.followed
                else voice.say("subscription.subscribe-there", command=command)
                if asked.name
                else voice.say("subscription.subscribe-first", command=command),
            ),
            actions=(*actions, Action(voice.say("action.topics"), "topics")),
        )
    )


def _followed_title(asked: PlaceView, voice: Voice) -> str:
    """Return what the place follows, or that it follows nothing."""
    if asked.followed:
        return voice.say("subscriptions.title-in", place=asked.name) if asked.name else voice.say("subscriptions.title")
    return voice.say("subscriptions.none-in", place=asked.name) if asked.name else voice.say("subscriptions.none")


def change_card(title: str, words: Sequence[str], voice: Voice, actions: Sequence[Action] = ()) -> Card:
    """Return what a command has changed: a sentence, and lines below it."""
    return clean_card(
        Card(
            kind=CardKind.SUBSCRIPTION,
            title=title,
            lang=voice.locale,
            sections=(Section("", tuple(map(Line, words))),) if words else (),
            actions=(*actions, Action(voice.say("action.subscriptions"), "subscriptions")),
        )
    )


def manner(one: FollowedView, voice: Voice) -> tuple[str, ...]:
    """Return how a subscription comes, a line for each thing that was agreed."""
    terms = one.terms
    words = [_mode(terms, voice)]
    if terms.official_only:
        words.append(voice.say("subscription.official"))
    if terms.min_publishers > 1:
        words.append(voice.many("subscription.publishers", terms.min_publishers))
    if terms.empty and terms.mode is not Mode.INSTANT:
        words.append(voice.say("subscription.empty"))
    if terms.quiet:
        words.append(quiet_words(terms, voice))
    if terms.locale != voice.locale:
        words.append(voice.say("subscription.language", language=_language(terms.locale, voice)))
    if one.paused_until is not None:
        words.append(paused_words(one.paused_until, voice))
    return tuple(words)


def quiet_words(terms: Terms, voice: Voice) -> str:
    """Return a subscription's quiet hours; "" where it has none."""
    if terms.quiet is None:
        return ""
    start, end, zone = f"{terms.quiet.begin:%H:%M}", f"{terms.quiet.end:%H:%M}", terms.quiet.timezone
    if terms.urgent:
        return voice.say("subscription.quiet-urgent", start=start, end=end, zone=zone)
    return voice.say("subscription.quiet", start=start, end=end, zone=zone)


def paused_words(until: datetime, voice: Voice) -> str:
    """Return how long a pause lasts."""
    if until >= FOR_GOOD:
        return voice.say("subscription.paused")
    return voice.say("subscription.paused-until", until=voice.moment(until))


def _place(place: PlaceView, voice: Voice) -> list[Section]:
    lines = tuple(_followed(one, voice) for one in place.followed)
    muted = tuple(
        Line(voice.say("subscriptions.story", number=f"s{one.number}", title=one.title)) for one in place.muted
    )
    title = voice.say("subscriptions.muted-in", place=place.name) if place.name else voice.say("subscriptions.muted")
    return [Section(name, some) for name, some in ((place.name, lines), (title, muted)) if some]


def _followed(one: FollowedView, voice: Voice) -> Line:
    name = voice.say("topics.topic", name=one.topic, id=voice.say("choice.all") if one.slug == ALL else one.slug)
    if one.dropped:
        return Line(name, mark="!", details=(voice.say("subscriptions.dropped"),))
    return Line(name, details=(*manner(one, voice), *_next(one, voice)))


def _next(one: FollowedView, voice: Voice) -> tuple[str, ...]:
    if one.next_due is None or one.paused_until is not None:
        return ()
    return (voice.say("subscriptions.next", when=voice.moment(one.next_due)),)


def _mode(terms: Terms, voice: Voice) -> str:
    at = f"{terms.at or NINE:%H:%M}"
    match terms.mode:
        case Mode.HOURLY:
            return voice.say("subscription.hourly")
        case Mode.DAILY:
            return voice.say("subscription.daily", at=at, zone=terms.timezone)
        case Mode.WEEKLY:
            day = format_date(_A_MONDAY + timedelta(days=terms.weekday or 0), "EEEE", locale=voice.locale)
            return voice.say("subscription.weekly", day=day, at=at, zone=terms.timezone)
        case _:
            return voice.say("subscription.instant")


def _language(locale: str, voice: Voice) -> str:
    return voice.say("choice.ko") if locale == "ko" else voice.say("choice.en")
