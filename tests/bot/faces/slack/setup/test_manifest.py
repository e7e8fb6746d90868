"""The manifest asks for what the bot needs, and for nothing else."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.faces.slack.answering.shortcut_names import SHORTCUTS
from bot.faces.slack.chat import open_chat
from bot.faces.slack.setup.manifest import manifest
from bot.faces.slack.setup.scopes import EVENTS, METHODS, WHY, scopes
from tests.bot import shipped
from tests.bot.faces.slack.talking import Talk
from tests.bot.invented import DESK
from tests.servers.slack.checks.manifest import problems

FACE = Path(__file__).parents[5] / "bot" / "faces" / "slack"
_CALL = re.compile(r"\.((?:apps|auth|bots|chat|conversations|files|team|usergroups|users|views)_[a-zA-Z_0-9]+)[(,]")
_UPLOAD = "files_upload_v2"
_UPLOADING = {"files.getUploadURLExternal", "files.completeUploadExternal"}
"""What that calls."""


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return manifest(DESK, shipped.catalogue())


def _called() -> set[str]:
    """The methods that the face calls, by their names in the SDK: `chat_postMessage` is `chat.postMessage`."""
    names = {name for file in FACE.rglob("*.py") for name in _CALL.findall(file.read_text(encoding="utf-8"))}
    uploads = _UPLOADING if _UPLOAD in names else set()
    return {name.replace("_", ".") for name in names - {_UPLOAD}} | uploads


def test_no_method_is_called_that_no_scope_is_asked_for() -> None:
    assert _called() - set(METHODS) == set()


def test_every_scope_is_needed_and_explained() -> None:
    assert set(WHY) == set(scopes())


def test_the_manifest_asks_for_exactly_the_scopes_and_events_that_are_needed(made: dict[str, Any]) -> None:
    assert made["oauth_config"] == {"scopes": {"bot": list(scopes())}}
    assert made["settings"]["event_subscriptions"] == {"bot_events": sorted(EVENTS)}
    assert made["settings"]["interactivity"] == {"is_enabled": True}
    assert made["settings"]["socket_mode_enabled"] is True


async def test_what_the_listener_hears_is_what_the_manifest_asks_for(talk: Talk) -> None:
    async with open_chat(talk.settings(), talk.catalogue) as chat:
        heard = chat.ears(talk.answering()).events()
    assert {"message.im" if event == "message" else event for event in heard} == set(EVENTS)


def test_no_method_is_in_the_table_that_nothing_calls() -> None:
    assert set(METHODS) - _called() == set()


def test_both_slash_commands_are_declared_with_a_hint_and_escape_names(made: dict[str, Any]) -> None:
    commands = made["features"]["slash_commands"]
    assert [one["command"] for one in commands] == ["/visa", "/visa-admin"]
    assert all(one["should_escape"] and one["description"] and one["usage_hint"] for one in commands)


@pytest.mark.parametrize("public_url", [None, "https://news.example"])
@pytest.mark.parametrize("socket_mode", [None, True])
def test_slack_takes_every_manifest(public_url: str | None, *, socket_mode: bool | None) -> None:
    made = manifest(DESK, shipped.catalogue(), public_url=public_url, socket_mode=socket_mode)
    assert list(problems(made)) == []


def test_the_shortcuts_are_those_that_are_heard(made: dict[str, Any]) -> None:
    assert [one["callback_id"] for one in made["features"]["shortcuts"]] == [one.callback for one in SHORTCUTS]


def test_a_description_that_is_too_long_ends_at_a_word_and_says_that_it_goes_on() -> None:
    told = manifest(replace(DESK, about={"en": "visas " * 40}), shipped.catalogue())
    assert re.fullmatch(r"(visas )*visas…", told["display_information"]["description"])


def test_with_a_public_address_everything_is_sent_there_and_no_socket_is_opened() -> None:
    made = manifest(DESK, shipped.catalogue(), public_url="https://news.example")
    settings = made["settings"]
    where = "https://news.example/slack/events"
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == where
    assert settings["interactivity"] == {"is_enabled": True, "request_url": where, "message_menu_options_url": where}
    assert {one["url"] for one in made["features"]["slash_commands"]} == {where}
    assert made["oauth_config"]["redirect_urls"] == ["https://news.example/slack/oauth_redirect"]
