"""What the program keeps about itself."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table

from storage.engine.types import Id, Json, Prose, UtcDateTime
from storage.schema.base import metadata, own_id

installation = Table(
    "installation",  # one row
    metadata,
    Column("id", String(10), primary_key=True),  # random: delivery tokens of two databases never meet
)

desks = Table(
    "desks",  # each version of the desk that ran here: matches name theirs
    metadata,
    Column("version", String, primary_key=True),
    Column("desk", String, nullable=False),
    Column("topics", Json, nullable=False),  # {slug: {language: name}}
    Column("first_run_at", UtcDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    own_id(),
    Column("at", UtcDateTime, nullable=False),
    Column("workspace", Id, ForeignKey("workspaces.id", ondelete="SET NULL")),
    Column("actor", Prose, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", Prose, nullable=False),
    Column("detail", Json, nullable=False),
    Index("ix_audit_workspace", "workspace", "id"),
    sqlite_autoincrement=True,
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("job", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("detail", Json, nullable=False),
)

registrations = Table(
    "registrations",  # the commands that a platform shows for us, as they were last registered
    metadata,
    Column("platform", String(16), nullable=False),
    Column("application", String, nullable=False),  # the platform's id of it
    Column("digest", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("platform", "application"),
)

held = Table(
    "held",  # lines that a button's code stands for
    metadata,
    Column("code", String(16), primary_key=True),
    Column("kind", String(8), nullable=False),  # "confirm", "undo", "line"
    Column("destination", Id, ForeignKey("destinations.id", ondelete="CASCADE"), nullable=False),
    Column("person", String, nullable=False),  # who asked for it
    Column("lines", Json, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Index("ix_held_until", "until"),
)
