"""Changing subscriptions: what stays when something is changed, what the change is called, and what would undo it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cards.subscription import FOR_GOOD, NINE, FollowedView
from bot.commands.call import Call
from bot.commands.following.place import DIRECT, behind
from bot.commands.until import in_utc
from bot.commands.vocabulary import ALL
from bot.pipeline.periods import next_due
from storage import audit, subscriptions
from storage.audit import AuditLine
from storage.destinations import Destination
from storage.engine.database import Tx
from storage.subscriptions import Mode, Subscription, Terms

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONDAY = 0


async def put(
    call: Call, tx: Tx, place: Destination, topic: str | None, *, terms: Terms, before: Subscription | None
) -> Subscription:
    """Store what was agreed. A pause stays; the next digest's moment too, unless its schedule has changed."""
    now = call.clock.now()
    kept = before is not None and _schedule(before.terms) == _schedule(terms)
    due = before.next_due_at if before is not None and kept else _due(terms, now)
    stored = await subscriptions.add(tx, place.id, topic, terms, next_due_at=due, now=now)
    if before is not None and before.paused_until is not None and is_paused(before, now):
        await subscriptions.pause(tx, stored.id, before.paused_until)
        stored = replace(stored, paused_until=before.paused_until)
    return stored


def is_paused(one: Subscription, now: datetime) -> bool:
    """Tell whether a subscription is paused."""
    return one.paused_until is not None and one.paused_until > now


def view(call: Call, one: Subscription) -> FollowedView:
    """Return a subscription with the words to show it."""
    paused = one.paused_until if is_paused(one, call.clock.now()) else None
    name, gone = call.topic_name(one.topic), one.dropped_at is not None
    return FollowedView(name, one.topic or ALL, one.terms, paused, one.next_due_at, dropped=gone)


async def note(call: Call, tx: Tx, place: Destination, action: str, subject: str, **detail: object) -> None:
    """Write into the audit what was changed in a place; what somebody follows by themselves is no matter of admins."""
    if place.kind == DIRECT:
        return
    data: Mapping[str, Any] = {"destination": place.id, "channel": place.name, **detail}
    line = AuditLine(call.clock.now(), call.who.workspace, call.who.person, action, subject, data)
    await audit.note(tx, line)


def subscribe_line(call: Call, place: Destination, one: Subscription) -> str:
    """Return the line that makes a subscription what it is, its quiet hours and its pause left out."""
    terms = one.terms
    digest = terms.mode in {Mode.DAILY, Mode.WEEKLY}
    parts = [
        f"subscribe {one.topic or ALL} mode:{terms.mode.value} timezone:{terms.timezone} language:{terms.locale}",
        f"only:{'official' if terms.official_only else 'any'} publishers:{terms.min_publishers}",
        f"empty:{'yes' if terms.empty else 'no'}",
    ]
    if digest and terms.at is not None:
        parts.append(f"at:{terms.at:%H:%M}")
    if terms.mode is Mode.WEEKLY and terms.weekday is not None:
        parts.append(f"weekday:{WEEKDAYS[terms.weekday]}")
    return " ".join(parts) + behind(call, place)


def quiet_line(call: Call, place: Destination, terms: Terms) -> str:
    """Return the line that sets a place's quiet hours to those of a subscription."""
    if terms.quiet is None:
        return "quiet off" + behind(call, place)
    quiet, passes = terms.quiet, "yes" if terms.urgent else "no"
    hours = f"{quiet.begin:%H:%M} {quiet.end:%H:%M} timezone:{quiet.timezone}"
    return f"quiet {hours} urgent:{passes}" + behind(call, place)


def pause_line(call: Call, place: Destination, one: Subscription) -> str:
    """Return the line that pauses a subscription as it is paused, or resumes it."""
    topic = one.topic or ALL
    alone = " alone" if one.topic is None else ""
    if not is_paused(one, call.clock.now()) or one.paused_until is None:
        return f"resume {topic}{alone}" + behind(call, place)
    until = f" {in_utc(one.paused_until)}" if one.paused_until < FOR_GOOD else ""
    return f"pause {topic}{alone}{until}" + behind(call, place)


def restore_lines(call: Call, place: Destination, gone: list[Subscription]) -> list[str]:
    """Return the lines that bring ended subscriptions back as they were, but for those whose topic is no more."""
    gone = [one for one in gone if one.dropped_at is None]
    lines = [subscribe_line(call, place, one) for one in gone]
    if quiet := next((one for one in gone if one.terms.quiet), None):
        lines.append(quiet_line(call, place, quiet.terms))
    lines += [pause_line(call, place, one) for one in gone if is_paused(one, call.clock.now())]
    return lines


def _schedule(terms: Terms) -> tuple[object, ...]:
    return terms.mode, terms.timezone, terms.at or NINE, terms.weekday or MONDAY


def _due(terms: Terms, now: datetime) -> datetime | None:
    if terms.mode is Mode.INSTANT:
        return None
    return next_due(terms.mode, terms.at or NINE, terms.weekday or MONDAY, terms.timezone, now)
