"""The watch-term language: its syntax, the matcher for all topics at once, and why something did or did not match."""
