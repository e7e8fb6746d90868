"""What is followed."""

from bot.commands.command import Permission
from storage import destinations
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW


async def test_it_shows_what_is_followed_how_it_comes_and_when_next(desk: Desk) -> None:
    await desk.ask("subscribe visa-talks daily 18:00 publishers:2")
    await desk.ask("subscribe kit-desk only:official")
    await desk.ask("quiet 22:00 07:00")
    shown = await desk.ask("subscriptions")
    assert shown.splitlines() == [
        "What is followed here",
        "- KIT Desk (kit-desk)",
        "  Each story as it comes",
        "  Only what an official publisher reported",
        "  Quiet from 22:00 to 07:00 (Asia/Seoul)",
        "- Visa talks (visa-talks)",
        "  A digest every day at 18:00 (Asia/Seoul)",
        "  Only what at least 2 publishers reported",
        "  Quiet from 22:00 to 07:00 (Asia/Seoul)",
        "  Next: 29 Jan 2026 18:00 KST",
        "To change one, subscribe again: what is not named stays. More: /visa help subscribe",
    ]


async def test_it_says_where_nothing_is_followed(desk: Desk) -> None:
    shown = await desk.ask("구독목록", locale="ko")
    assert shown.startswith("여기에서 구독하는 주제가 없습니다")
    assert "/visa 구독" in shown


async def test_only_admins_see_what_other_channels_follow(desk: Desk) -> None:
    async with desk.database.write() as tx:
        await destinations.put(
            tx,
            workspace=desk.who().workspace,
            external="C77",
            kind="channel",
            name="secret-plans",
            locale="en",
            timezone="UTC",
            now=NOW,
        )
    await desk.ask("subscribe all #secret-plans")
    assert "secret-plans:\n- All topics (all)" in await desk.ask("subscriptions", permission=Permission.ADMIN)
    assert "secret-plans" not in await desk.ask("subscriptions", permission=Permission.MANAGER)
    assert "You may not" in await desk.ask("subscriptions #secret-plans", permission=Permission.MANAGER)
