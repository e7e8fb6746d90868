"""What `subscribe` and `unsubscribe` did."""

from datetime import time

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def subscribed_card(topic: str | None, voice: Voice, desk: Desk, *, mode: str, at: time, zone: str, new: bool) -> Card:
    """Return what is followed from now on, and how it comes.

    Args:
        topic: its id; None: all topics.
        voice: the reader's.
        desk: for the topic's name.
        mode: "instant", "hourly", "daily" or "weekly".
        at: local time of day, for daily and weekly.
        zone: IANA zone of that time.
        new: False where an earlier subscription was changed.

    """
    name = _followed(topic, desk, voice)
    title = voice.say("subscription.added", topic=name) if new else voice.say("subscription.changed", topic=name)
    return _card(title, _mode_words(mode, at, zone, voice), voice)


def unsubscribed_card(topic: str | None, voice: Voice, desk: Desk, *, existed: bool, all_followed: bool) -> Card:
    """Return what is not followed any more.

    Args:
        topic: its id; None: everything.
        voice: the reader's.
        desk: for the topic's name.
        existed: whether it was followed at all.
        all_followed: whether all topics are still followed, and this one with them.

    """
    name = _followed(topic, desk, voice)
    title = voice.say("subscription.removed", topic=name) if existed else voice.say("subscription.none", topic=name)
    return _card(title, voice.say("subscription.still-all", command=desk.command) if all_followed else "", voice)


def _followed(topic: str | None, desk: Desk, voice: Voice) -> str:
    if topic is None:
        return voice.say("subscription.all")
    return voice.pick(desk.topics[topic].name) if topic in desk.topics else topic


def _mode_words(mode: str, at: time, zone: str, voice: Voice) -> str:
    match mode:
        case "hourly":
            return voice.say("subscription.hourly")
        case "daily":
            return voice.say("subscription.daily", at=f"{at:%H:%M}", zone=zone)
        case "weekly":
            return voice.say("subscription.weekly", at=f"{at:%H:%M}", zone=zone)
        case _:
            return voice.say("subscription.instant")


def _card(title: str, words: str, voice: Voice) -> Card:
    return clean_card(
        Card(
            kind=CardKind.SUBSCRIPTION,
            title=title,
            lang=voice.locale,
            sections=(Section("", (Line(words),)),) if words else (),
            actions=(Action(voice.say("action.topics"), "topics"),),
        )
    )
