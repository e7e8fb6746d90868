"""A feed whose items all change identity is held, and whoever manages it is asked what to do."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.pipeline.sighting import SHIFT_ITEMS
from storage import stories
from tests.bot.pipeline.polled import QUARTER, TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import item, rss
from tests.servers.feedserver import FeedServer, page

ASKED = "All items of the feed herald look new"
PARTS = range(SHIFT_ITEMS)


def series(polled: Polled, title: str, first: int, *, parts: Sequence[int] = PARTS) -> bytes:
    """A document of one item an hour up to now, whose titles and addresses are its own."""
    start = polled.clock.now()
    return rss(*(item(title.format(n=n), first + n, start - timedelta(hours=n)) for n in parts))


@pytest.fixture
async def shifted(polled: Polled, server: FeedServer) -> Polled:
    """A feed that was redesigned after its first poll."""
    before = series(polled, "Visa working group, part {n} of the series", 0)
    after = series(polled, "Part {n} of the working group series on visas", 100)
    server.answer("/herald", page(before), page(after))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    return polled


async def test_who_manages_the_feed_is_asked_once_with_a_button_for_each_answer(
    shifted: Polled, face: RememberingFace
) -> None:
    for _ in range(3):
        await shifted.round()
    (card,) = face.posts.values()
    assert (card.kind, card.title) == (CardKind.NOTICE, ASKED)
    assert f"{SHIFT_ITEMS} entries that seem to have been there before" in plain(card)
    assert [action.command for action in card.actions] == ["feed tell herald", "feed skip herald"]
    assert (await shifted.state()).held_since is not None


async def test_what_is_told_after_all_is_told_once_and_counts_as_never_held(
    shifted: Polled, face: RememberingFace
) -> None:
    service = shifted.service
    answer = await service.dispatcher.answer(service.who, "feed tell herald")
    await shifted.round()
    assert answer.title == f"herald: {SHIFT_ITEMS} stories are told"
    told = [title for title in face.titles() if title != ASKED]
    assert sorted(told) == sorted(f"Part {n} of the working group series on visas" for n in PARTS)
    again = await service.dispatcher.answer(service.who, "feed tell herald")
    assert (again.kind, again.title) == (CardKind.ERROR, "Nothing of herald is held")
    await shifted.round()
    assert len(face.titles()) == SHIFT_ITEMS + 1
    assert (await shifted.state()).held_since is None


async def test_what_gets_a_new_wording_while_it_is_held_is_told_with_the_rest(
    shifted: Polled, server: FeedServer, face: RememberingFace
) -> None:
    service, dated = shifted.service, shifted.clock.now() - QUARTER
    titles = ["Part 0 of the corrected series on visas"]
    titles += [f"Part {n} of the working group series on visas" for n in PARTS if n]
    again = [item(title, 100 + n, dated - timedelta(hours=n)) for n, title in enumerate(titles)]
    server.answer("/herald", page(rss(*again)))
    await shifted.round()
    await service.dispatcher.answer(service.who, "feed tell herald")
    await shifted.round()
    assert sorted(title for title in face.titles() if title != ASKED) == sorted(titles)


async def test_what_is_told_after_all_keeps_its_date_among_the_newest_stories(shifted: Polled) -> None:
    service = shifted.service
    await service.dispatcher.answer(service.who, "feed tell herald")
    async with service.database.read() as tx:
        newest = await stories.latest(tx, scopes=[0], limit=2 * SHIFT_ITEMS)
    assert len(newest) >= SHIFT_ITEMS
    assert all(story.newest == max(member.published for member in story.members) for story in newest)


async def test_what_is_left_untold_stays_so_and_what_comes_next_is_told(
    shifted: Polled, server: FeedServer, face: RememberingFace
) -> None:
    service = shifted.service
    answer = await service.dispatcher.answer(service.who, "feed skip herald")
    assert answer.title == "herald: what was held stays untold"
    server.answer("/herald", page(rss(item(TALKS, 300, shifted.clock.now() + QUARTER), item("Weather", 100))))
    await shifted.round()
    assert face.titles() == [ASKED, TALKS]


async def test_a_feed_that_changes_again_and_again_is_asked_about_once_a_week(
    shifted: Polled, server: FeedServer, face: RememberingFace
) -> None:
    service = shifted.service
    start = shifted.clock.now() - QUARTER
    for day in range(1, 10):
        await service.dispatcher.answer(service.who, "feed skip herald")
        dated = [start - timedelta(hours=n) for n in PARTS]
        again = [item(f"Series {day}, part {n}, on visas", 1000 * day + n, when) for n, when in enumerate(dated)]
        server.answer("/herald", page(rss(*again)))
        await shifted.round(timedelta(hours=30))
        assert face.titles() == [ASKED] * (1 if day <= 5 else 2)


async def test_a_feed_that_was_away_for_long_is_not_held_for_one_item_that_is_dated_back(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/herald", page(series(polled, "Visa working group, part {n} of the series", 0)))
    await polled.follow()
    await polled.round(timedelta())
    polled.clock.move_to(polled.clock.now() + timedelta(days=1))
    back = item("A visa working group statement dated back", 200, polled.clock.now() - timedelta(hours=26))
    rest = [item(f"Visa talks, report {n}", 300 + n, polled.clock.now() - timedelta(hours=n)) for n in PARTS]
    server.answer("/herald", page(rss(back, *rest)))
    await polled.round()
    assert "A visa working group statement dated back" in face.titles()
    assert ASKED not in face.titles()
