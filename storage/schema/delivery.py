"""What is to be said, and the messages that show stories."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    literal_column,
    text,
)

from storage.engine.types import Id, Json, Prose, UtcDateTime
from storage.schema.base import metadata, own_id

outbox = Table(
    "outbox",
    metadata,
    own_id(),
    Column("destination", Id, ForeignKey("destinations.id", ondelete="CASCADE"), nullable=False),
    Column("platform", String(16), nullable=False),  # its destination's: a process asks only for those it serves
    Column("key", String, nullable=False),
    Column("kind", String(8), nullable=False),  # "alert", "digest", "notice", "backlog"
    Column("story", Id, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("revision", Integer),
    Column("payload", Json, nullable=False),
    Column("state", String(8), nullable=False),  # "waiting", "sending", "sent", "told", "dropped"
    Column("due_at", UtcDateTime, nullable=False),  # when it should be said; never changes
    Column("try_at", UtcDateTime, nullable=False),  # when to try next
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("in_doubt", Boolean, nullable=False),  # an answer was lost: it may have been said
    Column("reason", Prose),
    Column("lease_owner", String),
    Column("lease_until", UtcDateTime),
    Column("message", String),
    Column("settled_at", UtcDateTime),  # sent, told or dropped; NULL while open
    Column("publish_at", UtcDateTime),  # when to try to pass the message on; NULL: it is passed on, or need not be
    UniqueConstraint("destination", "key"),
    sqlite_autoincrement=True,
)
OPEN = outbox.c.settled_at.is_(None)
WAITING = outbox.c.state == literal_column("'waiting'")
SENDING = outbox.c.state == literal_column("'sending'")
Index("ix_outbox_open", outbox.c.destination, outbox.c.id, postgresql_where=OPEN, sqlite_where=OPEN)
Index("ix_outbox_due", outbox.c.platform, outbox.c.try_at, outbox.c.id, postgresql_where=WAITING, sqlite_where=WAITING)
Index("ix_outbox_backlog", outbox.c.destination, outbox.c.due_at, postgresql_where=WAITING, sqlite_where=WAITING)
Index("ix_outbox_sending", outbox.c.platform, outbox.c.lease_until, postgresql_where=SENDING, sqlite_where=SENDING)
SETTLED = text("settled_at IS NOT NULL")
Index("ix_outbox_settled", outbox.c.settled_at, postgresql_where=SETTLED, sqlite_where=SETTLED)
UNPUBLISHED = text("publish_at IS NOT NULL")
Index(
    "ix_outbox_unpublished",
    outbox.c.platform,
    outbox.c.publish_at,
    postgresql_where=UNPUBLISHED,
    sqlite_where=UNPUBLISHED,
)
OF_STORY = text("story IS NOT NULL")
Index("ix_outbox_story", outbox.c.story, postgresql_where=OF_STORY, sqlite_where=OF_STORY)

posts = Table(
    "posts",
    metadata,
    own_id(),
    Column("destination", Id, ForeignKey("destinations.id", ondelete="CASCADE"), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("story", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("message", String, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("state", String(8), nullable=False),  # "active", "ended": not edited any more
    Column("reason", Prose),
    Column("try_at", UtcDateTime, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    UniqueConstraint("destination", "story"),
    Index("ix_posts_story", "story"),
    sqlite_autoincrement=True,
)
STALE = (posts.c.shown < posts.c.wanted) & (posts.c.state == literal_column("'active'"))
Index("ix_posts_stale", posts.c.platform, posts.c.try_at, postgresql_where=STALE, sqlite_where=STALE)

quiet_alerts = Table(
    "quiet_alerts",  # alerts decided in quiet hours, until these end; a subscription that ends takes its own with it
    metadata,
    Column("subscription", Id, ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("story", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("destination", Id, ForeignKey("destinations.id", ondelete="CASCADE"), nullable=False),
    Column("held_at", UtcDateTime, nullable=False),
    Column("until_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("subscription", "story", "revision"),
    Index("ix_quiet_alerts_until", "until_at"),
    Index("ix_quiet_alerts_destination", "destination", "story"),
    Index("ix_quiet_alerts_story", "story"),
    sqlite_with_rowid=False,
)

mutes = Table(
    "mutes",  # stories that a destination wants no more alerts of, nor in digests
    metadata,
    Column("destination", Id, ForeignKey("destinations.id", ondelete="CASCADE"), nullable=False),
    Column("story", Id, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("by", String, nullable=False),  # who muted it: "platform:person"
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("destination", "story"),
    Index("ix_mutes_story", "story"),
    sqlite_with_rowid=False,
)
