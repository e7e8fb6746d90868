"""`visabot slack manifest` prints what Slack takes when the app is made."""

import json

import yaml

from bot.faces.slack.manifest import manifest
from bot.locale.catalogue import load_catalogue
from feeds.desks.loader import shipped_desk
from tests.bot.cli.conftest import Run


def test_the_manifest_is_printed_as_json_and_as_yaml(run: Run) -> None:
    made = manifest(shipped_desk("korea_us_visa"), load_catalogue())
    assert json.loads(run("slack", "manifest").output) == made
    assert yaml.safe_load(run("slack", "manifest", "--format", "yaml").output) == made


def test_an_address_that_slack_would_not_send_to_is_refused(run: Run) -> None:
    refused = run("slack", "manifest", "--public-url", "http://news.example")
    assert refused.exit_code == 2
    assert "https://" in refused.output
