"""Every kind of card, in both languages, is a message as Discord describes it, and says all that the card says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.cards.card import Card
from bot.faces.discord.cards.render import Rendered
from bot.faces.discord.limits import ALT
from tests.bot.faces.card_parts import statements, urls_in
from tests.bot.faces.discord.dialect import read, shown
from tests.bot.faces.discord.messages import payload, rendered, texts
from tests.bot.faces.nodes import targets

DELIVERY = "mark-1f"


@pytest.fixture(scope="module")
def described(test_data: Path) -> jsonschema_rs.Draft202012Validator:
    """What Discord takes in the creation of a message."""
    description = json.loads((test_data / "specs" / "discord-openapi.json").read_text())
    wanted = {"$ref": "#/components/schemas/MessageCreateRequest", "components": description["components"]}
    return jsonschema_rs.Draft202012Validator(wanted)


def pages(card: Card) -> Iterator[Rendered]:
    count = rendered(card, again="again").pages
    return (rendered(card, again="again", page=page, drawing=b"png") for page in range(count))


def message(made: Rendered) -> dict[str, Any]:
    attachments = [{"id": str(at), "filename": file.filename} for at, file in enumerate(made.files)]
    return {"flags": 1 << 15, "components": payload(made), "attachments": attachments}


def test_every_card_is_a_message_as_discord_describes_it(
    every_card: dict[str, Card], described: jsonschema_rs.Draft202012Validator
) -> None:
    for name, card in every_card.items():
        for made in (rendered(card, token=DELIVERY, mention=1), *pages(card)):
            wrong = [(list(error.instance_path), error.message) for error in described.iter_errors(message(made))]
            assert wrong == [], name
    assert not described.is_valid({"components": [{"type": 10}]}), "anything would be taken"


def test_the_pages_of_a_card_say_all_that_it_says(every_card: dict[str, Card]) -> None:
    for name, card in every_card.items():
        nodes = [node for made in pages(card) for text in texts(made) for node in read(text)]
        said = shown(nodes)
        for statement in statements(card):
            assert statement in said, name
        assert len(targets(nodes)) >= len(urls_in(card)), name
        assert len(card.picture.alt if card.picture else "") <= ALT, name
