"""Releasing: what is told of stories that were held back, once somebody wants them told. Pure."""

from datetime import datetime

from bot.pipeline.audience import hears, tell
from storage.turn.intents import StoryIntent
from storage.turn.snapshot import KnownStory, Snapshot


def told_after_all(snapshot: Snapshot, now: datetime) -> tuple[StoryIntent, ...]:
    """Return the stories to tell: those about a topic that nobody was told of yet, as if they had just come."""
    return tuple(_told(story, snapshot, now) for story in snapshot.stories if story.topics and not story.told)


def _told(story: KnownStory, snapshot: Snapshot, now: datetime) -> StoryIntent:
    listeners = [
        one
        for one in snapshot.instant
        if (one.destination, story.id) not in snapshot.muted and hears(one, story.topics, story.members)
    ]
    alerts, holds = tell(listeners, story.revision, now, development=False)
    return StoryIntent(
        story=story.id,
        topics=story.topics,
        revision=story.revision,
        version=story.version,
        told=True,
        entries=(),
        alerts=alerts,
        holds=holds,
    )
