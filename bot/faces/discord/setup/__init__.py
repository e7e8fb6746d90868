"""Setting the bot up: the link that adds it, its permissions, and `visabot discord check`."""
