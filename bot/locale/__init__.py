"""What the bot says, in every language it speaks: one catalogue of messages a language."""
