"""How an answer is given: with a word for who waits, errors in private, and in words what Slack does not take."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
import structlog

from bot.cards.card import Card, CardKind, Picture
from bot.faces.slack.answering.answer import Answerer, Manner
from bot.faces.slack.answering.reply import NotTakenError
from bot.faces.slack.cards.drawing import Drawer
from bot.faces.slack.cards.render import Rendered
from bot.faces.slack.workspaces.clients import Installed
from bot.locale.voice import Voice
from tests.bot import shipped

CATALOGUE = shipped.catalogue()
VOICE = Voice("en", "UTC", CATALOGUE)
CARD = Card(CardKind.STATUS, "Where the talks stand", "en")


class Nowhere:
    """No workspace at all."""

    async def of(self, team: str) -> Installed | None:
        del team
        return None

    async def every(self) -> Sequence[Installed]:
        return ()

    async def teams(self) -> frozenset[str]:
        return frozenset()

    async def renamed(self, team: str, name: str) -> None:
        """Do nothing."""

    async def forget(self, team: str) -> None:
        del team


@dataclass
class Kept:
    """Keeps what it is given to show."""

    refuses: list[str] = field(default_factory=list)
    shown: list[tuple[str, str, bool]] = field(default_factory=list)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, drawn: Rendered, *, private: bool, title: str) -> None:
        del drawn
        if self.refuses:
            raise NotTakenError(self.refuses.pop())
        self.shown.append(("said", title, private))

    async def wait(self, drawn: Rendered, *, private: bool, title: str) -> None:
        del drawn
        self.shown.append(("waits", title, private))
        self.waiting.set()


def _answerer(progress: float = 30.0) -> Answerer:
    return Answerer(Drawer(CATALOGUE, Nowhere()), progress=progress, triggered=progress)


async def _ready(card: Card) -> Card:
    return card


async def test_who_waits_long_is_told_so_before_the_answer() -> None:
    reply, done = Kept(), asyncio.Event()

    async def work() -> Card:
        await done.wait()
        return CARD

    answering = asyncio.create_task(_answerer(0.001).answer(work(), VOICE, Manner(reply, private=False)))
    async with asyncio.timeout(30):
        await reply.waiting.wait()
    done.set()
    assert await answering == CARD
    assert reply.shown == [("waits", "Still working …", False), ("said", CARD.title, False)]


async def test_work_goes_on_to_its_answer_where_no_word_of_progress_gets_through() -> None:
    done = asyncio.Event()

    class Unheard(Kept):
        async def wait(self, drawn: Rendered, *, private: bool, title: str) -> None:
            await super().wait(drawn, private=private, title=title)
            raise OSError

    async def work() -> Card:
        await done.wait()
        return CARD

    reply = Unheard()
    answering = asyncio.create_task(_answerer(0.001).answer(work(), VOICE, Manner(reply, private=False)))
    async with asyncio.timeout(30):
        await reply.waiting.wait()
    done.set()
    assert await answering == CARD
    assert reply.shown[-1] == ("said", CARD.title, False)


async def test_an_error_is_private_and_leaves_a_message_that_would_be_replaced() -> None:
    same, beside = Kept(), Kept()
    error = Card(CardKind.ERROR, "There is no such story", "en")
    await _answerer().answer(_ready(error), VOICE, Manner(same, private=False, errors=beside))
    assert (same.shown, beside.shown) == ([], [("said", error.title, True)])


async def test_what_is_not_taken_with_its_picture_is_said_without() -> None:
    reply = Kept(refuses=["invalid_blocks"])
    pictured = Card(CardKind.STATUS, "Pictured", "en", picture=Picture("<svg/>", "a line that rises"))
    assert await _answerer().answer(_ready(pictured), VOICE, Manner(reply, private=True)) == pictured
    assert reply.shown == [("said", "Pictured", True)]


async def test_where_something_has_to_be_shown_soon_it_is_shown_before_a_picture_is_uploaded() -> None:
    reply = Kept()
    pictured = Card(CardKind.STATUS, "Pictured", "en", picture=Picture("<svg/>", "a line that rises"))
    await _answerer().answer(_ready(pictured), VOICE, Manner(reply, private=True), soon=True)
    assert reply.shown == [("waits", "Still working …", True), ("said", "Pictured", True)]


async def test_who_has_waited_before_the_work_began_is_told_at_once_that_it_takes_a_while() -> None:
    reply = Kept()

    async def work() -> Card:
        await reply.waiting.wait()
        return CARD

    long_ago = asyncio.get_running_loop().time() - 3600
    async with asyncio.timeout(20):  # the answerer's own patience is longer
        await _answerer().answer(work(), VOICE, Manner(reply, private=True, arrived=long_ago), soon=True)
    assert reply.shown == [("waits", "Still working …", True), ("said", CARD.title, True)]


@pytest.mark.parametrize(
    ("reason", "level", "told"),
    [("expired_url", "warning", []), ("invalid_blocks", "error", [("said", "Something in visabot failed", True)])],
)
async def test_what_slack_does_not_take_is_logged_and_the_asker_told_while_they_wait(
    reason: str, level: str, told: list[tuple[str, str, bool]]
) -> None:
    reply = Kept(refuses=[reason])
    with structlog.testing.capture_logs() as logs:
        assert await _answerer().answer(_ready(CARD), VOICE, Manner(reply, private=False)) is None
    assert [(one["log_level"], one["reason"]) for one in logs] == [(level, reason)]
    assert reply.shown == told


async def test_an_answer_that_cannot_be_sent_is_followed_by_an_apology() -> None:
    class Unreachable(Kept):
        async def say(self, drawn: Rendered, *, private: bool, title: str) -> None:
            if title == CARD.title:
                raise OSError
            await super().say(drawn, private=private, title=title)

    reply = Unreachable()
    assert await _answerer().answer(_ready(CARD), VOICE, Manner(reply, private=False)) is None
    assert reply.shown == [("said", "Something in visabot failed", True)]


async def test_where_slack_takes_nothing_at_all_nothing_is_raised() -> None:
    reply = Kept(refuses=["invalid_blocks", "invalid_blocks"])
    assert await _answerer().answer(_ready(CARD), VOICE, Manner(reply, private=False)) is None
    assert reply.shown == []


async def test_work_that_fails_is_answered_to_the_asker_alone() -> None:
    async def work() -> Card:
        raise LookupError

    reply = Kept()
    card = await _answerer().answer(work(), VOICE, Manner(reply, private=False))
    assert card is not None
    assert card.kind is CardKind.ERROR
    assert reply.shown == [("said", card.title, True)]
