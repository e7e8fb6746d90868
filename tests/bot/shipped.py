"""What visabot ships, read once for all tests of a process: nothing changes it."""

from functools import cache

from bot.locale.catalogue import Catalogue, load_catalogue
from feeds.desks.desk import Desk
from feeds.desks.loader import shipped_desk


@cache
def catalogue() -> Catalogue:
    """Return what the bot says, in every language. Reading it takes as long as many a test."""
    return load_catalogue()


@cache
def korea_us_visa() -> Desk:
    """Return the desk."""
    return shipped_desk("korea_us_visa")
