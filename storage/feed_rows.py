"""Feeds as rows, and rows as feeds."""

from datetime import datetime, timedelta
from typing import Any

from yarl import URL

from feeds.feed import Agent, FeedSpec, Tier, Validators
from feeds.fetch.moving import Moving
from feeds.fetch.places import origin_of
from storage.engine.types import AnyRow
from storage.turn.snapshot import FeedState

_OF_THE_ADDRESS = (
    "moved_to",
    "moving_to",
    "moving_since",
    "etag",
    "last_modified",
    "body_digest",
    "ttl",
    "ended_at",
    "failing_since",
    "problem",
    "detail",
)
"""What was learnt of an address, and is forgotten with it."""


def spec_columns(spec: FeedSpec) -> dict[str, Any]:
    """Return the columns that say what a feed is."""
    return {
        "url": spec.url,
        "publisher": spec.publisher,
        "tier": spec.tier.value,
        "lang": spec.lang,
        "every": int(spec.every.total_seconds()),
        "switched_on": spec.on,
        "empty_ok": spec.empty_ok,
        "agent": spec.agent.value,
        "keep_cookies": spec.keep_cookies,
        "encoding": spec.encoding,
        "timezone": spec.timezone,
        "note": spec.note,
    }


def new_row(spec: FeedSpec, workspace: int | None, origin: str, now: datetime) -> dict[str, Any]:
    """Return the row of a feed that was never asked; due at once."""
    return spec_columns(spec) | {
        "scope": workspace or 0,
        "workspace": workspace,
        "origin": origin,
        "slug": spec.id,
        "server": server_of(spec.url),
        "next_poll_at": now,
        "created_at": now,
        "paused_at": None if spec.on else now,
        "paused_by": None if spec.on else "desk",
    }


def registered(row: AnyRow, spec: FeedSpec, now: datetime) -> dict[str, Any]:
    """Return what to change in a stored feed for what the desk says of it now."""
    changes = spec_columns(spec) | {"origin": "desk"}
    if row.url != spec.url:
        changes |= dict.fromkeys(_OF_THE_ADDRESS) | {"failures": 0, "moving_times": 0, "next_poll_at": now}
        changes["server"] = server_of(spec.url)
    if not spec.on and row.paused_at is None and row.resumed_at is None:
        changes |= {"paused_at": now, "paused_by": "desk"}
    elif spec.on and row.paused_by == "desk":
        changes |= {"paused_at": None, "paused_by": None, "next_poll_at": now}
    return changes


def feed_state(row: AnyRow) -> FeedState:
    """Return a row of the feeds table as the pipeline reads it."""
    spec = FeedSpec(
        id=row.slug,
        url=row.moved_to or row.url,
        publisher=row.publisher,
        tier=Tier(row.tier),
        lang=row.lang,
        every=timedelta(seconds=row.every),
        on=row.switched_on,
        empty_ok=row.empty_ok,
        agent=Agent(row.agent),
        keep_cookies=row.keep_cookies,
        encoding=row.encoding,
        timezone=row.timezone,
        note=row.note,
    )
    return FeedState(
        id=row.id,
        spec=spec,
        workspace=row.workspace,
        validators=Validators(row.etag, row.last_modified),
        body_digest=row.body_digest,
        baseline_at=row.baseline_at,
        asked_at=row.asked_at,
        ok_at=row.ok_at,
        next_poll_at=row.next_poll_at,
        failures=row.failures,
        failing_since=row.failing_since,
        problem=row.problem,
        detail=row.detail,
        newest_at=row.newest_at,
        paused_at=row.paused_at,
        ended_at=row.ended_at,
        paused_by=row.paused_by,
        moved=row.moved_to is not None,
        moving=Moving(row.moving_to, row.moving_since, row.moving_times) if row.moving_to else None,
        ttl=None if row.ttl is None else timedelta(seconds=row.ttl),
        brought_at=row.brought_at,
        rhythm=row.rhythm,
        quiet_after=row.quiet_after,
        silent_since=row.silent_since,
        held_since=row.held_since,
        answered_at=row.answered_at,
    )


def server_of(url: str) -> str:
    """Return the scheme, host and port that an address asks; "" where it asks none."""
    try:
        return origin_of(URL(url))
    except ValueError:
        return ""
