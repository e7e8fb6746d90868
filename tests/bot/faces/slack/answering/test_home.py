"""The App Home: what somebody follows and may change, with buttons that work."""

from datetime import timedelta
from typing import Any

from tests.bot.faces.slack.talking import Talk, button, label_of
from tests.bot.invented import NOW
from tests.servers.slack import Rank, said

Json = dict[str, Any]


async def _home(talk: Talk, person: str, mark: str = "") -> Json:
    """Wait until a person's home shows a word, and return it."""
    await talk.slack.until(
        lambda: bool(talk.slack.people.home(person)) and mark in said(talk.slack.people.home(person))
    )
    return talk.slack.people.home(person)


async def _look(talk: Talk, person: str, mark: str = "") -> Json:
    talk.slack.people.open_home(person)
    return await _home(talk, person, mark)


async def test_a_reader_sees_their_own_subscriptions_the_status_and_their_language(talk: Talk) -> None:
    async with talk.listening():
        home = await _look(talk, talk.reader)
    shown = said(home)
    assert "Invented visa talks" in shown
    assert "Your direct messages" in shown
    assert "Your time zone: Asia/Seoul" in shown
    assert "Status" in shown or "status" in shown
    assert "#news" not in shown


async def test_an_admin_sees_the_channels_that_follow_something(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        home = await _look(talk, talk.admin)
        assert "#news" in said(home)
        assert "#news" not in said(await _look(talk, talk.reader))


async def test_who_has_become_an_admin_sees_it_when_they_look_again(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        assert "#news" not in said(await _look(talk, talk.reader))
        talk.slack.places.set_rank(talk.reader, Rank.ADMIN)
        talk.clock.move_to(talk.clock.now() + timedelta(seconds=15))
        assert await _look(talk, talk.reader, "#news")


async def test_who_made_a_channel_sees_it_too(talk: Talk) -> None:
    mine = talk.slack.places.add_channel(talk.team, "mine", creator=talk.reader, members=[talk.admin])
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        await talk.command("subscribe kit-desk", by=talk.reader, channel=mine)
        shown = said(await _look(talk, talk.reader))
    assert "#mine" in shown
    assert "#news" not in shown


async def test_whom_an_admin_named_sees_every_channel_that_follows_something(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        await talk.command(f"manager add <@{talk.reader}|jun>", name="/visa-admin")
        assert "#news" in said(await _look(talk, talk.reader))


async def test_a_private_channel_is_shown_to_those_who_are_in_it(talk: Talk) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        await talk.command("subscribe visa-talks", by=talk.operator, channel=board)
        await talk.command(f"manager add <@{talk.reader}|jun>", name="/visa-admin")
        for person in (talk.admin, talk.reader):
            assert "#board" not in said(await _look(talk, person, "#news"))
        assert "#board" in said(await _look(talk, talk.operator))
        talk.slack.places.join(board, talk.admin)
        await talk.command("subscriptions", channel=board)
        assert await _look(talk, talk.admin, "#board")


async def test_what_is_chosen_there_is_followed_and_the_home_shows_it(talk: Talk) -> None:
    async with talk.listening():
        home = await _look(talk, talk.reader)
        pressed = talk.slack.people.press(talk.reader, home["id"], button(home, "Choose topics …")["action_id"])
        view = await talk.slack.people.view(pressed)
        await talk.slack.people.choices(talk.slack.people.suggest(talk.reader, view["id"], "option-topic"))
        sent = talk.slack.people.submit(talk.reader, view["id"], {"option-topic": ["visa-talks"]})
        acked = await talk.slack.people.acked(sent)
        assert acked["response_action"] == "update"
        assert "Visa talks" in said(acked["view"])
        await _home(talk, talk.reader, "Visa talks")
    assert [one.topic for one in await talk.following()] == ["visa-talks"]


async def test_a_channels_buttons_are_about_that_channel(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe visa-talks")
        await talk.command("pause visa-talks until:3 days")
        home = await _look(talk, talk.admin, "#news")
        where = next(
            one["action_id"]
            for block in home["blocks"]
            if str(block.get("block_id")).startswith(f"in:{talk.channel}:")
            for one in block["elements"]
            if label_of(one) == "Resume"
        )
        pressed = talk.slack.people.press(talk.admin, home["id"], where)
        assert await talk.slack.people.view(pressed)
    assert [one.paused_until and one.paused_until > NOW for one in await talk.following()] == [False]


async def test_an_answer_to_a_button_there_is_a_modal_whose_buttons_work(talk: Talk) -> None:
    async with talk.listening():
        home = await _look(talk, talk.reader)
        pressed = talk.slack.people.press(talk.reader, home["id"], button(home, "latest")["action_id"])
        view = await talk.slack.people.view(pressed)
        assert "Workers return from Georgia" in said(view)
        before = said(view)
        talk.slack.people.press(talk.reader, view["id"], button(view, "Status")["action_id"])
        await talk.slack.until(lambda: said(talk.slack.people.modals(talk.reader)[-1]) != before)


async def test_the_home_is_in_the_readers_language_and_short_enough(talk: Talk) -> None:
    talk.slack.world.store.table("users")[talk.admin]["locale"] = "ko-KR"
    async with talk.listening():
        home = await _look(talk, talk.admin)
    assert "내 개인 메시지" in said(home)
    assert len(home["blocks"]) <= 100
