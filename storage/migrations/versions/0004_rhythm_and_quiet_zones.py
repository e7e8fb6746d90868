"""What is noticed of feeds, redirects that must repeat, quiet hours by a clock of their own, the operator's place.

What was stored before stays true: quiet hours went by the subscription's clock, a feed's server follows from its
address, and the terminal hears what is for the operator.
"""

import sqlalchemy as sa
from alembic import op
from yarl import URL

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("destinations", sa.Column("for_operator", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE destinations SET for_operator = notices WHERE platform = 'terminal'")
    op.create_index(
        "ix_destinations_operator",
        "destinations",
        ["workspace"],
        postgresql_where=sa.text("for_operator"),
        sqlite_where=sa.text("for_operator"),
    )
    op.add_column("subscriptions", sa.Column("quiet_timezone", sa.String(), nullable=True))
    op.execute("UPDATE subscriptions SET quiet_timezone = timezone WHERE quiet_from IS NOT NULL")
    for column in (
        sa.Column("moving_to", sa.String(), nullable=True),
        sa.Column("moving_since", MOMENT, nullable=True),
        sa.Column("moving_times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("server", sa.String(), server_default="", nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=True),
        sa.Column("brought_at", MOMENT, nullable=True),
        sa.Column("rhythm", sa.LargeBinary(), nullable=True),
        sa.Column("quiet_after", MOMENT, nullable=True),
        sa.Column("silent_since", MOMENT, nullable=True),
        sa.Column("held_since", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
    ):
        op.add_column("feeds", column)
    op.create_index("ix_feeds_brought", "feeds", ["scope", "brought_at"])
    _name_servers()


def _name_servers() -> None:
    feeds = sa.table("feeds", sa.column("id"), sa.column("url"), sa.column("moved_to"), sa.column("server"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(feeds.c.id, feeds.c.url, feeds.c.moved_to)).all():
        named = feeds.update().where(feeds.c.id == row.id).values(server=_server(row.moved_to or row.url))
        connection.execute(named)


def _server(url: str) -> str:
    """Return scheme, host and port, as `storage.feed_rows.server_of` did when this was written; "" for none."""
    try:
        asked = URL(url)
    except ValueError:
        return ""
    return f"{asked.scheme}://{(asked.raw_host or '').rstrip('.')}:{asked.port}"
