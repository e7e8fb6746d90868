"""What we remember: one module per noun. SQLAlchemy stays in here.

Open a `database.Database`, take a transaction (`read`, `write`, or `turn` for the deciding step), and pass it to the
functions of the nouns: feeds, entries, stories, topics, facts, workspaces, destinations, subscriptions, outbox, posts,
search, audit, heartbeats, retention. Everything in and out is a frozen dataclass; every moment is aware and in UTC.
Chat, HTTP and the clock may not enter: `now` is passed in. Both engines keep the same promises; all tests run on both.

    snapshot, intents      what deciding reads, and what it wants
    record                 both, in one transaction (`candidates`, `record_entries`, `record_stories`)
    schema/, migrations/   the tables, as they are and as they came to be
"""
