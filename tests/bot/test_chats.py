"""The chat platforms that the settings switch on."""

from pathlib import Path
from unittest.mock import patch

from bot.chats import open_chats, slack_settings
from bot.config.configure import load
from tests.bot import shipped

SLACK = {
    "VISABOT_SLACK_CLIENT_ID": "1.2",
    "VISABOT_SLACK_CLIENT_SECRET": "client-secret",
    "VISABOT_SLACK_SIGNING_SECRET": "signing-secret",
    "VISABOT_SLACK_HTTP": "127.0.0.1:3000",
    "VISABOT_SLACK_PUBLIC_URL": "https://bot.example/",
    "VISABOT_SECRET_KEY": f"{'B' * 42}A=, {'A' * 43}=",
}


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"VISABOT_DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}", "HOME": str(tmp_path), **more}


async def test_without_tokens_there_is_none(tmp_path: Path) -> None:
    with patch.dict("os.environ", environment(tmp_path), clear=True):
        async with open_chats(load(), shipped.catalogue()) as chats:
            assert chats == ()


async def test_both_may_be_on_at_once(tmp_path: Path) -> None:
    tokens = {
        "VISABOT_DISCORD_TOKEN": "token",
        "VISABOT_SLACK_BOT_TOKEN": "xoxb-1",
        "VISABOT_SLACK_APP_TOKEN": "xapp-1",
    }
    with patch.dict("os.environ", environment(tmp_path, **tokens), clear=True):
        async with open_chats(load(), shipped.catalogue()) as chats:
            assert [chat.face.platform for chat in chats] == ["discord", "slack"]


async def test_slack_is_on_too_where_workspaces_install_the_app_themselves(tmp_path: Path) -> None:
    with patch.dict("os.environ", environment(tmp_path, **SLACK), clear=True):
        settings = load()
        async with open_chats(settings, shipped.catalogue()) as chats:
            assert [chat.face.platform for chat in chats] == ["slack"]
    slack = slack_settings(settings)
    assert slack.listen == ("127.0.0.1", 3000)
    assert slack.signing_secret == "signing-secret"  # noqa: S105 - invented
    assert slack.install is not None
    assert slack.install.oauth.public_url == "https://bot.example"
    assert slack.install.keys == (f"{'B' * 42}A=", f"{'A' * 43}=")
    assert slack.install.database_url == settings.database_url.get_secret_value()


def test_no_log_holds_what_slack_trusts_us_with(tmp_path: Path) -> None:
    with patch.dict("os.environ", environment(tmp_path, **SLACK), clear=True):
        settings = load()
    hidden = {SLACK[f"VISABOT_{key}"] for key in ("SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "SECRET_KEY")}
    assert hidden <= set(settings.secrets())
    assert not any(secret in repr(settings) for secret in hidden)
