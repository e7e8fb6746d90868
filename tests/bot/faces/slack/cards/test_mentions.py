"""User groups and people in a card's lines: shown by their names, and nothing else can be one."""

import pytest

from bot.cards.card import Card, CardKind, Line, Section, Source
from tests.bot.faces.slack.messages import rendered, texts


def _shown(line: Line) -> str:
    return str(texts(rendered(Card(CardKind.SETTINGS, "a", "en", sections=(Section("", (line,)),))))[1]["text"])


@pytest.mark.parametrize(
    ("role", "shown_as"),
    [("S012AB3CD", " <!subteam^S012AB3CD>"), ("!channel", ""), ("S1> <!here", ""), ("U012AB3CD", "")],
)
def test_a_user_group_ends_its_line_by_its_name(role: str, shown_as: str) -> None:
    assert _shown(Line("Mentions:", role=role)) == f"Mentions:{shown_as}"


@pytest.mark.parametrize(
    ("person", "shown_as"), [("U012AB3CD", "<@U012AB3CD>"), ("W012AB3CD", "<@W012AB3CD>"), ("!here", "—")]
)
def test_a_person_stands_for_themselves_by_their_name(person: str, shown_as: str) -> None:
    assert _shown(Line("", person=person)) == shown_as


@pytest.mark.parametrize(
    ("channel", "shown_as"), [("C012AB3CD", "<#C012AB3CD>"), ("G012AB3CD", "<#G012AB3CD>"), ("!here", "—")]
)
def test_a_channel_is_named_to_those_who_may_know_of_it(channel: str, shown_as: str) -> None:
    assert _shown(Line("", channel=channel)) == shown_as


def test_who_did_something_is_shown_by_their_name() -> None:
    assert _shown(Line("Paused", (Source("U012AB3CD", is_person=True),))) == "Paused (<@U012AB3CD>)"
    assert _shown(Line("Imported", (Source("visabot import", is_person=True),))) == "Imported (visabot import)"


def test_a_publisher_that_is_called_like_an_id_is_nobody() -> None:
    assert _shown(Line("Report", (Source("U012AB3CD"),))) == "Report (U012AB3CD)"
