"""The end of an installation: the app is removed, its tokens are revoked, or the whole workspace is gone."""

from tests.servers.slack.errors import Word
from tests.servers.slack.world import World


def end(world: World, team: str, error: Word) -> None:
    """Let the token of a workspace be refused with `error` from now on: `account_inactive` or `token_revoked`."""
    install = world.installed(team)
    world.store.put("installs", team, install | {"ended": error})


def uninstall(world: World, team: str) -> None:
    """Remove the app from a workspace, and tell it: both events come, in either order (reference: app_uninstalled)."""
    end(world, team, Word.ACCOUNT_INACTIVE)
    world.tell(team, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [world.installed(team)["user"]]}})
    world.tell(team, {"type": "app_uninstalled"})


def revoke(world: World, team: str) -> None:
    """Revoke the app's token in a workspace, and tell it."""
    end(world, team, Word.TOKEN_REVOKED)
    world.tell(team, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [world.installed(team)["user"]]}})
