"""Delivering: each thing once, in order, whatever the platform answers."""

from datetime import timedelta

import pytest

from bot.cards.card import CardKind
from bot.faces.face import Gone, InDoubt, Posting, RetryLater
from bot.pipeline.deliver import BACKLOG_ROWS
from bot.service import Service
from feeds.clock import SteppedClock
from tests.bot.pipeline.news import News, headline
from tests.bot.pipeline.remembering import RememberingFace

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def news(service: Service, clock: SteppedClock) -> News:
    return News(service, clock)


async def test_alerts_are_posted_in_the_order_in_which_they_were_due(news: News, face: RememberingFace) -> None:
    for number in range(4):
        await news.arrive(headline(number))
    await news.deliver()
    assert face.titles() == [headline(number) for number in range(4)]
    await news.deliver(MINUTE)
    assert len(face.sends) == 4


async def test_what_must_wait_holds_back_what_comes_after_it(news: News, face: RememberingFace) -> None:
    face.next = [RetryLater(5 * MINUTE, "rate limited")]
    await news.arrive(headline(0))
    await news.arrive(headline(1))
    await news.deliver()
    assert face.titles() == []
    await news.deliver(4 * MINUTE)
    assert face.titles() == []
    await news.deliver(2 * MINUTE)
    assert face.titles() == [headline(0), headline(1)]


async def test_a_post_whose_answer_was_lost_is_looked_for_and_not_said_again(news: News, face: RememberingFace) -> None:
    face.next, face.lost = [InDoubt("connection dropped")], True
    await news.arrive(headline(0))
    await news.deliver()
    assert face.titles() == [headline(0)]
    await news.deliver(5 * MINUTE)
    assert (face.titles(), len(face.sends)) == ([headline(0)], 1)


async def test_a_post_that_did_not_arrive_is_sent_again(news: News, face: RememberingFace) -> None:
    face.next = [InDoubt("connection dropped")]
    await news.arrive(headline(0))
    await news.deliver()
    await news.deliver(5 * MINUTE)
    assert (face.titles(), len(face.sends)) == ([headline(0)], 2)


async def test_while_looking_does_not_tell_nothing_is_said(news: News, face: RememberingFace) -> None:
    face.next, face.lost, face.blind = [InDoubt("connection dropped")], True, True
    await news.arrive(headline(0))
    for _ in range(5):
        await news.deliver(5 * MINUTE)
    assert len(face.sends) == 1
    face.blind = False
    await news.deliver(5 * MINUTE)
    assert len(face.sends) == 1


async def test_a_destination_that_is_gone_is_left_alone(news: News, face: RememberingFace) -> None:
    face.next = [Gone("the channel was deleted")]
    await news.arrive(headline(0))
    await news.arrive(headline(1))
    for _ in range(3):
        await news.deliver(HOUR)
    assert (face.titles(), len(face.sends)) == ([], 1)


async def test_a_later_source_edits_the_post(news: News, face: RememberingFace) -> None:
    await news.arrive(headline(0))
    await news.deliver()
    await news.arrive(headline(0), publisher="times")
    await news.deliver(MINUTE)
    (token,) = face.posts
    assert face.edits == [(token, 2)]
    assert len(face.sends) == 1


async def test_an_edit_that_fails_is_made_up_for(news: News, face: RememberingFace) -> None:
    await news.arrive(headline(0))
    await news.deliver()
    face.next_edits = [RetryLater(5 * MINUTE, "rate limited"), InDoubt("dropped")]
    await news.arrive(headline(0), publisher="times")
    for _ in range(4):
        await news.deliver(6 * MINUTE)
    assert [version for _, version in face.edits] == [2]


async def test_a_story_that_grew_while_it_waited_is_told_as_it_is_now(news: News, face: RememberingFace) -> None:
    face.next = [RetryLater(5 * MINUTE, "rate limited")]
    await news.arrive(headline(0))
    await news.deliver()
    await news.arrive(headline(0), publisher="times")
    await news.deliver(6 * MINUTE)
    (card,) = face.posts.values()
    publishers = {source.publisher for part in card.sections for line in part.lines for source in line.sources}
    assert publishers == {"herald", "times"}
    assert face.edits == []


async def test_a_development_replies_to_the_first_post(news: News, face: RememberingFace) -> None:
    await news.arrive("(URGENT) Visa working group talks: 300 workers return", publisher="yonhap")
    await news.deliver()
    await news.arrive("(LEAD) Visa working group talks: 317 workers return", publisher="yonhap")
    await news.deliver(MINUTE)
    first, second = face.posts
    assert face.replies == {first: None, second: first}
    assert face.posts[second].kind is CardKind.DEVELOPMENT


async def test_a_long_backlog_becomes_one_digest_and_counts_as_told(news: News, face: RememberingFace) -> None:
    face.next = [RetryLater(5 * MINUTE, "the platform is down")]
    for number in range(BACKLOG_ROWS + 2):
        await news.arrive(headline(number))
    await news.deliver(6 * MINUTE)
    await news.deliver(6 * MINUTE)
    assert [card.kind for card in face.posts.values()] == [CardKind.BACKLOG]
    await news.deliver(HOUR)
    assert len(face.posts) == 1


async def test_an_old_backlog_becomes_one_digest(news: News, face: RememberingFace) -> None:
    await news.arrive(headline(0))
    await news.arrive(headline(1))
    await news.deliver(3 * HOUR)
    assert [card.kind for card in face.posts.values()] == [CardKind.BACKLOG]


async def test_a_short_backlog_is_told_one_by_one(news: News, face: RememberingFace) -> None:
    for number in range(BACKLOG_ROWS):
        await news.arrive(headline(number))
    await news.deliver(HOUR)
    assert [card.kind for card in face.posts.values()] == [CardKind.ALERT] * BACKLOG_ROWS


async def test_a_row_that_cannot_be_shown_does_not_block_the_others(
    news: News, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = face.send

    async def broken(*args: object, **named: object) -> object:
        posting = args[1]
        if isinstance(posting, Posting) and posting.card.title == headline(0):
            msg = "cannot draw this"
            raise RuntimeError(msg)
        return await real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(face, "send", broken)
    await news.arrive(headline(0))
    for _ in range(12):
        await news.deliver(HOUR)
    await news.arrive(headline(1))
    await news.deliver(MINUTE)
    assert face.titles() == [headline(1)]
