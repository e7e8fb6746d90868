"""Work that fails is answered, with a word to look it up by in the log."""

import structlog

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.faces.work import done
from bot.locale.voice import Voice
from tests.bot import shipped

VOICE = Voice("en", "UTC", shipped.catalogue())


async def test_what_work_gives_is_the_answer() -> None:
    card = Card(CardKind.STATUS, "Where the talks stand", "en")

    async def work() -> Card:
        return card

    assert await done(work(), VOICE) is card


async def test_work_that_fails_is_an_error_with_the_reference_that_is_logged() -> None:
    async def work() -> Card:
        raise LookupError

    with structlog.testing.capture_logs() as logs:
        card = await done(work(), VOICE)
    assert card.kind is CardKind.ERROR
    assert logs[0]["reference"] in plain(card)
