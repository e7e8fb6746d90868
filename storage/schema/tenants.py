"""Workspaces, where they want posts, what they subscribed to, and their own topics and terms."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    UniqueConstraint,
    false,
    literal_column,
    text,
)

from storage.engine.types import Id, Json, Prose, UtcDateTime
from storage.schema.base import metadata, own_id

workspaces = Table(
    "workspaces",
    metadata,
    own_id(),
    Column("platform", String(16), nullable=False),
    Column("external", String, nullable=False),  # the platform's id: guild, team, "local"
    Column("name", Prose, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("language", String(8)),  # chosen by its admins, as is the zone; what the platform says is in "locale"
    Column("timezone", String),
    Column("blocked_at", UtcDateTime),  # by the operator
    Column("left_at", UtcDateTime),  # the bot is not there any more
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("platform", "external"),
    sqlite_autoincrement=True,
)

destinations = Table(
    "destinations",
    metadata,
    own_id(),
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("platform", String(16), nullable=False),  # its workspace's: every delivery asks for it
    Column("external", String, nullable=False),
    Column("kind", String(16), nullable=False),  # "channel", "thread", "forum", "direct", "terminal"
    Column("name", Prose, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("timezone", String, nullable=False),
    Column("notices", Boolean, nullable=False),  # hears about the bot itself
    Column("for_operator", Boolean, nullable=False, server_default=false()),  # hears what is for the operator, too
    Column("mention", String),  # the platform's id of the role that alerts mention
    Column("publish", Boolean, nullable=False),  # passes posts on to those who follow the channel elsewhere
    Column("state", String(8), nullable=False),  # "active", "gone"; with its workspace "blocked", "left"
    Column("reason", Prose),
    Column("gone_at", UtcDateTime),
    Column("refused_at", UtcDateTime),  # since when the platform does not let us post there
    Column("next_try_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace", "external"),
    sqlite_autoincrement=True,
)
HEARS_NOTICES = text("notices")
Index("ix_destinations_notices", destinations.c.workspace, postgresql_where=HEARS_NOTICES, sqlite_where=HEARS_NOTICES)
FOR_OPERATOR = text("for_operator")
Index("ix_destinations_operator", destinations.c.workspace, postgresql_where=FOR_OPERATOR, sqlite_where=FOR_OPERATOR)

managers = Table(
    "managers",
    metadata,
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String, primary_key=True),  # the platform's ids
    Column("named_by", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    own_id(),
    Column("destination", Id, ForeignKey("destinations.id", ondelete="CASCADE"), nullable=False),
    Column("topic", String, nullable=False),  # "" is all topics: NULLs would not be unique
    Column("mode", String(8), nullable=False),
    Column("at", Time),
    Column("weekday", Integer),
    Column("timezone", String, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("quiet_from", Time),
    Column("quiet_to", Time),
    Column("quiet_timezone", String),  # theirs alone: "timezone" is that of the digests
    Column("official_only", Boolean, nullable=False),
    Column("min_publishers", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),  # developments pass quiet hours
    Column("empty", Boolean, nullable=False),  # digests say "nothing new"
    Column("next_due_at", UtcDateTime),
    Column("digested_at", UtcDateTime),
    Column("paused_until", UtcDateTime),
    Column("dropped_at", UtcDateTime),  # when it was found that its topic is no more; nothing comes of it since
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("destination", "topic"),
    sqlite_autoincrement=True,
)
INSTANT = subscriptions.c.mode == literal_column("'instant'")
Index(
    "ix_subscriptions_instant",
    subscriptions.c.topic,
    subscriptions.c.destination,
    postgresql_where=INSTANT,
    sqlite_where=INSTANT,
)
DATED = text("next_due_at IS NOT NULL")
Index("ix_subscriptions_due", subscriptions.c.next_due_at, postgresql_where=DATED, sqlite_where=DATED)
DROPPED = text("dropped_at IS NOT NULL")
Index("ix_subscriptions_dropped", subscriptions.c.destination, postgresql_where=DROPPED, sqlite_where=DROPPED)

topics = Table(
    "topics",  # a workspace's own; those of the desk stay in the desk's data
    metadata,
    own_id(),
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("slug", String, nullable=False),
    Column("name", Json, nullable=False),  # text by language
    Column("about", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace", "slug"),
    sqlite_autoincrement=True,
)

watch_terms = Table(
    "watch_terms",  # what a workspace adds to a topic, the desk's or its own
    metadata,
    own_id(),
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("topic", String, nullable=False),
    Column("expression", Prose, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed", Id, nullable=False),  # the `term_changes.number` of its last change
    UniqueConstraint("workspace", "topic", "expression"),
    Index("ix_watch_terms_changed", "changed"),
    sqlite_autoincrement=True,
)

term_changes = Table(
    "term_changes",  # one row: counts the changes of watch_terms, so that a running index sees that there was one
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Id, nullable=False),
)

suggestions = Table(
    "suggestions",  # "not relevant", said by people of a post; for the admins to read
    metadata,
    own_id(),
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False),
    Column("story", Id, nullable=False),  # no key to stories: the suggestion outlives the story it is about
    Column("person", String, nullable=False),
    Column("title", Prose, nullable=False),
    Column("url", Prose, nullable=False),
    Column("causes", Json, nullable=False),  # [[topic, expressions, words found], …]
    Column("created_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("workspace", "story", "person"),
    sqlite_autoincrement=True,
)
UNSETTLED = text("settled_at IS NULL")
Index("ix_suggestions_open", suggestions.c.workspace, postgresql_where=UNSETTLED, sqlite_where=UNSETTLED)
SETTLED = text("settled_at IS NOT NULL")
Index("ix_suggestions_settled", suggestions.c.settled_at, postgresql_where=SETTLED, sqlite_where=SETTLED)
