"""Delivering when something breaks: nothing is said twice for it, and what is not broken goes on."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.faces.face import Address, Gone, InDoubt, Outcome, RetryLater, Sent
from bot.pipeline import deliver, sending
from bot.service import Service
from feeds.clock import SteppedClock
from storage import outbox
from tests.bot.pipeline.news import HOUR, News, headline
from tests.bot.pipeline.remembering import RememberingFace

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def news(service: Service, clock: SteppedClock) -> News:
    return News(service, clock)


async def test_a_post_that_arrived_but_could_not_be_noted_is_not_said_again(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = outbox.sent

    async def locked(*_: Any, **__: Any) -> None:
        monkeypatch.setattr(outbox, "sent", real)
        msg = "database is locked"
        raise RuntimeError(msg)

    monkeypatch.setattr(outbox, "sent", locked)
    await news.arrive(headline(0))
    for _ in range(3):
        await news.deliver(5 * MINUTE)
    assert (face.titles(), len(face.sends)) == ([headline(0)], 1)


async def test_a_face_that_breaks_after_posting_does_not_make_it_post_again(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = face.send

    async def answer_unreadable(*args: Any, **named: Any) -> Outcome:
        monkeypatch.setattr(face, "send", real)
        await real(*args, **named)
        msg = "an answer nobody foresaw"
        raise ValueError(msg)

    monkeypatch.setattr(face, "send", answer_unreadable)
    await news.arrive(headline(0))
    for _ in range(3):
        await news.deliver(5 * MINUTE)
    assert (face.titles(), len(face.sends)) == ([headline(0)], 1)


async def test_a_row_whose_outcome_cannot_be_stored_at_all_is_looked_for_when_its_lease_ends(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = outbox.sent, outbox.doubt

    async def locked(*_: Any, **__: Any) -> None:
        msg = "database is locked"
        raise RuntimeError(msg)

    monkeypatch.setattr(outbox, "sent", locked)
    monkeypatch.setattr(outbox, "doubt", locked)
    await news.arrive(headline(0))
    await news.deliver()
    monkeypatch.setattr(outbox, "sent", real[0])
    monkeypatch.setattr(outbox, "doubt", real[1])
    await news.deliver(5 * MINUTE)
    await news.deliver(5 * MINUTE)
    assert (face.titles(), len(face.sends)) == ([headline(0)], 1)


async def test_what_was_put_off_for_days_is_told_although_our_own_code_fails_on_it_once(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = face.send

    async def broken(*_: Any) -> Outcome:
        monkeypatch.setattr(face, "send", real)
        msg = "cannot draw this"
        raise RuntimeError(msg)

    face.next = [RetryLater(MINUTE, "not now")] * 50  # so often that doubling the pause each time would end in no date
    await news.arrive(headline(0))
    for _ in range(50):
        await news.deliver(MINUTE)
    monkeypatch.setattr(face, "send", broken)
    await news.deliver(MINUTE)
    await news.deliver(MINUTE)
    assert face.titles() == [headline(0)]


async def test_what_our_own_code_always_fails_on_is_tried_each_time_twice_as_late_and_then_given_up(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    async def broken(*_: Any) -> Outcome:
        nonlocal tries
        tries += 1
        msg = "cannot draw this"
        raise RuntimeError(msg)

    monkeypatch.setattr(face, "send", broken)
    await news.arrive(headline(0))
    await news.deliver()
    for number in range(1, sending.GIVE_UP_AFTER):
        pause = sending.PUT_OFF * 2**number
        await news.deliver(pause - SECOND)
        assert tries == number
        await news.deliver(SECOND)
    await news.deliver(3 * HOUR)
    assert tries == sending.GIVE_UP_AFTER


async def test_a_post_whose_answer_never_comes_is_looked_for_and_not_said_again(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = face.send

    async def never_answers(*args: Any) -> Outcome:
        monkeypatch.setattr(face, "send", real)
        await real(*args)
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(sending, "SEND_DEADLINE", 0.01)
    monkeypatch.setattr(face, "send", never_answers)
    await news.arrive(headline(0))
    async with asyncio.timeout(30):
        await news.deliver()
    monkeypatch.setattr(sending, "SEND_DEADLINE", 60.0)
    await news.deliver(5 * MINUTE)
    assert (face.titles(), len(face.sends)) == ([headline(0)], 1)


async def test_a_search_that_hangs_is_given_up_and_the_post_stays_in_doubt(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(sending, "FIND_DEADLINE", 0.01)
    monkeypatch.setattr(face, "find", hangs)
    face.next, face.lost = [InDoubt("connection dropped")], True
    await news.arrive(headline(0))
    async with asyncio.timeout(5):
        for _ in range(3):
            await news.deliver(5 * MINUTE)
    assert len(face.sends) == 1


async def test_a_post_that_cannot_be_edited_does_not_keep_the_others_from_it(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        await news.arrive(headline(number))
    await news.deliver()
    broken, well = face.posts
    real = face.edit

    async def edit(to: Address, message: str, card: Any, version: int) -> Outcome:
        if message == broken:
            msg = "cannot draw this"
            raise RuntimeError(msg)
        return await real(to, message, card, version)

    monkeypatch.setattr(face, "edit", edit)
    for number in range(2):
        await news.arrive(headline(number), publisher="times")
    await news.deliver(MINUTE)
    assert face.edits == [(well, 2)]


async def test_a_post_that_somebody_removed_is_edited_no_more(news: News, face: RememberingFace) -> None:
    await news.arrive(headline(0))
    await news.deliver()
    face.next_edits = [Gone("message_not_found")]
    await news.arrive(headline(0), publisher="times")
    for _ in range(3):
        await news.deliver(HOUR)
    assert (face.next_edits, face.edits) == ([], [])


async def test_a_look_ends_in_time_however_much_there_is_to_say(
    service: Service, news: News, face: RememberingFace, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = face.send

    async def slow(*args: Any, **named: Any) -> Outcome:
        clock.move_to(clock.now() + MINUTE)
        outcome = await real(*args, **named)
        assert isinstance(outcome, Sent)
        return outcome

    monkeypatch.setattr(face, "send", slow)
    for number in range(6):
        await news.arrive(headline(number))
    began = clock.now()
    await service.deliverer.look()
    assert clock.now() - began <= deliver.LOOK_FOR + MINUTE
    for _ in range(3):
        await service.deliverer.look()
    assert face.titles() == [headline(number) for number in range(6)]
