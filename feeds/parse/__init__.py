"""Bytes to entries: feedparser and JSON Feed in worker processes, identity, dates. No HTTP, no database."""
