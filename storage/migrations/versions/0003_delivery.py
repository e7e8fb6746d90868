"""The outbox, and the posts that show stories."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("destination", ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("story", ID, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("try_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("publish_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["destination"], ["destinations.id"], name="fk_outbox_destination", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_outbox_story", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("destination", "key", name="uq_outbox_destination_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_backlog",
        "outbox",
        ["destination", "due_at"],
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["platform", "try_at", "id"],
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["destination", "id"],
        postgresql_where=sa.text("settled_at IS NULL"),
        sqlite_where=sa.text("settled_at IS NULL"),
    )
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["platform", "lease_until"],
        postgresql_where=sa.text("state = 'sending'"),
        sqlite_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_outbox_settled",
        "outbox",
        ["settled_at"],
        postgresql_where=sa.text("settled_at IS NOT NULL"),
        sqlite_where=sa.text("settled_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_unpublished",
        "outbox",
        ["platform", "publish_at"],
        postgresql_where=sa.text("publish_at IS NOT NULL"),
        sqlite_where=sa.text("publish_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_story",
        "outbox",
        ["story"],
        postgresql_where=sa.text("story IS NOT NULL"),
        sqlite_where=sa.text("story IS NOT NULL"),
    )
    op.create_table(
        "posts",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("destination", ID, nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("try_at", MOMENT, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["destination"], ["destinations.id"], name="fk_posts_destination", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_posts_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("destination", "story", name="uq_posts_destination_story"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_posts_stale",
        "posts",
        ["platform", "try_at"],
        postgresql_where=sa.text("shown < wanted AND state = 'active'"),
        sqlite_where=sa.text("shown < wanted AND state = 'active'"),
    )
    op.create_index("ix_posts_story", "posts", ["story"])
    op.create_table(
        "quiet_alerts",
        sa.Column("subscription", ID, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("destination", ID, nullable=False),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name="fk_quiet_alerts_subscription", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_quiet_alerts_story", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["destination"], ["destinations.id"], name="fk_quiet_alerts_destination", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subscription", "story", "revision", name="pk_quiet_alerts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quiet_alerts_until", "quiet_alerts", ["until_at"])
    op.create_index("ix_quiet_alerts_destination", "quiet_alerts", ["destination", "story"])
    op.create_index("ix_quiet_alerts_story", "quiet_alerts", ["story"])
    op.create_table(
        "mutes",
        sa.Column("destination", ID, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["destination"], ["destinations.id"], name="fk_mutes_destination", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_mutes_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("destination", "story", name="pk_mutes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mutes_story", "mutes", ["story"])
