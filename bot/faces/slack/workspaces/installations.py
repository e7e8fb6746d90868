"""The workspaces that have installed the app by themselves: the clients to call there, and the SDK's store of them.

    Installations.of(team)        -> how to call there, or None
    Installations.every()         -> all of them that can be called
    Installations.teams()         -> the ids of all
    Installations.forget(team)       the app was removed there: its token goes at once

What the database holds is asked each time, a row by its key: a workspace that removed the app a moment ago is not
called from memory. Tokens are sealed there (`bot.faces.slack.workspaces.secret_keys`).
"""

import logging
from collections.abc import Callable, Sequence
from logging import Logger

import structlog
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.faces.slack.places.places import PLATFORM
from bot.faces.slack.workspaces.clients import Installed
from bot.faces.slack.workspaces.secret_keys import SealBrokenError, SecretKeys
from feeds.clock import Clock
from storage import installations
from storage.engine.database import Database
from storage.installations import Installation

log = structlog.get_logger(__name__)


class Installations(AsyncInstallationStore):
    """What the bot asks (`bot.faces.slack.workspaces.clients.Clients`), and what the SDK's OAuth flow saves into.

    Nothing else of the SDK's store is needed: the listener finds its token by `of`.
    """

    def __init__(
        self, database: Database, keys: SecretKeys, clock: Clock, client: Callable[[str], AsyncWebClient]
    ) -> None:
        """Take the keys of the seals, and what makes a client of a token."""
        self._database = database
        self._keys = keys
        self._clock = clock
        self._client = client
        self._made: dict[str, tuple[str, Installed]] = {}
        """By team, with the sealed token that its client has."""

    @property
    def logger(self) -> Logger:
        """Return where the SDK logs to."""
        return logging.getLogger(__name__)

    # What the bot asks.

    async def of(self, team: str) -> Installed | None:
        """Return one workspace; None: the app is not installed there, or not any more, or no key opens its token."""
        async with self._database.read() as tx:
            one = await installations.get(tx, PLATFORM, team)
        if one is None:
            self._made.pop(team, None)
            return None
        return self._installed(one)

    async def every(self) -> Sequence[Installed]:
        """Return all that can be called, the oldest first. Tokens under an old seal get that of the first key."""
        async with self._database.read() as tx:
            found = await installations.listing(tx, PLATFORM)
        made = [(one, self._installed(one)) for one in found]
        old = [one for one, installed in made if installed is not None and not self._keys.is_current(one.token)]
        for one in old:
            token = self._keys.seal(one.external, self._keys.unseal(one.external, one.token))
            async with self._database.write() as tx:
                await installations.seal_again(tx, PLATFORM, one, token)
        if old:
            log.info("tokens sealed with the first key", workspaces=len(old))
        return [installed for _, installed in made if installed is not None]

    async def teams(self) -> frozenset[str]:
        """Return Slack's ids of all, those too whose token no key opens: the app is installed there all the same."""
        async with self._database.read() as tx:
            return frozenset(one.external for one in await installations.listing(tx, PLATFORM))

    async def renamed(self, team: str, name: str) -> None:
        """Note the new name of a workspace: it is not asked for at the start."""
        async with self._database.write() as tx:
            await installations.rename(tx, PLATFORM, team, name)
        self._made.pop(team, None)

    async def forget(self, team: str) -> None:
        """Remove the token of a workspace."""
        async with self._database.write() as tx:
            removed = await installations.remove(tx, PLATFORM, team)
        if removed:
            self._made.pop(team, None)
            log.info("token removed", team=team)

    def _installed(self, one: Installation) -> Installed | None:
        known = self._made.get(one.external)
        if known is not None and known[0] == one.token:
            return known[1]
        try:
            token = self._keys.unseal(one.external, one.token)
        except SealBrokenError:
            log.error(  # noqa: TRY400 - no trace helps
                "no key opens a workspace's token: add the former key to secret_key, behind a comma, or install again",
                team=one.external,
            )
            return None
        installed = Installed(one.external, one.name, one.bot_user, one.bot, self._client(token))
        self._made[one.external] = (one.token, installed)
        return installed

    # What the SDK asks, when somebody has installed the app.

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep the token of a workspace, in the place of an earlier one. Who allowed it is not stored."""
        team = installation.team_id or installation.enterprise_id or ""
        one = Installation(
            external=team,
            name=installation.team_name or installation.enterprise_name or team,
            bot_user=installation.bot_user_id or "",
            bot=installation.bot_id or "",
            scopes=tuple(installation.bot_scopes or ()),
            token=self._keys.seal(team, installation.bot_token or ""),
            at=self._clock.now(),
        )
        async with self._database.write() as tx:
            await installations.put(tx, PLATFORM, one)
