"""Whose workspace it is that somebody does something in, also where an app serves a whole organisation."""

from typing import Any

import pytest

from bot.faces.slack.answering.asked import of_interaction, team_of_event


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}}, "T1"),
        ({"team": {"id": "T1"}, "user": {"id": "U1"}, "view": {"app_installed_team_id": "T3"}}, "T3"),
        ({"team": None, "user": {"id": "U1", "team_id": "T2"}, "enterprise": {"id": "E1"}}, "T2"),
        ({"team": None, "user": {"id": "U1"}, "enterprise": {"id": "E1"}}, "E1"),
        ({}, ""),
    ],
)
def test_a_press_belongs_to_the_workspace_that_the_app_is_installed_in(body: dict[str, Any], team: str) -> None:
    assert of_interaction(body).team == team


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"team_id": "T1", "authorizations": [{"team_id": "T2"}]}, "T2"),
        ({"team_id": "T1", "authorizations": [{"team_id": None, "enterprise_id": "E1"}]}, "E1"),
        ({"team_id": "T1", "authorizations": []}, "T1"),
        ({"enterprise_id": "E1"}, "E1"),
    ],
)
def test_an_event_belongs_to_the_workspace_that_hears_it(body: dict[str, Any], team: str) -> None:
    assert team_of_event(body) == team
