"""What is followed."""

import pytest

from bot.commands.command import Permission
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW
from tests.places import a_place


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


@pytest.fixture
async def plans(desk: Desk) -> str:
    """Another channel of the workspace."""
    async with desk.database.write() as tx:
        await a_place(tx, desk.who().workspace, "C77", NOW, name="secret-plans")
    return "#secret-plans"


async def test_only_admins_see_what_other_channels_follow(desk: Desk, plans: str) -> None:
    await desk.ask(f"subscribe all {plans}")
    assert "secret-plans:\n- All topics (all)" in await desk.ask("subscriptions", permission=Permission.ADMIN)
    assert "secret-plans" not in await desk.ask("subscriptions", permission=Permission.MANAGER)


@pytest.mark.parametrize(
    ("locale", "refusal"),
    [
        (
            "en",
            (
                "What another channel follows is shown in that channel\n"
                "- Use the command in that channel, or ask an administrator."
            ),
        ),
        (
            "ko",
            "다른 채널의 구독은 그 채널에서 볼 수 있습니다\n- 그 채널에서 명령을 쓰거나 관리자에게 요청하십시오.",
        ),
    ],
)
async def test_who_wants_to_look_elsewhere_is_told_where_to_look_and_no_channel_is_given_away(
    locale: str, refusal: str, desk: Desk, plans: str
) -> None:
    for channel in (plans, "<#C77>", "#no-such-channel"):
        asked = f"subscriptions channel:{channel}"
        assert await desk.ask(asked, permission=Permission.EVERYONE, locale=locale) == refusal
    here = await desk.ask("subscriptions #terminal", permission=Permission.EVERYONE)
    assert here.startswith("Nothing is followed here")


@pytest.mark.parametrize(
    ("locale", "nothing", "something"),
    [
        (
            "en",
            "Nothing is followed in secret-plans\nTo follow a topic there, use /visa subscribe in that channel.",
            "What is followed in secret-plans\n",
        ),
        (
            "ko",
            (
                "secret-plans 채널에서 구독하는 주제가 없습니다\n"
                "그 채널에서 /visa 구독을 입력하면 주제를 구독할 수 있습니다."
            ),
            "secret-plans 채널에서 구독하는 주제\n",
        ),
    ],
)
async def test_an_admin_who_looks_at_another_channel_is_told_of_that_one(
    locale: str, nothing: str, something: str, desk: Desk, plans: str
) -> None:
    await desk.ask("subscribe all")
    line = f"subscriptions channel:{plans}"
    assert await desk.ask(line, permission=Permission.ADMIN, locale=locale) == nothing
    await desk.ask(f"subscribe all daily {plans}")
    assert (await desk.ask(line, permission=Permission.ADMIN, locale=locale)).startswith(something)
