"""Feeds as rows, and rows as feeds."""

from datetime import datetime, timedelta
from typing import Any

from feeds.feed import Agent, FeedSpec, Tier, Validators
from storage.engine.types import AnyRow
from storage.turn.snapshot import FeedState


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
        "next_poll_at": now,
        "created_at": now,
        "paused_at": None if spec.on else now,
        "paused_by": None if spec.on else "desk",
    }


def registered(row: AnyRow, spec: FeedSpec, now: datetime) -> dict[str, Any]:
    """Return what to change in a stored feed for what the desk says of it now."""
    changes = spec_columns(spec) | {"origin": "desk"}
    if row.url != spec.url:
        afresh = ("moved_to", "etag", "last_modified", "body_digest", "ended_at", "failing_since", "problem", "detail")
        changes |= dict.fromkeys(afresh) | {"failures": 0, "next_poll_at": now}
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
    )
