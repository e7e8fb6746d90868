"""Every kind of card, in both languages, is a message that Slack takes, and says all that the card says."""

from collections.abc import Iterator

from bot.cards.card import Card
from bot.faces.slack.cards.render import Rendered
from tests.bot.faces.card_parts import statements, urls_in
from tests.bot.faces.nodes import targets, walk
from tests.bot.faces.slack.dialect import read, same, shown
from tests.bot.faces.slack.messages import Values, blocks, markups, rendered, texts


def pages(card: Card) -> Iterator[Rendered]:
    count = rendered(card, again="again").pages
    return (rendered(card, again="again", page=page) for page in range(count))


def test_the_pages_of_a_card_say_all_that_it_says(every_card: dict[str, Card]) -> None:
    for name, card in every_card.items():
        made = list(pages(card))
        said = same("\n".join(_shown(one) for page in made for one in texts(page)))
        nodes = [node for page in made for text in markups(page) for node in read(text)]
        for statement in statements(card):
            assert same(statement) in said, name
        assert len(targets(nodes)) >= len(urls_in(card)), name
        assert all(len(blocks(page)) <= 50 for page in made), name
        assert same(card.title) in same(shown(read(made[0].text))), name
        assert {node.kind for node in walk(nodes)} <= {"text", "bold", "link", "date", "code block"}, name


def _shown(text: Values) -> str:
    return shown(read(text["text"])) if text["type"] == "mrkdwn" else str(text["text"])
