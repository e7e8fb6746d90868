"""All tables, by noun. Built by the migrations only; a test holds the two equal.

Conditions of partial indices are written as literals (`WAITING`, `OPEN` …): SQLite uses a partial index only where the
query says the same thing in the same words, and a bound parameter says nothing while it plans.
"""

from storage.schema.base import metadata
from storage.schema.delivery import OPEN, SENDING, WAITING, mutes, outbox, posts, quiet_alerts
from storage.schema.entries import entries, entry_keys, entry_words, matches, revisions
from storage.schema.feeds import feeds
from storage.schema.installs import installations, oauth_states
from storage.schema.stories import developments, facts, stories, story_keys, story_topics
from storage.schema.tenants import (
    destinations,
    managers,
    subscriptions,
    suggestions,
    term_changes,
    topics,
    watch_terms,
    workspaces,
)
from storage.schema.upkeep import audit, desks, heartbeats, held, installation, registrations

__all__ = [
    "OPEN",
    "SENDING",
    "WAITING",
    "audit",
    "desks",
    "destinations",
    "developments",
    "entries",
    "entry_keys",
    "entry_words",
    "facts",
    "feeds",
    "heartbeats",
    "held",
    "installation",
    "installations",
    "managers",
    "matches",
    "metadata",
    "mutes",
    "oauth_states",
    "outbox",
    "posts",
    "quiet_alerts",
    "registrations",
    "revisions",
    "stories",
    "story_keys",
    "story_topics",
    "subscriptions",
    "suggestions",
    "term_changes",
    "topics",
    "watch_terms",
    "workspaces",
]
