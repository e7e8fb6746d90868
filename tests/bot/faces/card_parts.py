"""What is in a card, for every chat to show."""

from collections.abc import Iterator

from bot.cards.card import Card, Line
from bot.cards.clean import clean_card
from bot.faces.pressed import Ask, Press


def statements(card: Card) -> Iterator[str]:
    """Yield all that a card says in words; of a moment, which a client writes in its own way, nothing."""
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


def lines_of(card: Card) -> list[Line]:
    """Return all lines of a card."""
    return [line for section in card.sections for line in section.lines]


def urls_in(card: Card) -> set[str]:
    """Return all addresses in a card."""
    return {card.url, *(source.url for line in lines_of(card) for source in line.sources)} - {""}


def moments_in(card: Card) -> set[int]:
    """Return all moments in a card, in seconds since 1970."""
    return {int(source.at.timestamp()) for line in lines_of(card) for source in line.sources if source.at}


def pressed_in(card: Card) -> list[Press | Ask]:
    """Return what the first fourteen actions of a card do, each once, in order."""
    actions = [action for action in clean_card(card).actions[:14] if action.command]
    return list(dict.fromkeys(Ask(one.command) if one.form else Press(one.command) for one in actions))
