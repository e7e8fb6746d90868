"""Entries, how they are recognised and searched, stories and facts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIGEST = sa.LargeBinary(16)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# Letters and digits only come in, cut by feeds.text.tokens: "ascii" splits at the blanks between them, and folds and
# splits nothing beyond ASCII, as unicode61 would by its own tables; so both engines find the same.
# detail=none: tokens are looked up, not phrases; it halves the index.
FTS = """CREATE VIRTUAL TABLE entry_words USING fts5(words, tokenize='ascii', detail=none, columnsize=0)"""


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("scope", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("revised_at", MOMENT, nullable=False),
        sa.Column("newest_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stories_changed", "stories", ["changed_at"])
    op.create_index("ix_stories_latest", "stories", ["scope", "newest_at"])
    op.create_table(
        "story_topics",
        sa.Column("story", ID, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("scope", ID, nullable=False),
        sa.Column("newest_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_topics_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", "topic", name="pk_story_topics"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_topics_latest", "story_topics", ["topic", "scope", "newest_at", "story"])
    op.create_table(
        "story_keys",
        sa.Column("scope", ID, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_keys_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scope", "digest", "story", name="pk_story_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_keys_story", "story_keys", ["story"])
    op.create_table(
        "entries",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("scope", ID, nullable=False),
        sa.Column("feed", ID, nullable=True),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("published", MOMENT, nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.Column("dated_by", sa.String(length=16), nullable=False),
        sa.Column("refile_marker", sa.String(), nullable=True),
        sa.Column("refile_rank", sa.Integer(), nullable=True),
        sa.Column("content", DIGEST, nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("matched", sa.Boolean(), nullable=False),
        sa.Column("story", ID, nullable=True),
        sa.Column("joined_at", MOMENT, nullable=True),
        sa.Column("change", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("silent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["feed"], ["feeds.id"], name="fk_entries_feed", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_entries_story", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_feed", "entries", ["feed"])
    op.create_index(
        "ix_entries_matched",
        "entries",
        ["scope", "published"],
        postgresql_where=sa.text("matched"),
        sqlite_where=sa.text("matched"),
    )
    op.create_index(
        "ix_entries_refile",
        "entries",
        ["scope", "publisher", "published"],
        postgresql_where=sa.text("story IS NOT NULL"),
        sqlite_where=sa.text("story IS NOT NULL"),
    )
    op.create_index(
        "ix_entries_story",
        "entries",
        ["story", "published"],
        postgresql_where=sa.text("story IS NOT NULL"),
        sqlite_where=sa.text("story IS NOT NULL"),
    )
    op.create_table(
        "entry_keys",
        sa.Column("scope", ID, nullable=False),
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("entry", ID, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_entry_keys_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scope", "digest", name="pk_entry_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_keys_entry", "entry_keys", ["entry"])
    _create_entry_words()
    op.create_table(
        "revisions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("entry", ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.Column("refile_marker", sa.String(), nullable=True),
        sa.Column("refile_rank", sa.Integer(), nullable=True),
        sa.Column("content", DIGEST, nullable=False),
        sa.Column("change", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("silent", sa.String(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_revisions_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revisions_entry", "revisions", ["entry"])
    op.create_table(
        "matches",
        sa.Column("entry", ID, nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("desk_version", sa.String(), nullable=False),
        sa.Column("evidence", JSON, nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_matches_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", "topic", name="pk_matches"),
    )
    op.create_table(
        "developments",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("story", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entry", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_developments_entry", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_developments_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_developments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_developments_entry", "developments", ["entry"])
    op.create_index("ix_developments_story", "developments", ["story", "revision"])
    op.create_table(
        "facts",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("scope", ID, nullable=False),
        sa.Column("entry", ID, nullable=True),
        sa.Column("story", ID, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("published", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_facts_entry", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_facts_story", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_facts_entry", "facts", ["entry"])
    op.create_index("ix_facts_latest", "facts", ["scope", "kind", "published"])
    op.create_index("ix_facts_story", "facts", ["story"])


def _create_entry_words() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute(FTS)  # its rowid is the entry
        return
    op.create_table(
        "entry_words",
        sa.Column("entry", ID, autoincrement=False, nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_entry_words_entry", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", name="pk_entry_words"),
    )
    op.create_index("ix_entry_words_words", "entry_words", ["words"], postgresql_using="gin")
