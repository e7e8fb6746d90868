"""Stories, what leads to them, how they grew, and the facts that entries stated."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from storage.engine.types import Digest, Id, Json, Prose, UtcDateTime
from storage.schema.base import metadata, own_id

stories = Table(
    "stories",
    metadata,
    own_id(),
    Column("scope", Id, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),  # when it last got an entry or a revision
    Column("revised_at", UtcDateTime, nullable=False),  # when it last was news: opened, first told, or developed
    Column("newest_at", UtcDateTime, nullable=False),  # date of its newest entry
    Index("ix_stories_latest", "scope", "newest_at"),
    Index("ix_stories_changed", "changed_at"),
    sqlite_autoincrement=True,
)

story_topics = Table(
    "story_topics",  # repeats the story's date, so that a topic's newest are one step along an index
    metadata,
    Column("story", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("topic", String, nullable=False),
    Column("since_at", UtcDateTime, nullable=False),  # when the story got the topic
    Column("scope", Id, nullable=False),
    Column("newest_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("story", "topic"),
    Index("ix_story_topics_latest", "topic", "scope", "newest_at", "story"),
    sqlite_with_rowid=False,
)

story_keys = Table(
    "story_keys",
    metadata,
    Column("scope", Id, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("story", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("scope", "digest", "story"),
    Index("ix_story_keys_story", "story"),
    sqlite_with_rowid=False,
)

developments = Table(
    "developments",
    metadata,
    own_id(),
    Column("story", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", Prose, nullable=False),
    Column("entry", Id, ForeignKey("entries.id", ondelete="SET NULL")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_developments_story", "story", "revision"),
    Index("ix_developments_entry", "entry"),
    sqlite_autoincrement=True,
)

facts = Table(
    "facts",  # keeps its own publisher, link and date: it outlives its entry
    metadata,
    own_id(),
    Column("scope", Id, nullable=False),
    Column("entry", Id, ForeignKey("entries.id", ondelete="SET NULL")),
    Column("story", Id, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("kind", String(16), nullable=False),
    Column("sentence", Prose, nullable=False),
    Column("data", Json, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("publisher", Prose, nullable=False),
    Column("tier", String(16), nullable=False),
    Column("url", Prose, nullable=False),
    Column("published", UtcDateTime, nullable=False),
    Index("ix_facts_latest", "scope", "kind", "published"),
    Index("ix_facts_entry", "entry"),
    Index("ix_facts_story", "story"),
    sqlite_autoincrement=True,
)
