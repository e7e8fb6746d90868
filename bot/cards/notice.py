"""What the bot says about itself.

A feed fails, has ended or is well again; it is silent, or has changed; no feed can be reached; a place is lost; a topic
is no more, or is back.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.dropped_topics import KINDS as TOPICS
from bot.cards.dropped_topics import dropped_topics_card
from bot.cards.feed_notice import KINDS as FEEDS
from bot.cards.feed_notice import feed_notice_card
from bot.cards.lost_place import KINDS as PLACES
from bot.cards.lost_place import lost_place_card
from bot.cards.problems import detail_words, problem_words
from bot.cards.reports import NO_NAMES, Names, publisher_name
from bot.locale.voice import Voice
from feeds.desks.desk import Desk


def notice_card(
    data: Mapping[str, str | int], voice: Voice, desk: Desk, now: datetime, names: Names = NO_NAMES
) -> Card:
    """Return the post of a `storage.turn.intents.Notice`.

    Args:
        data: the notice's: "kind" is "network", "network-well", "feed-failing", "feed-ended", "feed-well" or "test"; of
            a feed also "feed" (its slug), "problem", "detail" and "failures" (in a row). What is missing is not spoken
            of. Of other troubles of feeds see `bot.cards.feed_notice`, of a lost place `bot.cards.lost_place`, of
            topics `bot.cards.dropped_topics`.
        voice: the reader's.
        desk: for the feed's publisher and address.
        now: the moment of telling.
        names: of topics that the desk has not.

    """
    if data.get("kind") in PLACES:
        return lost_place_card(data, voice, now)
    if data.get("kind") in FEEDS:
        return feed_notice_card(data, voice, desk, now)
    if data.get("kind") in TOPICS:
        return dropped_topics_card(data, voice, desk, now, names)
    title, line = _words(data, voice, desk, now)
    return clean_card(
        Card(
            kind=CardKind.NOTICE,
            title=title,
            lang=voice.locale,
            sections=(Section("", (line,)),),
            actions=(Action(voice.say("action.feeds"), "feeds"),),
        )
    )


def no_network_card(next_try: datetime, voice: Voice) -> Card:
    """Return what is shown at start when no feed could be reached: when it is tried again, and what works without."""
    return clean_card(
        Card(
            kind=CardKind.NOTICE,
            title=voice.say("network.start", when=voice.bare_time(next_try)),
            lang=voice.locale,
            sections=(Section("", (Line(voice.say("network.demo")),)),),
            actions=(Action(voice.say("action.status"), "status"),),
        )
    )


def _words(data: Mapping[str, str | int], voice: Voice, desk: Desk, now: datetime) -> tuple[str, Line]:
    when = voice.moment(now)
    ourselves = (Source(voice.say("name.bot"), at=now, when=when),)
    feed = str(data.get("feed", ""))
    spec = next((spec for spec in desk.feeds if spec.id == feed), None)
    publisher = publisher_name(spec.publisher, desk, voice) if spec else feed
    source = (Source(publisher, spec.url if spec else "", now, when),)
    match data.get("kind"):
        case "network":
            return voice.say("network.failing"), Line(voice.say("network.failing-about"), ourselves, mark="!")
        case "network-well":
            return voice.say("network.well"), Line(voice.say("network.well-about"), ourselves)
        case "test":
            return voice.say("posting.tested"), Line(voice.say("posting.tested-about"), ourselves)
        case "feed-well":
            return voice.say("feed.well", feed=feed), Line(voice.say("feed.well-about"), source)
        case "feed-ended":
            return voice.say("feed.ended", feed=feed), Line(voice.say("feed.ended-about"), source, mark="!")
        case _:
            problem = problem_words(str(data.get("problem", "")), voice)
            details = [detail_words(str(data["detail"]), voice)] if data.get("detail") else []
            if failures := int(data.get("failures", 0)):
                details.append(voice.many("feed.failures", failures))
            return voice.say("feed.failing", feed=feed), Line(
                voice.say("feed.problem", problem=problem), source, mark="!", details=tuple(details)
            )
