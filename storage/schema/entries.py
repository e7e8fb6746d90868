"""Entries in their newest revision, how they are recognised, what matched, what they said before."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, text
from sqlalchemy import Text as LongText
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.engine.types import Digest, Id, Json, Prose, UtcDateTime
from storage.schema.base import metadata, own_id

entries = Table(
    "entries",
    metadata,
    own_id(),
    Column("scope", Id, nullable=False),
    Column("feed", Id, ForeignKey("feeds.id", ondelete="SET NULL")),
    Column("publisher", Prose, nullable=False),
    Column("tier", String(16), nullable=False),
    Column("title", Prose, nullable=False),
    Column("summary", Prose, nullable=False),
    Column("url", Prose, nullable=False),
    Column("lang", String(8), nullable=False),
    Column("published", UtcDateTime, nullable=False),  # of the first revision
    Column("updated", UtcDateTime, nullable=False),  # date of the newest revision
    Column("dated_by", String(16), nullable=False),
    Column("refile_marker", Prose),
    Column("refile_rank", Integer),
    Column("content", Digest, nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),  # in a feed's window, to within some days: see retention
    Column("matched", Boolean, nullable=False),
    Column("story", Id, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("joined_at", UtcDateTime),  # when its story got it
    Column("change", String(16)),
    Column("reason", Prose, nullable=False),
    Column("silent", String),
    sqlite_autoincrement=True,
)
IN_STORY = text("story IS NOT NULL")
MATCHED = text("matched")  # as text: the column alone would be asked for as "matched = 1" on SQLite
Index("ix_entries_feed", entries.c.feed)
Index(
    "ix_entries_story",
    entries.c.story,
    entries.c.published,  # so that reports are counted by date from the index alone: storage.coverage
    postgresql_where=IN_STORY,
    sqlite_where=IN_STORY,
)
Index(
    "ix_entries_refile",
    entries.c.scope,
    entries.c.publisher,
    entries.c.published,
    postgresql_where=IN_STORY,
    sqlite_where=IN_STORY,
)
Index(
    "ix_entries_matched",
    entries.c.scope,
    entries.c.published,
    postgresql_where=MATCHED,
    sqlite_where=MATCHED,
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("scope", Id, nullable=False),
    Column("digest", Digest, nullable=False),
    Column("entry", Id, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("scope", "digest"),
    Index("ix_entry_keys_entry", "entry"),
    sqlite_with_rowid=False,  # three of these an entry: the row is the index
)

revisions = Table(
    "revisions",  # what an entry said before: the row as it was, copied when a newer one replaces it
    metadata,
    own_id(),
    Column("entry", Id, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("title", Prose, nullable=False),
    Column("summary", Prose, nullable=False),
    Column("url", Prose, nullable=False),
    Column("updated", UtcDateTime, nullable=False),
    Column("refile_marker", Prose),
    Column("refile_rank", Integer),
    Column("content", Digest, nullable=False),
    Column("change", String(16)),
    Column("reason", Prose, nullable=False),
    Column("silent", String),
    Column("replaced_at", UtcDateTime, nullable=False),
    Index("ix_revisions_entry", "entry"),
    sqlite_autoincrement=True,
)

matches = Table(
    "matches",
    metadata,
    Column("entry", Id, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("topic", String, nullable=False),
    Column("desk_version", String, nullable=False),
    Column("evidence", Json, nullable=False),  # [[term, field, start, end], …]
    Column("reasons", Json, nullable=False),
    PrimaryKeyConstraint("entry", "topic"),
)

entry_words = Table(
    "entry_words",  # on SQLite an FTS5 table whose rowid is the entry: see the migration
    metadata,
    Column("entry", Id, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("words", TSVECTOR().with_variant(LongText(), "sqlite"), nullable=False),
)
Index("ix_entry_words_words", entry_words.c.words, postgresql_using="gin")
