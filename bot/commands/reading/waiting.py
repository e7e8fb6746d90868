"""Whether a story waits for a digest here: judged as the digest itself will judge it."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.digest import Standing
from bot.commands.call import Call
from bot.pipeline.digest_window import Later, Window, standing, window_of
from storage import digests
from storage.engine.database import Tx
from storage.subscriptions import Mode, Subscription


async def waits_until(tx: Tx, call: Call, story: int, listing: Sequence[Subscription]) -> datetime | None:
    """Return when the first digest of this place comes that will tell a story it has not muted; None: none will."""
    now = call.clock.now()
    windows = [(one, window) for one in listing if (window := _next(one, now)) is not None]
    if not windows:
        return None
    earliest = min(window.since for _, window in windows)
    found = await digests.histories(tx, earliest, scopes={0, call.who.workspace}, only=story)
    alerted = await digests.alerted(tx, call.who.destination, [one.id for one in found])
    coming = [
        window.until
        for one, window in windows
        for history in found
        if standing(history, one, call.who.workspace, window, alerted) in {Standing.NEW, Standing.DEVELOPING}
    ]
    return min(coming, default=None)


def _next(one: Subscription, now: datetime) -> Window | None:
    """Return a subscription's next digest; None: it has none, or a pause leaves out what there is by now."""
    if one.terms.mode is Mode.INSTANT or one.next_due_at is None or one.dropped_at is not None:
        return None
    window = window_of(one, max(one.next_due_at, now))
    if isinstance(window, Later) and window.next_due_at is not None and not _paused(one):
        window = window_of(one, window.next_due_at)  # at the end of quiet hours
    return None if isinstance(window, Later) else window


def _paused(one: Subscription) -> bool:
    return one.paused_until is not None and one.next_due_at is not None and one.paused_until > one.next_due_at
