"""Why something was told here, or not: the stages that an entry goes through, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import TITLE_LIMIT, clean_card, clean_line
from bot.cards.highlights import evidence_highlights
from bot.cards.reasons import reason_words, silent_words, told_words
from bot.cards.reports import publisher_name, story_mark
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.entry import DatedBy
from feeds.feed import Tier
from feeds.terms.match import Evidence
from storage.entries import StoredEntry
from storage.stories import StoryView
from storage.subscriptions import Mode, Subscription
from storage.told import Told
from storage.turn.snapshot import FeedState

FEEDS_SHOWN = 5
"""Feeds named that might bring a link."""
PLACES_SHOWN = 8
"""Words quoted that made a topic match, the first ones: a long report holds dozens."""
NOT_SHOWN = 4
"""Topics that did not match, the nearest ones: the others say nothing more."""

_DATED = {
    DatedBy.PUBLISHED: "why.dated-published",
    DatedBy.UPDATED: "why.dated-updated",
    DatedBy.URL: "why.dated-url",
    DatedBy.FIRST_SEEN: "why.dated-first-seen",
}


@dataclass(frozen=True, slots=True)
class TopicFinding:
    """What one topic said of an entry."""

    name: str
    matched: bool
    points: int
    evidence: Sequence[Evidence]
    """The places that made it match."""
    reasons: Sequence[str]
    """In the reader's language."""


@dataclass(frozen=True, slots=True)
class WhyView:
    """What the card is made of."""

    entry: StoredEntry
    feed: str | None
    """The slug of the feed that brought it; None: that feed was removed."""
    wordings: int
    """How often it was revised."""
    topics: Sequence[TopicFinding]
    """Those that matched first."""
    story: StoryView | None
    story_topics: Mapping[str, str]
    """Names by slug, as far as the reader sees them."""
    subscriptions: Mapping[Subscription, str]
    """The place's, with the names of their topics."""
    muted: bool
    """Whether the place muted the story."""
    held_until: datetime | None
    """When quiet hours end that hold an alert of it."""
    waits_until: datetime | None
    """When the first digest comes here that will tell it."""
    told: Sequence[Told]
    """What the place was, or is, to be told of it."""


def why_card(view: WhyView, voice: Voice, desk: Desk, now: datetime) -> Card:
    """Return the stages: seen, topics, story, told or silent, this place, what was said."""
    sections = (
        Section(voice.say("why.seen"), tuple(_seen(view, voice, desk))),
        Section(voice.say("why.topics"), tuple(_topics(view, voice))),
        Section(voice.say("why.story"), tuple(_story(view, voice))),
        Section(voice.say("why.here"), tuple(_here(view, voice, now))),
    )
    number = view.story.id if view.story else None
    return clean_card(
        Card(
            kind=CardKind.WHY,
            title=voice.say("why.title", title=view.entry.title),
            lang=voice.locale,
            url=view.entry.url,
            sections=sections,
            actions=(Action(voice.say("action.story"), f"story {number}"),) if number else (),
        )
    )


def never_seen_card(link: str, likely: Sequence[FeedState], voice: Voice, desk: Desk) -> Card:
    """Return that a link was never seen, and which feeds might bring it."""
    lines = [
        Line(feed.spec.id, (Source(publisher_name(feed.spec.publisher, desk, voice), feed.spec.url),))
        for feed in likely[:FEEDS_SHOWN]
    ]
    title = voice.say("why.feeds-of-site") if lines else ""
    return clean_card(
        Card(
            kind=CardKind.WHY,
            title=voice.say("why.never-seen"),
            lang=voice.locale,
            sections=(
                Section("", (Line(link), Line(voice.say("why.never-seen-means")))),
                Section(title, tuple(lines) or (Line(voice.say("why.no-feed-of-site")),)),
            ),
            actions=(Action(voice.say("action.feeds"), "feeds"),),
        )
    )


def _seen(view: WhyView, voice: Voice, desk: Desk) -> list[Line]:
    entry = view.entry
    source = Source(
        publisher_name(entry.publisher, desk, voice), entry.url, entry.first_seen, voice.moment(entry.first_seen)
    )
    words = voice.say("why.seen-in", feed=view.feed) if view.feed else voice.say("why.seen-in-removed")
    dated = voice.say(_DATED[entry.dated_by], when=voice.moment(entry.published))
    revised = (voice.many("why.revised", view.wordings),) if view.wordings else ()
    return [Line(words, (source,), details=(dated, *revised))]


def _topics(view: WhyView, voice: Voice) -> list[Line]:
    title = clean_line(view.entry.title, TITLE_LIMIT)
    matched = [one for one in view.topics if one.matched]
    lines = [
        Line(
            title,
            mark=one.name,
            details=(*_places(view, one), *one.reasons),
            highlights=evidence_highlights(title, "title", one.evidence) if title == view.entry.title else (),
        )
        for one in matched
    ]
    others = [one for one in view.topics if not one.matched]
    lines += [Line(voice.say("why.no-match", topic=one.name), details=tuple(one.reasons)) for one in others[:NOT_SHOWN]]
    if more := len(others) - NOT_SHOWN:
        lines += [Line(voice.many("why.more-topics", more))] if more > 0 else []
    return lines


def _places(view: WhyView, one: TopicFinding) -> tuple[str, ...]:
    """Return the words that made a topic match, as they stand in the text: what marks cannot show to all readers."""
    words = dict.fromkeys(
        (view.entry.title if place.field == "title" else view.entry.summary)[place.start : place.end]
        for place in one.evidence
        if place.field != "source"
    )
    quoted = [f"“{word}”" for word in words if word]
    return (" · ".join(quoted[:PLACES_SHOWN]) + (" …" if len(quoted) > PLACES_SHOWN else ""),) if quoted else ()


def _story(view: WhyView, voice: Voice) -> list[Line]:
    entry = view.entry
    if view.story is None:
        return [Line(voice.say("why.no-story"))]
    words = reason_words(entry.reason, voice)
    lines = [
        Line(
            voice.say("why.in-story", title=view.story.title),
            mark=story_mark(view.story.id),
            details=(voice.say("why.because", reason=words),) if words else (),
        )
    ]
    if entry.silent:
        lines.append(Line(silent_words(entry.silent, voice), mark=voice.say("mark.silent")))
    if view.story.told:
        lines.append(Line(voice.say("why.was-told")))
    elif not entry.silent:  # else it is said already
        lines.append(Line(voice.say("why.was-not-told")))
    return lines


def _here(view: WhyView, voice: Voice, now: datetime) -> list[Line]:
    lines = [_subscription(one, name, view, voice, now) for one, name in view.subscriptions.items()]
    if not lines:
        lines.append(Line(voice.say("why.no-subscription")))
    if view.muted:
        lines.append(Line(voice.say("why.muted")))
    if view.held_until:
        lines.append(Line(voice.say("why.held", when=voice.moment(view.held_until))))
    lines += [Line(told_words(one, voice)) for one in view.told]
    if view.waits_until:
        lines.append(Line(voice.say("why.waits", when=voice.moment(view.waits_until))))
    elif view.story is not None and not view.told and not view.held_until:
        lines.append(Line(voice.say("why.nothing-for-here")))
    return lines


def _subscription(one: Subscription, name: str, view: WhyView, voice: Voice, now: datetime) -> Line:
    """Return whether a subscription would have the story told, and the first thing that keeps it from it."""
    terms, story = one.terms, view.story
    mode = voice.say(f"choice.{terms.mode}")
    details: list[str] = []
    if one.dropped_at is not None:
        return Line(voice.say("why.subscription", topic=name, mode=mode), details=(voice.say("why.dropped"),))
    if story is None or not (one.topic is None or one.topic in view.story_topics):
        details.append(voice.say("why.other-topic"))
    elif terms.official_only and all(member.tier is not Tier.OFFICIAL for member in story.members):
        details.append(voice.say("why.not-official"))
    elif (count := len({member.publisher for member in story.members})) < terms.min_publishers:
        details.append(voice.many("why.few-publishers", terms.min_publishers, count=count))
    elif one.created_at > story.revised:
        details.append(voice.say("why.subscribed-later", when=voice.moment(one.created_at)))
    else:
        details.append(voice.say("why.follows"))
    if one.paused_until and one.paused_until > now:
        details.append(voice.say("why.paused", when=voice.moment(one.paused_until)))
    if terms.quiet:
        start, end = (f"{one:%H:%M}" for one in (terms.quiet.begin, terms.quiet.end))
        urgent = voice.say("why.urgent-passes") if terms.urgent else ""
        quiet = voice.say("why.quiet", start=start, end=end, zone=terms.quiet.timezone)
        details.append(f"{quiet} {urgent}".rstrip())
    if terms.mode is not Mode.INSTANT and one.next_due_at:
        details.append(voice.say("why.next-digest", when=voice.moment(one.next_due_at)))
    return Line(voice.say("why.subscription", topic=name, mode=mode), details=tuple(details))
