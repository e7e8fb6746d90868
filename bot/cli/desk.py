"""`visabot desk`: what the loaded desk would do."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from bot.cards.clean import clean_line
from bot.cli.errors import told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.config.settings import Settings
from bot.pipeline.desk_changes import Change, DeskChanges, desk_changes
from bot.starting.opening import opened
from feeds.clock import SystemClock
from feeds.desks.desk import Desk


@click.group("desk", epilog=example("visabot desk changes"))
def command() -> None:
    """Look at the desk before it takes effect."""


@command.command("changes", epilog=example("visabot desk changes", "visabot desk changes --days 7 --samples 20"))
@click.option("--days", type=click.IntRange(1, 400), default=30, show_default=True, help="How far back to look.")
@click.option("--samples", type=click.IntRange(0), default=5, show_default=True, help="Entries shown of each change.")
@config_option
def changes(*, days: int, samples: int, config: Path | None) -> None:
    """Show what the desk's topics would match otherwise than what is stored.

    Run it with a new release, or an edited desk, before `visabot run`: nothing is changed. What was stored before
    stays as it was matched. Subscriptions to topics that the desk no longer has are counted: they would bring nothing.
    """
    with told():
        settings = begin(config)
        desk = desk_of(settings)
        found = asyncio.run(_changes(settings, desk, days))
    for line in report(found, desk, samples):
        click.echo(line)


async def _changes(settings: Settings, desk: Desk, days: int) -> DeskChanges:
    async with opened(settings) as database:
        return await desk_changes(database, desk, now=SystemClock().now(), days=days)


def report(found: DeskChanges, desk: Desk, samples: int) -> Iterator[str]:
    """Yield what changes, for people: a line a topic, below it `samples` entries that come (+) and go (-).

    Then what becomes of the subscriptions to topics that the desk no longer has, or has again.
    """
    yield f"{desk.id}, version {desk.version}: {found.looked:,} entries stored since {_day(found.since)}"
    if found.cut:
        yield "More is stored of that time; only the newest was looked at."
    same: list[str] = []
    for topic in found.topics.values():
        if not topic.more and not topic.less:
            same.append(topic.slug)
            continue
        more, less = len(topic.more), len(topic.less)
        gone = "" if topic.slug in desk.topics else " (the desk no longer has it)"
        now = topic.stored + more - less
        yield f"{topic.slug}{gone}: {topic.stored:,} stored, {now:,} now: {more:,} more, {less:,} less"
        yield from (_line("+", change) for change in topic.more[:samples])
        yield from (_line("-", change) for change in topic.less[:samples])
    if same:
        yield f"unchanged: {', '.join(same)}"
    for slug, n in found.followed.gone.items():
        yield f"{slug}: the desk no longer has it; {_counted(n)} would bring nothing any more, and be told so"
    for slug, n in found.followed.back.items():
        yield f"{slug}: the desk has it again; {_counted(n)} would go on, and be told so"


def _counted(n: int) -> str:
    return "1 subscription" if n == 1 else f"{n:,} subscriptions"


def _line(sign: str, change: Change) -> str:
    entry = change.entry
    why = f"  [{'; '.join(change.reasons)}]" if change.reasons else ""
    return "  " + clean_line(f"{sign} {_day(entry.published)} {entry.publisher}: {entry.title} {entry.url}{why}")


def _day(when: datetime) -> str:
    return f"{when:%Y-%m-%d}"
