"""Feeds as commands of admins find them: by name, and only those that the asker may change."""

from datetime import timedelta

from bot.commands.call import Call
from bot.commands.command import Permission
from bot.commands.mistake import Mistake
from bot.commands.vocabulary import near
from feeds.feed import Agent
from storage import audit, feeds
from storage.audit import AuditLine
from storage.engine.database import Tx
from storage.turn.snapshot import FeedState

MINUTE = timedelta(minutes=1)


async def find(call: Call, tx: Tx, slug: str) -> FeedState | Mistake:
    """Return the workspace's own feed of that name, else the shared one."""
    known = await feeds.listing(tx, call.who.workspace)
    alike = [feed for feed in known if feed.spec.id == slug.lower()]
    if alike:
        return max(alike, key=lambda feed: feed.workspace is not None)
    close = near(slug, [feed.spec.id for feed in known])
    todo = call.voice.say("mistake.meant-feed", id=close) if close else call.voice.say("mistake.see-feed-list")
    tries = (f"feed health {close}",) if close else ("feed list",)
    return Mistake(call.voice.say("mistake.no-feed", word=slug), todo=todo, tries=tries)


async def find_own(call: Call, tx: Tx, slug: str) -> FeedState | Mistake:
    """Return the feed of that name that the asker may change: a shared one is the operator's."""
    feed = await find(call, tx, slug)
    if isinstance(feed, FeedState) and feed.workspace is None and call.who.permission < Permission.OPERATOR:
        return Mistake(
            call.voice.say("mistake.shared-feed", id=feed.spec.id), todo=call.voice.say("error.ask-operator")
        )
    return feed


async def note(call: Call, tx: Tx, action: str, feed: FeedState, **detail: object) -> None:
    """Write a change ("add", "remove" …) into the audit: of a shared feed, the operator's. It answers what was told."""
    await feeds.answered(tx, feed.id, call.clock.now())
    line = AuditLine(call.clock.now(), feed.workspace, call.who.person, f"feed.{action}", feed.spec.id, detail)
    await audit.note(tx, line)


def add_line(feed: FeedState) -> str:
    """Return the line that would add a feed as it is."""
    spec = feed.spec
    parts = [f"feed add {spec.url} name:{spec.id} tier:{spec.tier} minutes:{spec.every // MINUTE}"]
    parts += [f"{name}:{value}" for name, value in (("lang", spec.lang), ("zone", spec.timezone)) if value]
    flags = {
        "shared": feed.workspace is None,
        "empty-ok": spec.empty_ok,
        "cookies": spec.keep_cookies,
        "browser": spec.agent is Agent.BROWSER,
    }
    parts += [f"{name}:yes" for name, on in flags.items() if on]
    return " ".join([*parts, f'publisher: "{spec.publisher}"'])
