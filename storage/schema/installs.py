"""How a chat app was let into workspaces, where people install it by themselves (OAuth)."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table

from storage.engine.types import Prose, UtcDateTime
from storage.schema.base import metadata

installations = Table(
    "installations",  # of the app in workspaces; they are told apart from our `workspaces`, which outlive them
    metadata,
    Column("platform", String(16), nullable=False),
    Column("external", String, nullable=False),  # the platform's id of the workspace
    Column("name", Prose, nullable=False),
    Column("bot_user", String, nullable=False),  # the platform's id of the bot as a member
    Column("bot", String, nullable=False),  # the same as the author of messages
    Column("scopes", Prose, nullable=False),  # separated by commas
    Column("token", String, nullable=False),  # sealed: no one who has the database alone can use it
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("platform", "external"),
)

oauth_states = Table(
    "oauth_states",  # installations that somebody has begun
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of what the browser brings back, in hex
    Column("until", UtcDateTime, nullable=False),
    Index("ix_oauth_states_until", "until"),
)
