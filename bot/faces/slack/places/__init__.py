"""Who and where: people, channels and workspaces as ours, what becomes of them, and going into a channel."""
