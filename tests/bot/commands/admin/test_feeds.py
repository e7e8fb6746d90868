"""`feed …`: an admin's own feeds, looked at before they are added."""

from collections.abc import Callable

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from bot.commands.limits import Limits
from storage import feeds
from storage.turn.snapshot import FeedState
from tests.bot.commands.conftest import Desk
from tests.bot.invented import HOUR, NOW
from tests.bot.pipeline.rss import item, rss
from tests.servers.feedserver import FeedServer, page, status

ADMIN = Permission.ADMIN
URL = "https://mine.example/rss"


async def _own(desk: Desk) -> list[FeedState]:
    async with desk.database.read() as tx:
        return [feed for feed in await feeds.listing(tx, desk.who().workspace) if feed.workspace]


async def test_a_feed_is_fetched_and_read_before_it_is_added_and_is_the_workspaces_own(
    probing: Callable[..., Desk], server: FeedServer
) -> None:
    desk = probing()
    server.answer("/news.xml", page(rss(item("Round two", 1, NOW))))
    card = await desk.card(f"feed add {server.url('/news.xml')} wire minutes:5 name:mine", permission=ADMIN)
    assert card.title == "mine: added"
    assert "Only this workspace reads it." in plain(card)
    assert "not tried" not in plain(card)
    [feed] = await _own(desk)
    assert (feed.workspace, feed.spec.url) == (desk.who().workspace, server.url("/news.xml"))
    assert (feed.spec.tier, feed.spec.every.total_seconds(), feed.spec.publisher) == ("wire", 300, "127.0.0.1")
    assert await desk.audited() == ["local feed.add mine"]
    assert (await desk.press(card, "Undo")).title == "mine: removed"
    assert await _own(desk) == []


@pytest.mark.parametrize(
    ("body", "what", "todo"),
    [
        (b"<html><body>Hello</body></html>", "not a feed", "Look for a link called RSS"),
        (None, "404", "Open the address in a browser"),
    ],
)
async def test_what_is_no_feed_is_told_with_what_to_do_and_nothing_is_added(
    probing: Callable[..., Desk], server: FeedServer, body: bytes | None, what: str, todo: str
) -> None:
    desk = probing()
    server.answer("/x", status(404) if body is None else page(body, content_type="text/html"))
    card = await desk.card(f"feed add {server.url('/x')}")
    shown = plain(card)
    assert card.kind is CardKind.ERROR
    assert what in shown.lower()
    assert f"Where: {server.url('/x')}" in shown
    assert todo in shown
    assert await _own(desk) == []


async def test_an_address_that_is_not_public_is_refused_in_words(probing: Callable[..., Desk]) -> None:
    desk = probing()
    shown = await desk.ask("feed add http://127.0.0.2:9/rss")
    assert "its address is not public" in shown
    assert "Only addresses that anybody can reach are asked." in shown
    assert await _own(desk) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("feed add mine.example/rss", "“mine.example/rss” is not a web address"),
        ("feed add https://yonhap.example:443/rss#top", "That address is there already, as yonhap-en"),
        ("feed add https://other.example/ name:yonhap-en", "There is a feed yonhap-en already"),
        ("feed add https://a.example/ shared", "Only whoever runs visabot adds shared feeds"),
        ("feed add https://a.example/ minutes:0", "minutes: “0” does not fit"),
        ("feed add https://a.example/ name:no.dots", "“no.dots” cannot be the name of a feed"),
        ("feed pause yonhap-en", "yonhap-en is shared by all workspaces"),
        ("feed remove yonhap-en", "yonhap-en is shared by all workspaces"),
        ("feed health yonhap-em", "There is no feed “yonhap-em”"),
        ("feed add", "feed add needs url"),
    ],
)
async def test_a_mistake_says_what_it_is_and_changes_nothing(desk: Desk, line: str, what: str) -> None:
    card = await desk.card(line, permission=ADMIN)
    assert (card.kind, card.title) == (CardKind.ERROR, what)
    assert await _own(desk) == []
    assert await desk.audited() == []


async def test_without_the_bot_a_feed_is_added_untried_and_nothing_can_be_previewed(desk: Desk) -> None:
    assert "It was not tried" in await desk.ask(f"feed add {URL}")
    shown = await desk.ask(f"feed preview {URL}")
    assert shown.startswith("Nothing can be fetched here")
    assert "visabot run" in shown


async def test_only_the_operator_adds_shared_feeds_and_none_with_a_login(desk: Desk) -> None:
    assert "All workspaces read it." in await desk.ask(f"feed add {URL} shared name:ours")
    async with desk.database.read() as tx:
        assert await feeds.by_slug(tx, "ours") is not None
    refused = await desk.ask("feed add https://joe:geheim@a.example/rss shared")
    assert "cannot be shared" in refused
    assert "geheim" not in refused


async def test_a_login_is_never_shown_but_kept_when_a_removal_is_undone(desk: Desk) -> None:
    address = "https://joe:geheim@a.example/rss?key=abcd"
    cards = [await desk.card(f'feed add {address} name:mine publisher: "The Mine"', permission=ADMIN)]
    cards += [await desk.card(line) for line in ("feed list", "feed health mine", "feeds", "feed pause mine")]
    cards.append(await desk.card("feed remove mine"))
    cards.append(await desk.press(cards[-1], "Yes, do it"))
    assert await _own(desk) == []
    cards.append(await desk.press(cards[-1], "Undo"))
    for card in cards:
        assert "geheim" not in plain(card) + str(card)
        assert "abcd" not in plain(card) + str(card)
    [feed] = await _own(desk)
    assert (feed.spec.url, feed.spec.publisher) == (address, "The Mine")
    assert feed.paused_at is not None


async def test_pausing_and_resuming_undo_each_other(desk: Desk) -> None:
    await desk.ask(f"feed add {URL} name:mine")
    paused = await desk.card("feed pause mine")
    assert "mine: paused" in await desk.ask("feed list")
    await desk.press(paused, "Undo")
    assert "mine: not polled yet" in await desk.ask("feed list")
    assert (await desk.card("feed resume mine")).title == "mine: resumed"


async def test_a_feed_of_the_desk_is_paused_and_not_removed(desk: Desk) -> None:
    card = await desk.card("feed remove yonhap-en")
    assert "comes with the desk" in card.title
    assert (await desk.card(card.actions[0].command)).title == "yonhap-en: paused"


async def test_a_workspace_has_so_many_feeds_of_its_own(probing: Callable[..., Desk], server: FeedServer) -> None:
    desk = probing(Limits(feeds=1))
    server.answer("/a", page(rss(item("A", 1, NOW))))
    server.answer("/b", page(rss(item("B", 2, NOW))))
    await desk.ask(f"feed add {server.url('/a')} name:a")
    full = await desk.card(f"feed add {server.url('/b')} name:b")
    assert full.title == "No room for another feed: a workspace may have 1 of its own"
    assert (await desk.card(f"feed add {server.url('/b')} name:b shared")).title == "b: added"


async def test_a_preview_shows_format_newest_titles_dates_and_how_many_match_and_keeps_nothing(
    probing: Callable[..., Desk], server: FeedServer
) -> None:
    desk = probing()
    titles = [item(f"Report {n}", n, NOW - (n + 1) * HOUR / 60) for n in range(7)]
    server.answer("/x", page(rss(*titles)))
    shown = await desk.ask(f"feed preview {server.url('/x')}")
    assert "Format: RSS 2.0; title: Herald" in shown
    assert "7 entries, 0 of them about the desk's topics" in shown
    assert shown.count("(news.example, 29 Jan 2026") == 5
    assert await _own(desk) == []


async def test_health_shows_one_feed_in_full_in_both_languages(desk: Desk) -> None:
    shown = await desk.ask("feed health herald-en")
    assert "Publisher: The Herald (national); asked every 15 min" in shown
    assert "Address: https://news.example/rss" in shown
    assert "매체: 헤럴드(종합지), 15분마다 확인" in await desk.ask("피드 진단 herald-en", locale="ko")


@pytest.mark.parametrize(
    "line", ["feed list", "feed health yonhap-en", f"feed add {URL}", "settings", "export", "audit"]
)
async def test_others_than_admins_are_refused(desk: Desk, line: str) -> None:
    refused = await desk.card(line, permission=Permission.MANAGER)
    assert refused.kind is CardKind.ERROR
    assert refused.title.startswith("You may not use ")
