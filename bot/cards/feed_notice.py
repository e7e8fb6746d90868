"""What the bot says about feeds that answer and yet are not well: silent, changed beyond recognition, left alone."""

from collections.abc import Mapping
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.reports import publisher_name
from bot.locale.voice import Voice
from feeds.desks.desk import Desk

FEED_SILENT = "feed-silent"
FEED_SOUND = "feed-sound"
ALL_SILENT = "silence"
ALL_SOUND = "silence-over"
FEED_HELD = "feed-held"
FEED_UNANSWERED = "feed-unanswered"

KINDS = frozenset({FEED_SILENT, FEED_SOUND, ALL_SILENT, ALL_SOUND, FEED_HELD, FEED_UNANSWERED})


def feed_notice_card(data: Mapping[str, str | int], voice: Voice, desk: Desk, now: datetime) -> Card:
    """Return the post of a notice of one of `KINDS`.

    Args:
        data: the notice's: "kind"; of a feed "feed" (its slug); of a silent one "since" (ISO 8601); of a held one
            "entries" (how many); of one that nobody answers "workspace" (its name), "trouble" (`bot.pipeline.escalate`)
            and "since".
        voice: the reader's.
        desk: for the feed's publisher and address.
        now: the moment of telling.

    """
    feed = str(data.get("feed", ""))
    title, text, todo = _words(data, feed, voice)
    mark = "" if data.get("kind") in {FEED_SOUND, ALL_SOUND} else "!"
    line = Line(text, (_source(feed, voice, desk, now),), mark=mark, details=(todo,) if todo else ())
    return clean_card(
        Card(
            kind=CardKind.NOTICE,
            title=title,
            lang=voice.locale,
            sections=(Section("", (line,)),),
            actions=_actions(str(data.get("kind")), feed, voice),
        )
    )


def _words(data: Mapping[str, str | int], feed: str, voice: Voice) -> tuple[str, str, str]:
    """Return the title, what is the matter, and what to do about it."""
    say = voice.say
    since = voice.moment(datetime.fromisoformat(str(data["since"]))) if data.get("since") else "–"
    match data.get("kind"):
        case "feed-silent":
            return (
                say("feed.silent", feed=feed),
                say("feed.silent-about", since=since),
                say("feed.silent-todo"),
            )
        case "feed-sound":
            return say("feed.sound", feed=feed), say("feed.sound-about"), ""
        case "silence":
            return say("silence.all"), say("silence.all-about"), say("silence.all-todo")
        case "silence-over":
            return say("silence.over"), say("feed.sound-about"), ""
        case "feed-held":
            held = voice.many("feed.held-about", int(data.get("entries", 0)))
            return say("feed.held", feed=feed), held, say("feed.held-todo")
        case _:
            trouble = _trouble(str(data.get("trouble", "")), voice)
            workspace = str(data.get("workspace", ""))
            return (
                say("feed.unanswered", feed=feed, workspace=workspace),
                say("feed.unanswered-about", trouble=trouble, since=since),
                say("feed.unanswered-todo"),
            )


def _trouble(kind: str, voice: Voice) -> str:
    match kind:
        case "ended":
            return voice.say("trouble.ended")
        case "silent":
            return voice.say("trouble.silent")
        case "held":
            return voice.say("trouble.held")
        case _:
            return voice.say("trouble.failing")


def _source(feed: str, voice: Voice, desk: Desk, now: datetime) -> Source:
    when = voice.moment(now)
    if not feed:
        return Source(voice.say("name.bot"), at=now, when=when)
    spec = next((spec for spec in desk.feeds if spec.id == feed), None)
    name = publisher_name(spec.publisher, desk, voice) if spec else feed
    return Source(name, spec.url if spec else "", now, when)


def _actions(kind: str, feed: str, voice: Voice) -> tuple[Action, ...]:
    if kind == FEED_HELD:
        return (
            Action(voice.say("action.tell-held"), f"feed tell {feed}"),
            Action(voice.say("action.skip-held"), f"feed skip {feed}"),
        )
    if kind == FEED_SILENT:
        return (
            Action(voice.say("action.feed-health"), f"feed health {feed}"),
            Action(voice.say("action.pause-feed"), f"feed pause {feed}"),
        )
    return (Action(voice.say("action.feeds"), "feeds"),)
