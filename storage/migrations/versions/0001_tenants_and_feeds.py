"""Workspaces and what they want, feeds, and what the program keeps about itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIGEST = sa.LargeBinary(16)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "desks",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("topics", JSON, nullable=False),
        sa.Column("first_run_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_desks"),
    )
    op.create_table(
        "heartbeats",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_heartbeats"),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )
    op.create_table(
        "registrations",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "application", name="pk_registrations"),
    )
    op.create_table(
        "workspaces",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("blocked_at", MOMENT, nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
        sa.UniqueConstraint("platform", "external", name="uq_workspaces_platform_external"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("workspace", ID, nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_audit_workspace", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_workspace", "audit", ["workspace", "id"])
    op.create_table(
        "destinations",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("notices", sa.Boolean(), nullable=False),
        sa.Column("mention", sa.String(), nullable=True),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.Column("refused_at", MOMENT, nullable=True),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_destinations_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_destinations"),
        sa.UniqueConstraint("workspace", "external", name="uq_destinations_workspace_external"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_destinations_notices",
        "destinations",
        ["workspace"],
        postgresql_where=sa.text("notices"),
        sqlite_where=sa.text("notices"),
    )
    op.create_table(
        "managers",
        sa.Column("workspace", ID, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("named_by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_managers_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "person", name="pk_managers"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("destination", ID, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("official_only", sa.Boolean(), nullable=False),
        sa.Column("min_publishers", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("empty", sa.Boolean(), nullable=False),
        sa.Column("next_due_at", MOMENT, nullable=True),
        sa.Column("digested_at", MOMENT, nullable=True),
        sa.Column("paused_until", MOMENT, nullable=True),
        sa.Column("dropped_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["destination"], ["destinations.id"], name="fk_subscriptions_destination", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("destination", "topic", name="uq_subscriptions_destination_topic"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_subscriptions_dropped",
        "subscriptions",
        ["destination"],
        postgresql_where=sa.text("dropped_at IS NOT NULL"),
        sqlite_where=sa.text("dropped_at IS NOT NULL"),
    )
    op.create_index(
        "ix_subscriptions_due",
        "subscriptions",
        ["next_due_at"],
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
        sqlite_where=sa.text("next_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_subscriptions_instant",
        "subscriptions",
        ["topic", "destination"],
        postgresql_where=sa.text("mode = 'instant'"),
        sqlite_where=sa.text("mode = 'instant'"),
    )
    op.create_table(
        "topics",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", JSON, nullable=False),
        sa.Column("about", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_topics_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.UniqueConstraint("workspace", "slug", name="uq_topics_workspace_slug"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watch_terms",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("expression", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed", ID, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_watch_terms_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watch_terms"),
        sa.UniqueConstraint("workspace", "topic", "expression", name="uq_watch_terms_workspace_topic_expression"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watch_terms_changed", "watch_terms", ["changed"])
    op.create_table(
        "term_changes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term_changes"),
    )
    op.create_table(
        "suggestions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace", ID, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("causes", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_suggestions_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.UniqueConstraint("workspace", "story", "person", name="uq_suggestions_workspace_story_person"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_suggestions_open",
        "suggestions",
        ["workspace"],
        postgresql_where=sa.text("settled_at IS NULL"),
        sqlite_where=sa.text("settled_at IS NULL"),
    )
    op.create_index(
        "ix_suggestions_settled",
        "suggestions",
        ["settled_at"],
        postgresql_where=sa.text("settled_at IS NOT NULL"),
        sqlite_where=sa.text("settled_at IS NOT NULL"),
    )
    op.create_table(
        "feeds",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("scope", ID, nullable=False),
        sa.Column("workspace", ID, nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=True),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("switched_on", sa.Boolean(), nullable=False),
        sa.Column("empty_ok", sa.Boolean(), nullable=False),
        sa.Column("agent", sa.String(length=16), nullable=False),
        sa.Column("keep_cookies", sa.Boolean(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("body_digest", DIGEST, nullable=True),
        sa.Column("parsed_at", MOMENT, nullable=True),
        sa.Column("baseline_at", MOMENT, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("ok_at", MOMENT, nullable=True),
        sa.Column("next_poll_at", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("newest_at", MOMENT, nullable=True),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("paused_by", sa.String(length=8), nullable=True),
        sa.Column("resumed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_feeds_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("scope", "slug", name="uq_feeds_scope_slug"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_feeds_due",
        "feeds",
        ["next_poll_at"],
        postgresql_where=sa.text("paused_at IS NULL AND ended_at IS NULL AND lease_until IS NULL"),
        sqlite_where=sa.text("paused_at IS NULL AND ended_at IS NULL AND lease_until IS NULL"),
    )
    op.create_index(
        "ix_feeds_leased",
        "feeds",
        ["lease_until"],
        postgresql_where=sa.text("lease_until IS NOT NULL"),
        sqlite_where=sa.text("lease_until IS NOT NULL"),
    )
    op.create_index("ix_feeds_ok", "feeds", ["scope", "ok_at"])
    op.create_index("ix_feeds_workspace", "feeds", ["workspace"])
    op.create_table(
        "held",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("destination", ID, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["destination"], ["destinations.id"], name="fk_held_destination", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", name="pk_held"),
    )
    op.create_index("ix_held_until", "held", ["until"])
    op.create_table(
        "installations",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "external", name="pk_installations"),
    )
    op.create_table(
        "oauth_states",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_oauth_states"),
    )
    op.create_index("ix_oauth_states_until", "oauth_states", ["until"])
