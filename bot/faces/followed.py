"""The places of a platform that follow something, for the commands that check whether posts can get there."""

from dataclasses import dataclass

from storage import destinations, subscriptions, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from storage.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Followed:
    """A workspace with the places in it that follow something."""

    workspace: Workspace
    places: tuple[Destination, ...]
    """At least one; those that were given up as well."""


async def followed_on(database: Database, platform: str) -> dict[str, Followed]:
    """Return them by the platform's id of their workspace; of those that are blocked, none."""
    found = {}
    async with database.read() as tx:
        for one in await workspaces.listing(tx, platform=platform):
            following = {each.destination for each in await subscriptions.listing(tx, workspace=one.id)}
            if following and one.blocked_at is None:
                there = await destinations.listing(tx, one.id)
                found[one.external] = Followed(one, tuple(place for place in there if place.id in following))
    return found
