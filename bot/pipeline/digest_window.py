"""Which digest a subscription gets, and what of the news is in it. Pure.

Windows follow each other without gap or overlap, `since <= news < until`, whatever the times, zones and modes were: the
end of one is stored and is the beginning of the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.cards.digest import Standing
from bot.pipeline.audience import follows
from bot.pipeline.periods import next_due, period_of
from bot.pipeline.quiet import quiet_until
from storage.digests import History
from storage.subscriptions import Mode, Subscription, Terms
from storage.topics import visible

NINE = time(9)
"""When a daily or weekly digest comes where nobody said."""


@dataclass(frozen=True, slots=True)
class Window:
    """A digest to make now."""

    since: datetime
    until: datetime
    period: str
    """With the subscription's id it makes the digest's key."""
    last: bool
    """The subscription is instant from now on: what it was alerted of meanwhile is not repeated."""
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Later:
    """No digest now: paused, or quiet."""

    next_due_at: datetime | None


def window_of(one: Subscription, now: datetime) -> Window | Later:
    """Return the digest that a due subscription gets at `now`.

    After a downtime one digest covers all that was missed. In quiet hours it waits for their end. While it is paused
    there is none, and the one after reaches back to the end of the pause.
    """
    terms = one.terms
    last = terms.mode is Mode.INSTANT
    following = None if last else next_due(terms.mode, terms.at or NINE, terms.weekday or 0, terms.timezone, now)
    if one.paused_until is not None and one.paused_until > now:
        return Later(one.paused_until if last else following)
    quiet = quiet_until(terms.quiet, now)
    if quiet is not None:
        return Later(quiet)
    since = one.reaches_back_to if one.paused_until is None else max(one.reaches_back_to, one.paused_until)
    period = f"last-{now:%Y%m%dT%H%M%S.%fZ}" if last else period_of(terms.mode, terms.timezone, one.next_due_at or now)
    return Window(since, now, period, last, following)


def standing(
    story: History, one: Subscription, workspace: int, window: Window, alerted: Mapping[int, int]
) -> Standing | None:
    """Return what a story is to the reader of a digest; None: it is not in it.

    Args:
        story: announced, of a scope the workspace sees.
        one: the subscription.
        workspace: its destination's.
        window: of the digest.
        alerted: newest revision that was told in the destination, by story.

    """
    asked = asked_since(story, one.terms, one.topic, workspace)
    if asked is None or max(asked, story.revised) >= window.until:
        return None  # the next digest tells it as it is then; a replay's clock often stands still between two steps
    # When it was announced is known until it develops; then it was some time after it was opened.
    announced = story.opened if story.developments else story.revised
    news = [max(asked, announced), *(at for at in story.developments if at > asked)]
    if not any(window.since <= at < window.until for at in news):
        return None
    if alerted.get(story.id, 0) >= story.revision:
        return None if window.last else Standing.ALERTED
    return Standing.NEW if news[0] >= window.since and story.id not in alerted else Standing.DEVELOPING


def asked_since(story: History, terms: Terms, topic: str | None, workspace: int) -> datetime | None:
    """Return since when a story is what a subscription asks for; None: it is not."""
    if not follows(topic, workspace, story.topics):
        return None
    since = [
        min(
            at
            for key, at in story.topics.items()
            if (slug := visible(key, workspace)) is not None and topic in {None, slug}
        )
    ]
    firsts: dict[str, datetime] = {}
    for report in sorted(story.reports, key=lambda report: report.joined):
        firsts.setdefault(report.publisher, report.joined)
    if len(firsts) < terms.min_publishers:
        return None
    if terms.min_publishers > 1:
        since.append(sorted(firsts.values())[terms.min_publishers - 1])
    if terms.official_only:
        official = [report.joined for report in story.reports if report.official]
        if not official:
            return None
        since.append(min(official))
    return max(since)
