"""Who and where: people, channels and servers as ours, and what becomes of them."""
