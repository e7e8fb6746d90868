"""`visabot slack manifest` prints what Slack takes when the app is made."""

import json

import yaml

from bot.faces.slack.setup.manifest import manifest
from tests.bot import shipped
from tests.bot.cli.conftest import Run


def test_the_manifest_is_printed_as_json_and_as_yaml(run: Run) -> None:
    made = manifest(shipped.korea_us_visa(), shipped.catalogue())
    assert json.loads(run("slack", "manifest").output) == made
    assert yaml.safe_load(run("slack", "manifest", "--format", "yaml").output) == made


def test_who_lets_workspaces_install_the_app_by_socket_mode_gets_its_address_for_that_alone(run: Run) -> None:
    settings = {
        "VISABOT_SLACK_APP_TOKEN": "xapp-1-invented",
        "VISABOT_SLACK_CLIENT_ID": "1.2",
        "VISABOT_SLACK_CLIENT_SECRET": "invented",
        "VISABOT_SECRET_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "VISABOT_SLACK_HTTP": "127.0.0.1:3000",
        "VISABOT_SLACK_PUBLIC_URL": "https://news.example",
    }
    made = json.loads(run("slack", "manifest", **settings).output)
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["oauth_config"]["redirect_urls"] == ["https://news.example/slack/oauth_redirect"]


def test_without_a_token_nothing_can_be_checked(run: Run) -> None:
    refused = run("slack", "check")
    assert refused.exit_code == 1
    assert "VISABOT_SLACK_BOT_TOKEN" in refused.output


def test_an_address_that_slack_would_not_send_to_is_refused(run: Run) -> None:
    refused = run("slack", "manifest", "--public-url", "http://news.example")
    assert refused.exit_code == 2
    assert "https://" in refused.output
