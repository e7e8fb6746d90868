"""One feed: how it is."""

from datetime import datetime

from bot.cards.card import Action, Card, CardKind, Line, Section
from bot.cards.clean import clean_card
from bot.cards.feeds import Health, health, oddities
from bot.cards.problems import detail_words, problem_words
from bot.cards.reports import publisher_name
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from feeds.fetch.redact import shown_url
from storage.turn.snapshot import FeedState


def feed_card(feed: FeedState, voice: Voice, desk: Desk, now: datetime) -> Card:
    """Return how one feed is: its address without secrets, what was learnt, what is wrong, and when it is asked."""
    say = voice.say
    spec = feed.spec
    how = health(feed)
    lines = [
        Line(say("feed.address", url=shown_url(spec.url)), mark=say("mark.private") if feed.workspace else ""),
        Line(
            say(
                "feed.kind",
                publisher=publisher_name(spec.publisher, desk, voice),
                tier=tier_name(spec.tier, voice),
                minutes=round(spec.every.total_seconds() / 60),
            )
        ),
        Line(say("feed.asked", when=voice.moment(feed.asked_at)) if feed.asked_at else say("feed.never-asked")),
    ]
    if feed.ok_at:
        lines.append(Line(say("feed.ok", when=voice.moment(feed.ok_at), ago=voice.ago(feed.ok_at, now))))
    if feed.newest_at:
        lines.append(Line(say("feed.newest", when=voice.moment(feed.newest_at))))
    if how is Health.FAILING and feed.failing_since:
        since = voice.moment(feed.failing_since)
        problem = problem_words(feed.problem, voice)
        words = voice.many("feed.failing-since", feed.failures, since=since, problem=problem)
        lines.append(Line(words, mark="!", details=(detail_words(feed.detail, voice),) if feed.detail else ()))
    lines += [Line(odd, mark="!") for odd in oddities(feed, voice)]
    if how in {Health.PAUSED, Health.ENDED}:
        lines.append(Line(say("feed.no-next")))
    else:
        lines.append(Line(say("feed.next", when=voice.moment(feed.next_poll_at))))
    resting = how in {Health.PAUSED, Health.ENDED}
    action = (
        Action(say("action.resume-feed"), f"feed resume {spec.id}")
        if resting
        else Action(say("action.pause-feed"), f"feed pause {spec.id}")
    )
    return clean_card(
        Card(
            kind=CardKind.FEEDS,
            title=say("feed.title", feed=spec.id, health=health_name(how, voice)),
            lang=voice.locale,
            sections=(Section("", tuple(lines)),),
            actions=(*_held_actions(feed, voice), action),
        )
    )


def _held_actions(feed: FeedState, voice: Voice) -> tuple[Action, ...]:
    """Return the two answers to what shall be done with what is held of it."""
    if feed.held_since is None:
        return ()
    return (
        Action(voice.say("action.tell-held"), f"feed tell {feed.spec.id}"),
        Action(voice.say("action.skip-held"), f"feed skip {feed.spec.id}"),
    )


def health_name(how: Health, voice: Voice) -> str:
    """Return how a feed is, in a word."""
    match how:
        case Health.FAILING:
            return voice.say("health.failing")
        case Health.WELL:
            return voice.say("health.well")
        case Health.WAITING:
            return voice.say("health.waiting")
        case Health.PAUSED:
            return voice.say("health.paused")
        case Health.ENDED:
            return voice.say("health.ended")


def tier_name(tier: str, voice: Voice) -> str:
    """Return how close to the source a publisher stands, in a word."""
    return voice.say(f"choice.{tier}")
