"""Every kind of card, in both languages, is a message that Slack takes, and says all that the card says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.faces.slack.cards.render import Rendered
from bot.gallery import gallery
from feeds.desks.loader import shipped_desk
from storage.engine.database import Database
from tests.bot.faces.nodes import walk
from tests.bot.faces.slack.dialect import read, same, shown
from tests.bot.faces.slack.messages import Values, blocks, markups, rendered, texts, words


@pytest.fixture(params=["en", "ko"])
async def cards(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Card]:
    database = await Database.open(f"sqlite:///{tmp_path / 'cards.sqlite3'}", durable=False)
    await database.upgrade()
    made = gallery(database, shipped_desk("korea_us_visa"), words(), str(request.param))
    found = {name: card async for name, card in made}
    await database.close()
    return found


def pages(card: Card) -> Iterator[Rendered]:
    count = rendered(card, again="again").pages
    return (rendered(card, again="again", page=page) for page in range(count))


def test_the_pages_of_a_card_say_all_that_it_says(cards: dict[str, Card]) -> None:
    for name, card in cards.items():
        made = list(pages(card))
        said = same("\n".join(_shown(one) for page in made for one in texts(page)))
        nodes = [node for page in made for text in markups(page) for node in walk(read(text))]
        for statement in _statements(card):
            assert same(statement) in said, name
        sources = [source for section in card.sections for line in section.lines for source in line.sources]
        links = {node.target for node in nodes if node.kind == "link"}
        assert len(links) >= len({source.url for source in sources if source.url} | {card.url} - {""}), name
        assert all(len(blocks(page)) <= 50 for page in made), name
        assert same(card.title) in same(shown(read(made[0].text))), name
        assert {node.kind for node in nodes} <= {"text", "bold", "link", "date", "code block"}, name


def _shown(text: Values) -> str:
    return shown(read(text["text"])) if text["type"] == "mrkdwn" else str(text["text"])


def _statements(card: Card) -> Iterator[str]:
    yield card.title
    yield card.stamp
    yield from card.footer
    for section in card.sections:
        yield section.title
        for line in section.lines:
            yield line.mark
            yield line.text
            yield from line.details
            for source in line.sources:
                yield source.publisher
                if source.event or source.at is None:
                    yield source.when
