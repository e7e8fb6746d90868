"""What is wrong with a manifest is found: keys that Slack has not, texts too long, addresses that are missing."""

from typing import Any

import pytest

from tests.servers.slack.checks import manifest

GOOD: dict[str, Any] = {
    "display_information": {"name": "visabot", "background_color": "#1d3557"},
    "features": {"slash_commands": [{"command": "/visa", "description": "News", "url": "https://news.example/"}]},
    "settings": {"interactivity": {"is_enabled": True, "request_url": "https://news.example/"}},
}


def test_a_manifest_that_slack_takes_has_no_problems() -> None:
    assert list(manifest.problems(GOOD)) == []


@pytest.mark.parametrize(
    ("bad", "pointer"),
    [
        ({"display_information": {}}, "/display_information/name"),
        ({"display_information": {"name": "v" * 36}}, "/display_information/name"),
        ({"display_information": {"name": "v", "background_color": "blue"}}, "/display_information/background_color"),
        ({"name": "visabot"}, "/name"),
        (
            {"features": {"slash_commands": [{"command": "visa", "description": "News", "url": "https://n.example"}]}},
            "",
        ),
        ({"features": {"shortcuts": [{"name": "n" * 25, "type": "message", "callback_id": "c"}]}}, ""),
        ({"settings": {"event_subscriptions": {"request_url": "https://n.example", "bot_events": ["a", "a"]}}}, ""),
        ({"settings": {"interactivity": {"is_enabled": True}}}, "/settings/interactivity/request_url"),
        (
            {"features": {"slash_commands": [{"command": "/v", "description": "News"}]}},
            "/features/slash_commands/0/url",
        ),
    ],
    ids=[
        "no name",
        "a long name",
        "no colour",
        "no key",
        "no slash",
        "a long shortcut",
        "twice",
        "no address",
        "no url",
    ],
)
def test_what_slack_does_not_take_is_found(bad: dict[str, Any], pointer: str) -> None:
    found = [problem.pointer for problem in manifest.problems(GOOD | bad)]
    assert found
    assert pointer in {"", *found}


def test_with_socket_mode_no_addresses_are_needed() -> None:
    settings = {"socket_mode_enabled": True, "interactivity": {"is_enabled": True}}
    assert list(manifest.problems(GOOD | {"settings": settings})) == []
