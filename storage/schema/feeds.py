"""The feeds table: what is polled, and how far we got with it."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from storage.engine.types import Digest, Id, Prose, UtcDateTime
from storage.schema.base import metadata, own_id

feeds = Table(
    "feeds",
    metadata,
    own_id(),
    Column("scope", Id, nullable=False),  # 0 for shared feeds, else the workspace
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="CASCADE")),
    Column("origin", String(8), nullable=False),  # "desk": registered from the desk's data; "added": by a person
    Column("slug", String, nullable=False),
    Column("url", String, nullable=False),
    Column("moved_to", String),  # learnt from permanent redirects that repeated; asked instead of url
    Column("moving_to", String),  # where permanent redirects lead that are not believed yet, since when, how often
    Column("moving_since", UtcDateTime),
    Column("moving_times", Integer, nullable=False, server_default="0"),
    Column("server", String, nullable=False, server_default=""),  # scheme, host and port: few feeds of one at a time
    Column("publisher", String, nullable=False),
    Column("tier", String(16), nullable=False),
    Column("lang", String(8)),
    Column("every", Integer, nullable=False),  # seconds
    Column("switched_on", Boolean, nullable=False),
    Column("empty_ok", Boolean, nullable=False),
    Column("agent", String(16), nullable=False),
    Column("keep_cookies", Boolean, nullable=False),
    Column("encoding", String),
    Column("timezone", String),
    Column("note", String, nullable=False),
    Column("etag", Prose),
    Column("last_modified", Prose),
    Column("body_digest", Digest),
    Column("parsed_at", UtcDateTime),  # when the body was last another one: what its window holds is known as of then
    Column("ttl", Integer),  # seconds that its document asks to be left alone
    Column("baseline_at", UtcDateTime),
    Column("asked_at", UtcDateTime),
    Column("ok_at", UtcDateTime),
    Column("next_poll_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", UtcDateTime),
    Column("problem", String),
    Column("detail", Prose),
    Column("newest_at", UtcDateTime),
    Column("brought_at", UtcDateTime),  # when it last had something new
    Column("rhythm", LargeBinary),  # the hours in which it had, of the last weeks: bot.pipeline.rhythm
    Column("quiet_after", UtcDateTime),  # from then on having nothing new is not its way; NULL: nobody can tell
    Column("silent_since", UtcDateTime),  # its last news, while it is silent against its rhythm
    Column("held_since", UtcDateTime),  # when its items all changed identity, until somebody says what to do
    Column("answered_at", UtcDateTime),  # when an admin or the operator last did something about it
    Column("paused_at", UtcDateTime),
    Column("paused_by", String(8)),  # "desk": switched off or dropped there; "admin"; "left": its workspace was
    Column("resumed_at", UtcDateTime),  # an admin wants it polled, whatever the desk says
    Column("ended_at", UtcDateTime),
    Column("lease_owner", String),
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("scope", "slug"),
    Index("ix_feeds_workspace", "workspace"),
    sqlite_autoincrement=True,
)

AT_REST = text("paused_at IS NULL AND ended_at IS NULL AND lease_until IS NULL")
LEASED = text("lease_until IS NOT NULL")
Index("ix_feeds_due", feeds.c.next_poll_at, postgresql_where=AT_REST, sqlite_where=AT_REST)
Index("ix_feeds_leased", feeds.c.lease_until, postgresql_where=LEASED, sqlite_where=LEASED)
Index("ix_feeds_ok", feeds.c.scope, feeds.c.ok_at)
Index("ix_feeds_brought", feeds.c.scope, feeds.c.brought_at)
