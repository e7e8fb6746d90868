"""Text: HTML to plain text, normalising with spans, language, tokens. No feed, no topic is known here."""
