"""Muting a story."""

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from storage import mutes, stories
from tests.bot.commands.conftest import Desk


async def _muted(desk: Desk) -> list[int]:
    async with desk.database.read() as tx:
        return await mutes.of_destination(tx, desk.who().destination)


async def _story(desk: Desk) -> stories.StoryView:
    async with desk.database.read() as tx:
        (view,) = await stories.latest(tx, scopes={0}, topics=["georgia-raid"], limit=1)
    return view


@pytest.mark.parametrize("form", ["s{0.id}", "#{0.id}", "{0.id}", "{0.url}", "story:s{0.id}"])
async def test_a_story_is_muted_by_its_number_or_a_link(form: str, desk: Desk) -> None:
    story = await _story(desk)
    card = await desk.card("mute " + form.format(story))
    assert card.title == f"Story s{story.id} is muted here"
    assert "Workers return from Georgia" in plain(card)
    assert await _muted(desk) == [story.id]
    assert f"Muted stories:\n- s{story.id} Workers return from Georgia" in await desk.ask("subscriptions")


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "Story s{} was muted here before"), ("ko", "s{} 소식은 이미 알림이 꺼져 있습니다")]
)
async def test_a_story_that_is_muted_already_is_not_muted_anew(locale: str, words: str, desk: Desk) -> None:
    story = await _story(desk)
    await desk.ask(f"mute s{story.id}")
    again = await desk.card(f"mute s{story.id}", locale=locale)
    assert again.title == words.format(story.id)
    assert [one.command for one in again.actions] == ["subscriptions"], "there is nothing to undo"
    assert await desk.audited() == [f"local follow.mute s{story.id}"]


async def test_a_mute_is_ended_by_unmute_or_undone(desk: Desk) -> None:
    story = await _story(desk)
    card = await desk.card(f"mute s{story.id}")
    await desk.press(card, "Undo")
    assert await _muted(desk) == []
    assert (await desk.ask(f"unmute s{story.id}")).startswith(f"Story s{story.id} was not muted here")
    await desk.ask(f"mute s{story.id}")
    ended = await desk.card(f"알림켜기 s{story.id}", locale="ko")
    assert await _muted(desk) == []
    await desk.press(ended, "되돌리기", locale="ko")
    assert await _muted(desk) == [story.id]
    assert [line.split()[1] for line in await desk.audited()][:2] == ["follow.mute", "follow.unmute"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mute s9999", "There is no story s9999"),
        ("mute https://nowhere.example/x", "No story has a report at https://nowhere.example/x"),
        ("mute the raid", "“the” is no story"),
        ("mute https://nowhere.example/" + "x" * 2000, "Write its number"),
        ("mute", "mute needs story"),
    ],
)
async def test_what_is_no_story_is_refused(line: str, says: str, desk: Desk) -> None:
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert says in plain(card)
    assert await _muted(desk) == []
