"""The database itself: which one, opened once, upgraded, held by one process, and what can be wrong with it."""
