"""Following a topic, and changing how it is followed."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from bot.locale.catalogue import Catalogue
from bot.pipeline.write import Writer
from storage import destinations, subscriptions, topics
from storage.posts import StalePost
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Terms
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, NOW
from tests.places import a_place


@pytest.mark.parametrize(
    ("line", "topic", "mode", "at", "due"),
    [
        ("subscribe visa-talks", "visa-talks", Mode.INSTANT, None, None),
        ("subscribe all hourly", None, Mode.HOURLY, None, datetime(2026, 1, 29, 3, tzinfo=UTC)),
        ("subscribe all daily", None, Mode.DAILY, time(9), datetime(2026, 1, 30, 0, tzinfo=UTC)),
        ("subscribe all 18:30", None, Mode.DAILY, time(18, 30), datetime(2026, 1, 29, 9, 30, tzinfo=UTC)),
        ("subscribe all weekly at:07:00", None, Mode.WEEKLY, time(7), datetime(2026, 2, 1, 22, tzinfo=UTC)),
        ("subscribe all friday 18:00", None, Mode.WEEKLY, time(18), datetime(2026, 1, 30, 9, tzinfo=UTC)),
        (
            "subscribe all daily 09:00 America/New_York",
            None,
            Mode.DAILY,
            time(9),
            datetime(2026, 1, 29, 14, tzinfo=UTC),
        ),
    ],
)
async def test_subscribing_stores_what_was_agreed_and_when_it_is_due(
    line: str, *, topic: str | None, mode: Mode, at: time | None, due: datetime | None, desk: Desk
) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.SUBSCRIPTION
    (stored,) = await desk.subscriptions()
    assert (stored.topic, stored.terms.mode, stored.terms.at, stored.next_due_at) == (topic, mode, at, due)


async def test_every_term_can_be_named_in_either_language(desk: Desk) -> None:
    line = "구독 전체 방식:매주 요일:금요일 시각:18:00 시간대:new york 언어:한국어 출처:공식 매체수:2 빈소식"
    await desk.ask(line, locale="ko")
    (korean,) = await desk.subscriptions()
    await desk.ask("unsubscribe all alone")
    await desk.ask("subscribe all weekly friday 18:00 America/New_York language:ko only:official publishers:2 empty")
    (english,) = await desk.subscriptions()
    assert korean.terms == english.terms
    assert english.terms == Terms(
        Mode.WEEKLY, "America/New_York", "ko", time(18), 4, official_only=True, min_publishers=2, empty=True
    )


async def test_the_answer_says_what_comes_and_when(desk: Desk) -> None:
    shown = await desk.ask("subscribe visa-talks weekly 07:00")
    assert shown == "Visa talks: followed here from now on\n- A digest every Monday at 07:00 (Asia/Seoul)"
    again = await desk.ask("구독 비자 협의 즉시 언어:한국어", locale="ko")
    assert again == "비자 협의 구독 설정을 바꾸었습니다\n- 소식이 나오는 대로 전합니다"
    assert len(await desk.subscriptions()) == 1
    assert await desk.audited() == ["local follow.change visa-talks", "local follow.add visa-talks"]


async def test_a_change_keeps_what_is_not_named(desk: Desk) -> None:
    await desk.ask("subscribe all weekly friday 18:00 America/New_York language:ko only:official publishers:2")
    await desk.ask("quiet 22:00 07:00 urgent")
    await desk.ask("pause until:2026-02-10")
    (before,) = await desk.subscriptions()
    for change in ("subscribe all publishers:3", "subscribe all publishers:2"):
        await desk.ask(change)
    (after,) = await desk.subscriptions()
    assert replace(after, digested_at=None) == before
    await desk.ask("subscribe all monday")
    (moved,) = await desk.subscriptions()
    assert (moved.terms.weekday, moved.terms.at, moved.terms.timezone) == (0, time(18), "America/New_York")
    assert moved.next_due_at == datetime(2026, 2, 2, 23, tzinfo=UTC)


async def test_a_subscription_that_is_changed_back_and_forth_still_knows_its_time(desk: Desk) -> None:
    await desk.ask("subscribe all daily 18:30")
    await desk.ask("subscribe all instant")
    await desk.ask("subscribe all daily")
    (stored,) = await desk.subscriptions()
    assert stored.terms.at == time(18, 30)


async def test_a_language_holds_for_everything_that_a_place_follows(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk daily 18:00")
    card = await desk.card("subscribe visa-talks language:ko")
    await desk.ask("subscribe georgia-raid")
    assert [one.terms.locale for one in await desk.subscriptions()] == ["ko", "ko", "ko"]
    assert (await desk.subscriptions())[1].terms.at == time(18)
    assert "In Korean" in plain(card)
    async with desk.database.write() as tx:
        assert await subscriptions.languages(tx, {desk.who().destination}) == {desk.who().destination: "ko"}
        (here,) = await destinations.listing(tx, desk.who().workspace)
        known: dict[str, Any] = {
            "workspace": here.workspace,
            "external": here.external,
            "kind": here.kind,
            "name": here.name,
        }
        await destinations.put(tx, **known, locale="ko", timezone=here.timezone, now=NOW)
        assert await subscriptions.languages(tx, {here.id}) == {here.id: "ko"}
        await destinations.put(tx, **known, locale="en", timezone=here.timezone, now=NOW)
        assert await subscriptions.languages(tx, {here.id}) == {here.id: "en"}, (
            "what speaks as the place does goes with it"
        )


@pytest.mark.parametrize("line", ["subscribe all language:ko", "subscribe all language:en"])
async def test_posts_are_in_the_language_that_was_chosen(line: str, desk: Desk, catalogue: Catalogue) -> None:
    await desk.ask(line)
    async with desk.database.read() as tx:
        (here,) = await destinations.listing(tx, desk.who().workspace)
    writer = Writer(database=desk.database, desk=DESK, catalogue=catalogue, clock=desk.clock)
    post = await writer.rerender(StalePost(1, here, story=1, message="m", wanted=2, shown=1))
    assert post
    assert post.card.lang == line[-2:]


async def test_a_change_that_leaves_the_schedule_leaves_the_next_digest_where_it_was(desk: Desk) -> None:
    await desk.ask("subscribe all hourly")
    desk.clock.move_to(NOW + timedelta(hours=3))  # the digest of 03:00 is still to be written
    await desk.ask("subscribe all publishers:2")
    (stored,) = await desk.subscriptions()
    assert stored.next_due_at == datetime(2026, 1, 29, 3, tzinfo=UTC)


async def test_another_zone_of_a_digest_leaves_quiet_hours_where_they_are(desk: Desk) -> None:
    await desk.ask("subscribe all daily 09:00")
    await desk.ask("quiet 22:00 07:00")
    shown = await desk.ask("subscribe all daily 09:00 new york")
    assert shown.splitlines()[1:] == [
        "- A digest every day at 09:00 (America/New_York)",
        "- Quiet from 22:00 to 07:00 (Asia/Seoul)",
    ]
    (stored,) = await desk.subscriptions()
    assert stored.terms.quiet == QuietHours(time(22), time(7), "Asia/Seoul")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "The time zone counts once this comes daily or weekly; quiet hours have their own."),
        ("ko", "시간대는 매일이나 매주 모아서 받을 때 쓰입니다. 방해 금지 시간의 시간대는 따로 정합니다."),
    ],
)
async def test_a_zone_for_what_has_no_time_of_day_is_kept_and_that_is_said(locale: str, words: str, desk: Desk) -> None:
    assert words in await desk.ask("subscribe all timezone:America/New_York", locale=locale)
    later = await desk.ask("subscribe all daily", locale=locale)
    assert words not in later
    assert "09:00" in later
    assert "America/New_York" in later


async def test_a_new_subscription_has_the_zone_language_and_quiet_hours_of_its_place(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    await desk.ask("quiet 23:00 06:00 new york urgent")
    await desk.ask("subscribe visa-talks daily", locale="ko", timezone="Europe/Berlin")
    _, stored = await desk.subscriptions()
    quiet = QuietHours(time(23), time(6), "America/New_York")
    assert stored.terms == Terms(Mode.DAILY, "Asia/Seoul", "en", time(9), quiet=quiet, urgent=True)


@pytest.mark.parametrize(
    ("line", "todo"),
    [
        ("subscribe all instant 09:00", "choose daily or weekly"),
        ("subscribe all hourly at:09:00", "choose daily or weekly"),
        ("subscribe all daily friday", "choose weekly"),
        ("subscribe all empty", "choose hourly, daily or weekly"),
        ("subscribe all publishers:0", "Write a whole number from 1 to 20."),
        ("subscribe all timezone:Asia/Soul", "Did you mean Asia/Seoul?"),
        ("subscribe all daily 24:30", "as in 09:00 or 9 pm"),
        ("subscribe all mode:sometimes", "instant, hourly, daily, weekly"),
        ("subscribe all language:fr", "Choose one of: English, Korean"),
        ("subscribe visa-tlaks", "Did you mean visa-talks (Visa talks)?"),
        ("subscribe all channel:genral", "Known channels: terminal"),
        ("subscribe all channel:" + "a" * 201, "Use at most 200 characters."),
    ],
)
async def test_what_cannot_be_is_refused_with_what_to_do_and_nothing_is_stored(
    line: str, todo: str, desk: Desk
) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert todo in plain(card)
    assert await desk.subscriptions() == []
    assert await desk.audited() == []


async def test_a_new_subscription_can_be_undone_and_leaves_the_others(desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    card = await desk.card("subscribe all")
    await desk.press(card, "Undo")
    assert [one.topic for one in await desk.subscriptions()] == ["kit-desk"]


async def test_what_is_followed_just_so_already_is_told_so_and_nothing_is_changed(desk: Desk) -> None:
    await desk.ask("subscribe all daily 09:00")
    stored, audited = await desk.subscriptions(), await desk.audited()
    for line in ("subscribe all", "subscribe all daily", "subscribe all daily 09:00"):
        card = await desk.card(line)
        assert card.title == "All topics: already followed here with these settings"
        assert "A digest every day at 09:00" in plain(card)
        assert not [one for one in card.actions if one.command.startswith("undo ")]
    assert (await desk.ask("구독 전체", locale="ko")).startswith("모든 주제는 이미 이대로 구독하고 있습니다")
    assert (await desk.subscriptions(), await desk.audited()) == (stored, audited)
    assert "is changed" in await desk.ask("subscribe all daily 10:00")


async def test_a_change_can_be_undone(desk: Desk) -> None:
    await desk.ask("subscribe all weekly friday 18:00 America/New_York language:ko only:official publishers:2 empty")
    (before,) = await desk.subscriptions()
    card = await desk.card("subscribe all hourly timezone:UTC language:en only:any publishers:1 empty:no")
    (changed,) = await desk.subscriptions()
    assert changed.terms == Terms(Mode.HOURLY, "UTC", "en", time(18), 4)
    await desk.press(card, "Undo")
    (after,) = await desk.subscriptions()
    assert after.terms == before.terms
    assert after.next_due_at == before.next_due_at


async def test_a_topic_of_the_workspaces_own_can_be_followed_by_its_name(desk: Desk) -> None:
    async with desk.database.write() as tx:
        name = {"en": "Dormitories", "ko": "기숙사"}
        await topics.add(tx, desk.who().workspace, "dorms", name=name, about={}, now=NOW)
    assert (await desk.ask("구독 기숙사", locale="ko")).startswith("이제 여기에서 기숙사를 구독합니다")
    assert "Did you mean dorms (Dormitories)?" in await desk.ask("unsubscribe dormz")
    assert [one.topic for one in await desk.subscriptions()] == ["dorms"]
    offered = [one.text for one in await desk.dispatcher.complete(desk.who(), "subscribe dor")]
    assert offered == ["dorms"]


@pytest.fixture
async def general(desk: Desk) -> int:
    """Another channel of the workspace."""
    async with desk.database.write() as tx:
        made = await a_place(
            tx, desk.who().workspace, "C77", NOW, name="general", locale="ko", timezone="America/New_York"
        )
    return made.id


@pytest.mark.parametrize("channel", ["#general", "channel:general", "channel:C77", "<#C77>", "<#C77|general>"])
async def test_an_admin_may_follow_a_topic_in_another_channel(channel: str, general: int, desk: Desk) -> None:
    card = await desk.card(f"subscribe all daily {channel}", permission=Permission.ADMIN)
    assert card.title == "All topics: followed in general from now on"
    async with desk.database.read() as tx:
        (stored,) = await subscriptions.listing(tx, destination=general)
    assert (stored.terms.timezone, stored.terms.locale) == ("America/New_York", "ko")
    assert await desk.subscriptions() == []
    await desk.press(card, "Undo")
    async with desk.database.read() as tx:
        assert await subscriptions.listing(tx, destination=general) == []


async def test_who_manages_one_channel_may_not_change_another(general: int, desk: Desk) -> None:
    card = await desk.card("subscribe all #general", permission=Permission.MANAGER)
    assert card.kind is CardKind.ERROR
    assert "Use the command in that channel" in plain(card)
    unknown = await desk.card("subscribe all #genreal", permission=Permission.MANAGER)
    assert plain(unknown) == plain(card), "what other channels there are is not told"
    async with desk.database.read() as tx:
        assert await subscriptions.listing(tx, destination=general) == []
    here = await desk.card("subscribe all #terminal", permission=Permission.MANAGER)
    assert here.kind is CardKind.SUBSCRIPTION


async def test_channels_of_one_name_are_told_apart_by_their_ids(general: int, desk: Desk) -> None:
    assert general
    async with desk.database.write() as tx:
        await a_place(tx, desk.who().workspace, "C78", NOW, name="General")
    assert "Name it by its id: C77, C78" in await desk.ask("subscribe all #general")


async def test_a_workspace_may_have_no_more_subscriptions_than_its_limit(general: int, desk: Desk) -> None:
    terms = Terms(Mode.INSTANT, "UTC", "en")
    async with desk.database.write() as tx:
        for number in range(100):
            await subscriptions.add(tx, general, f"topic-{number}", terms, next_due_at=None, now=NOW)
    card = await desk.card("subscribe all")
    assert card.kind is CardKind.ERROR
    assert card.title == "No room for another subscription: a workspace may have 100"
    assert await desk.subscriptions() == []
    async with desk.database.write() as tx:
        await subscriptions.remove(tx, general, "topic-1")
    assert (await desk.card("subscribe all")).kind is CardKind.SUBSCRIPTION


@pytest.mark.parametrize(
    "line",
    ["subscribe all", "unsubscribe kit-desk", "unsubscribe all", "pause", "resume", "quiet 22:00 07:00", "mute s1"],
)
async def test_who_may_not_manage_the_channel_may_not_change_what_it_follows(line: str, desk: Desk) -> None:
    await desk.ask("subscribe kit-desk")
    before = await desk.subscriptions()
    refused = await desk.card(line, permission=Permission.EVERYONE)
    assert refused.kind is CardKind.ERROR
    assert refused.title.startswith("You may not use ")
    assert await desk.subscriptions() == before
    assert (await desk.card(line, permission=Permission.MANAGER)).kind is not CardKind.ERROR
