"""Slash commands on Slack: acknowledged at once, answered where and to whom they should be.

Each command is tried in `tests/bot/faces/test_every_face.py`.
"""

import asyncio
from datetime import timedelta

import pytest

from feeds.parse.document import Document
from tests.bot.faces.slack.talking import Talk, button, private
from tests.servers.slack import Rank, said

FEED = "https://plant.example/rss"


async def test_an_answer_is_in_the_language_of_the_asker(talk: Talk) -> None:
    talk.slack.world.store.table("users")[talk.reader]["locale"] = "ko-KR"
    async with talk.listening():
        assert "열린 적 없는 협의입니다." in said(await talk.command("소개", by=talk.reader))


async def test_an_error_is_told_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("story 999", by=talk.reader)
    assert private(shown)
    assert talk.everyone_sees() == []


async def test_a_question_is_put_to_the_asker_alone(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("subscribe all")
        before = len(talk.everyone_sees())
        asked = await talk.command("unsubscribe all")
    assert private(asked)
    assert len(talk.everyone_sees()) == before
    assert len(await talk.following()) == 1


async def test_an_answer_that_is_not_private_is_seen_by_everyone_and_has_buttons(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("latest", by=talk.reader)
    assert [one["ts"] for one in talk.everyone_sees()] == [shown["ts"]]
    assert button(shown, "Status")


async def test_a_command_is_acknowledged_before_it_is_answered(talk: Talk) -> None:
    done = asyncio.Event()

    async def slow(_: str) -> Document:
        await done.wait()
        return Document("rss20", "Plant news", ())

    async with talk.listening(slow):
        asked = talk.slack.people.command(talk.admin, talk.channel, "/visa-admin", f"feed preview {FEED}")
        assert await talk.slack.people.acked(asked) == {}
        done.set()
        assert "Plant news" in await talk.slack.people.text(asked)


async def test_a_channel_that_somebody_names_is_followed_though_the_bot_never_heard_of_it(talk: Talk) -> None:
    other = talk.slack.places.add_channel(talk.team, "visa-news", members=[talk.admin])
    async with talk.listening():
        shown = await talk.command(f"subscribe all channel:<#{other}|visa-news>")
        assert "visa-news" in said(shown)
        listed = said(await talk.command("subscriptions"))
    assert "visa-news" in listed


async def test_a_private_channel_that_an_admin_is_not_in_is_neither_listed_nor_found(talk: Talk) -> None:
    places = talk.slack.places
    board = places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    team = places.add_channel(talk.team, "team", private=True, members=[talk.operator, talk.admin])
    async with talk.listening():
        for one in (board, team):
            await talk.command("subscribe all", by=talk.operator, channel=one)
        listed = said(await talk.command("subscriptions"))
        assert "team" in listed
        assert "board" not in listed
        for typed in ("board", f"<#{board}>"):
            shown = await talk.command(f"subscriptions channel:{typed}")
            assert "There is no channel" in said(shown)
            assert "All topics" not in said(shown)
        assert "board" in said(await talk.command("subscriptions", by=talk.operator))


async def test_the_audit_names_no_private_channel_to_an_admin_who_is_not_in_it(talk: Talk) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    async with talk.listening():
        await talk.command("subscribe all", by=talk.operator, channel=board)
        await talk.command("posting broadcast:yes", by=talk.operator, channel=board, name="/visa-admin")
        await talk.command("subscribe kit-desk")
        shown = said(await talk.command("audit", name="/visa-admin"))
        assert "board" not in shown
        assert shown.count("a private channel") == 2
        assert "news" in shown
        assert "board" in said(await talk.command("audit", by=talk.operator, name="/visa-admin"))


async def test_the_audit_names_a_private_channel_by_none_of_its_names_that_were(talk: Talk) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    async with talk.listening():
        await talk.command("subscribe all", by=talk.operator, channel=board)
        await talk.command("posting broadcast:yes", by=talk.operator, channel=board, name="/visa-admin")
        await talk.command(f"settings notices:<#{board}>", by=talk.operator, channel=board, name="/visa-admin")
        talk.slack.places.rename_channel(board, "committee")
        await talk.command("subscriptions", by=talk.operator, channel=board)
        shown = said(await talk.command("audit", name="/visa-admin"))
    assert "board" not in shown
    assert "committee" not in shown
    assert shown.count("a private channel") == 3


async def test_the_settings_name_no_private_channel_to_an_admin_who_is_not_in_it(talk: Talk) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    async with talk.listening():
        await talk.command(f"settings notices:<#{board}>", by=talk.operator, channel=board, name="/visa-admin")
        assert "board" in said(await talk.command("settings", by=talk.operator, name="/visa-admin"))
        assert "a private channel" in said(await talk.command("settings", name="/visa-admin"))
        mistaken = said(await talk.command("settings notices:#bord", name="/visa-admin"))
        assert "There is no channel" in mistaken
        assert "board" not in mistaken
        changed = await talk.command("settings notices:<#news>", name="/visa-admin")
        assert "board" not in said(changed)
        assert "board" not in said(await talk.press(changed, "undo "))


@pytest.mark.parametrize("command", ["import", "restore"])
async def test_a_file_neither_names_nor_changes_a_private_channel_of_others(talk: Talk, command: str) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.operator])
    there = '{id: "%s", name: %s, kind: private, language: ko, timezone: UTC}'
    async with talk.listening():
        await talk.command("subscribe all", by=talk.operator, channel=board)
        before = await talk.following()
        for id_, name in ((board, "guessed"), ("C1", "board")):
            file = f"format: 1\nplaces:\n- {there % (id_, name)}"
            shown = said(await talk.command(f"{command} {file}", name="/visa-admin"))
            assert f"no place “{name}”" in shown
            assert name == "board" or "board" not in shown
        text = 'format: 1\nterms:\n- {topic: "visa-talks", expression: "\\"battery plant\\""}'
        asked = await talk.command(f"{command} {text}", name="/visa-admin")
        assert not {"board", board} & set(said(asked).split())
        done = await talk.press(asked, "confirm ")
        assert "battery plant" in said(done)
        undone = await talk.press(done, "undo ")
        assert "battery plant" in said(undone)
        assert await talk.following() == before
        assert "battery plant" not in said(await talk.command("term list", name="/visa-admin"))


async def test_what_may_not_be_typed_is_refused_and_nothing_changes(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("subscribe all", by=talk.reader)
    assert private(shown)
    assert await talk.following() == []


async def test_who_becomes_an_admin_need_not_wait_to_be_known_as_one(talk: Talk) -> None:
    async with talk.listening():
        assert "may not" in said(await talk.command("subscribe all", by=talk.reader))
        talk.slack.places.set_rank(talk.reader, Rank.ADMIN)
        talk.clock.move_to(talk.clock.now() + timedelta(seconds=15))
        await talk.command("subscribe all", by=talk.reader)
    assert len(await talk.following()) == 1


async def test_an_export_is_a_file_in_the_direct_messages_of_who_asked(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("export", name="/visa-admin")
    assert "is in your direct messages with visabot" in said(shown)
    sent = talk.slack.places.messages(talk.slack.places.direct(talk.admin))
    assert [file["name"].partition("-")[0] for one in sent for file in one["files"]] == ["visa"]


async def test_what_is_exported_can_be_pasted_behind_import(talk: Talk) -> None:
    yaml = 'format: 1\nterms:\n- {topic: "visa-talks", expression: "\\"battery plant\\""}'
    async with talk.listening():
        shown = await talk.command(f"import {yaml}", name="/visa-admin")
        assert private(shown)
        await talk.press(shown, "confirm ")
        listed = await talk.command("term list", name="/visa-admin")
    assert "battery plant" in said(listed)


async def test_a_channel_that_the_bot_does_not_see_is_told_of_with_what_to_do(talk: Talk) -> None:
    board = talk.slack.places.add_channel(talk.team, "board", private=True, members=[talk.admin], bot=False)
    async with talk.listening():
        shown = await talk.command(f"subscribe all channel:<#{board}|board>")
    assert "/invite @visabot" in said(shown)
    assert await talk.following() == []


async def test_people_and_user_groups_in_an_answer_are_shown_by_their_names(talk: Talk) -> None:
    group = talk.slack.places.add_group(talk.team, "hr")
    async with talk.listening():
        shown = said(await talk.command(f"posting mention:<!subteam^{group}|@hr>", name="/visa-admin"))
        assert f"<!subteam^{group}>" in shown
        shown = said(await talk.command(f"manager add <@{talk.reader}|jun>", name="/visa-admin"))
        assert f"<@{talk.reader}>" in shown
        shown = said(await talk.command("audit", name="/visa-admin"))
        assert f"<@{talk.admin}>" in shown
