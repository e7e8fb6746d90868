"""People in a card's lines: shown by their names, and nothing else can be one. Roles: see `test_render`."""

import pytest

from bot.cards.card import Card, CardKind, Line, Section, Source
from tests.bot.faces.discord.messages import rendered, texts

MINA = "123456789012345678"


def _shown(line: Line) -> str:
    return texts(rendered(Card(CardKind.SETTINGS, "a", "en", sections=(Section("", (line,)),))))[1]


@pytest.mark.parametrize(("person", "shown_as"), [(MINA, f"<@{MINA}>"), ("@everyone", "—"), ("1> @here", "—")])
def test_a_person_stands_for_themselves_by_their_name(person: str, shown_as: str) -> None:
    assert _shown(Line("", person=person)) == shown_as


@pytest.mark.parametrize(("channel", "shown_as"), [(MINA, f"<#{MINA}>"), ("@everyone", "—")])
def test_a_channel_is_named_to_those_who_may_know_of_it(channel: str, shown_as: str) -> None:
    assert _shown(Line("", channel=channel)) == shown_as


def test_who_did_something_is_shown_by_their_name() -> None:
    assert _shown(Line("Paused", (Source(MINA, is_person=True),))) == f"Paused (<@{MINA}>)"
    assert _shown(Line("Imported", (Source("visabot import", is_person=True),))) == "Imported (visabot import)"


def test_a_publisher_that_is_called_like_an_id_is_nobody() -> None:
    assert MINA in _shown(Line("Report", (Source(MINA),)))
    assert "<@" not in _shown(Line("Report", (Source(MINA),)))
