"""Installations: where people have let the app in by themselves, with the token that each workspace gave.

Tokens come sealed and stay so: what opens them is not in the database.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.engine.database import Tx
from storage.engine.statements import upsert
from storage.engine.types import AnyRow
from storage.schema import installations, oauth_states

OPEN_STATES = 1000
"""Installations that may be under way at once: anyone can begin one, and the oldest make room."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace."""

    external: str
    """The platform's id of the workspace."""
    name: str
    bot_user: str
    """The platform's id of the bot as a member."""
    bot: str
    """The same as the author of messages."""
    scopes: tuple[str, ...]
    token: str = field(repr=False)
    """Sealed."""
    at: datetime


async def put(tx: Tx, platform: str, one: Installation) -> None:
    """Keep an installation, in the place of an earlier one in that workspace."""
    said = {
        "name": one.name,
        "bot_user": one.bot_user,
        "bot": one.bot,
        "scopes": ",".join(one.scopes),
        "token": one.token,
        "at": one.at,
    }
    row = upsert(tx.dialect, installations).values(platform=platform, external=one.external, **said)
    await tx.execute(row.on_conflict_do_update(index_elements=["platform", "external"], set_=said))


async def get(tx: Tx, platform: str, external: str) -> Installation | None:
    """Return the installation in a workspace."""
    wanted = select(installations).where(installations.c.platform == platform, installations.c.external == external)
    row = (await tx.execute(wanted)).one_or_none()
    return _installation(row) if row else None


async def listing(tx: Tx, platform: str) -> list[Installation]:
    """Return all of a platform, the oldest first."""
    wanted = select(installations).where(installations.c.platform == platform)
    rows = await tx.execute(wanted.order_by(installations.c.at, installations.c.external))
    return [_installation(row) for row in rows]


async def rename(tx: Tx, platform: str, external: str, name: str) -> None:
    """Note the new name of a workspace, if the app is installed there."""
    mine = (installations.c.platform == platform, installations.c.external == external)
    await tx.execute(update(installations).where(*mine).values(name=name))


async def remove(tx: Tx, platform: str, external: str) -> bool:
    """Remove the installation in a workspace; False: there is none."""
    gone = delete(installations).where(installations.c.platform == platform, installations.c.external == external)
    return bool((await tx.execute(gone)).rowcount)


async def seal_again(tx: Tx, platform: str, one: Installation, token: str) -> None:
    """Keep the same token under another seal, unless the installation has changed meanwhile."""
    mine = (installations.c.platform == platform, installations.c.external == one.external)
    await tx.execute(update(installations).where(*mine, installations.c.token == one.token).values(token=token))


async def begin(tx: Tx, digest: str, until: datetime, now: datetime) -> None:
    """Note that somebody begins to install the app, and may come back until then. What is past its time goes."""
    await tx.execute(delete(oauth_states).where(oauth_states.c.until < now))
    count = await tx.scalar(select(func.count()).select_from(oauth_states)) or 0
    if count >= OPEN_STATES:
        oldest = select(oauth_states.c.digest).order_by(oauth_states.c.until).limit(count - OPEN_STATES + 1)
        await tx.execute(delete(oauth_states).where(oauth_states.c.digest.in_(oldest)))
    await tx.execute(upsert(tx.dialect, oauth_states).values(digest=digest, until=until))


async def finish(tx: Tx, digest: str, now: datetime) -> bool:
    """Take note that somebody has come back, once; False: nobody began that, or it was too long ago."""
    begun = delete(oauth_states).where(oauth_states.c.digest == digest, oauth_states.c.until >= now)
    return bool((await tx.execute(begun)).rowcount)


def _installation(row: AnyRow) -> Installation:
    scopes = tuple(row.scopes.split(",")) if row.scopes else ()
    return Installation(row.external, row.name, row.bot_user, row.bot, scopes, row.token, row.at)
