"""Workspaces that installed the app are called with their own tokens, which the database holds sealed."""

from pathlib import Path

from slack_sdk.oauth.installation_store import Installation
from structlog.testing import capture_logs

from bot.faces.slack.workspaces.clients import web_client
from bot.faces.slack.workspaces.installations import Installations
from bot.faces.slack.workspaces.secret_keys import SecretKeys
from storage import installations
from tests.bot.faces.slack.installing import KEY, OTHER_KEY, Installing, installing


def contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def saved(one: Installing, team: str = "T1", token: str = "xoxb-1") -> None:  # noqa: S107 - it opens nothing
    await one.store.async_save(
        Installation(
            team_id=team, team_name="News", bot_token=token, bot_id="B1", bot_user_id="U1", user_id="U9WHOINSTALLED"
        )
    )


def reopened(one: Installing, *keys: str) -> Installations:
    return Installations(one.database, SecretKeys(keys), one.clock, lambda token: web_client(token, None))  # type: ignore[arg-type]  # nothing is sent


async def test_a_workspace_is_called_with_its_own_token(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        await saved(one, "T1", "xoxb-1")
        await saved(one, "T2", "xoxb-2")
        first, second = await one.store.every()
        assert (first.team, first.name, first.user, first.bot, first.client.token) == (
            "T1", "News", "U1", "B1", "xoxb-1"
        )  # fmt: skip
        assert second.client.token == "xoxb-2"  # noqa: S105 - it opens nothing
        assert await one.store.of("T1") is first, "one client for each token"
        assert await one.store.of("T3") is None


async def test_the_database_holds_no_token_and_not_who_installed(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        await saved(one)
    everything = contents(tmp_path)
    assert b"News" in everything
    assert b"xoxb" not in everything
    assert b"U9WHOINSTALLED" not in everything


async def test_a_new_token_is_used_at_once(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        await saved(one)
        await one.store.every()
        await saved(one, token="xoxb-2")  # noqa: S106 - it opens nothing
        installed = await one.store.of("T1")
        assert installed is not None
        assert installed.client.token == "xoxb-2"  # noqa: S105


async def test_a_workspace_has_its_new_name_after_a_restart_too(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        await saved(one)
        await one.store.every()
        await one.store.renamed("T1", "Visa desk")
        assert [installed.name for installed in await one.store.every()] == ["Visa desk"]
        assert [installed.name for installed in await reopened(one, KEY).every()] == ["Visa desk"]


async def test_a_token_that_is_forgotten_is_used_no_more(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        await saved(one)
        await one.store.every()
        assert await one.store.teams() == {"T1"}
        await one.store.forget("T1")
        assert await one.store.of("T1") is None
        assert await one.store.every() == []
        assert await one.store.teams() == frozenset()


async def test_a_change_of_keys_seals_all_tokens_anew(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3", KEY) as one:
        await saved(one)
        (installed,) = await reopened(one, OTHER_KEY, KEY).every()
        assert installed.client.token == "xoxb-1"  # noqa: S105
        (installed,) = await reopened(one, OTHER_KEY).every()
        assert installed.client.token == "xoxb-1"  # noqa: S105


async def test_a_token_that_no_key_opens_is_left_out_and_said(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3", KEY) as one:
        await saved(one)
        with capture_logs() as said:
            store = reopened(one, OTHER_KEY)
            assert await store.every() == []
            assert await store.teams() == {"T1"}, "the app is installed there all the same"
        assert [(line["log_level"], line["team"]) for line in said] == [("error", "T1")]
        async with one.database.read() as tx:
            assert await installations.get(tx, "slack", "T1") is not None, "it is not thrown away"
