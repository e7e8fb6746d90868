"""Pictures of posts: uploaded without a channel, shown by their file's id, and said in words where that fails."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.card import CardKind, Picture
from bot.faces.face import Sent
from bot.faces.slack.cards import pictures
from bot.faces.slack.workspaces.clients import installed_by, session, web_client
from tests.bot.faces.posts import ALERT, a_post
from tests.bot.faces.slack.poster import place, posting_at
from tests.servers.slack import NO_LIMITS, Fault, LoopbackSlack, said

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
WORDS = "Nine reports on Friday"
PICTURED = replace(ALERT, kind=CardKind.DIGEST, picture=Picture(SVG, WORDS))


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(limits=NO_LIMITS) as server:
        yield server


def kinds(message: Any) -> set[str]:
    """Return the types of a message's blocks."""
    return {block["type"] for block in message["blocks"]}


async def test_a_picture_is_shown_with_its_words_and_uploaded_once_for_all_that_show_it(slack: LoopbackSlack) -> None:
    team = slack.places.add_team()
    one, two = (place(team, slack.places.add_channel(team, name)) for name in ("one", "two"))
    async with posting_at(slack.api, slack.places.token(team)) as face:
        sent = await face.send(one, a_post(1, PICTURED))
        assert isinstance(sent, Sent)
        await face.edit(one, sent.message, PICTURED, 2)
        await face.send(two, a_post(2, PICTURED))
    for to in (one, two):
        (message,) = slack.places.messages(to.channel)
        (image,) = [block for block in message["blocks"] if block["type"] == "image"]
        assert image["alt_text"] == WORDS
        assert image["slack_file"]["id"].startswith("F")
    assert slack.traffic.of("files.completeUploadExternal") == 1


async def test_a_picture_is_shown_once_slack_has_looked_at_its_file(slack: LoopbackSlack) -> None:
    """Until then Slack refuses what shows it (slackapi/python-slack-sdk, issue 1521)."""
    slack.world.looks_at_files = 3
    team = slack.places.add_team()
    to = place(team, slack.places.add_channel(team))
    async with posting_at(slack.api, slack.places.token(team)) as face:
        assert isinstance(await face.send(to, a_post(1, PICTURED)), Sent)
    (message,) = slack.places.messages(to.channel)
    assert "image" in kinds(message)
    assert slack.traffic.of("files.info") == 3


async def test_a_picture_that_is_not_ready_in_time_is_said_in_words_and_shown_the_next_time(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PAUSE", 0.001)
    slack.world.looks_at_files = pictures.LOOKS + 1
    team = slack.places.add_team()
    to = place(team, slack.places.add_channel(team))
    async with posting_at(slack.api, slack.places.token(team)) as face:
        for number in (1, 2):
            assert isinstance(await face.send(to, a_post(number, PICTURED)), Sent)
    assert ["image" in kinds(message) for message in slack.places.messages(to.channel)] == [False, True]
    assert slack.traffic.of("files.completeUploadExternal") == 1


@pytest.mark.parametrize(
    "route", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info"]
)
async def test_a_picture_that_cannot_be_uploaded_is_said_in_words(slack: LoopbackSlack, route: str) -> None:
    team = slack.places.add_team()
    to = place(team, slack.places.add_channel(team))
    slack.faults.next(route, Fault.BROKEN)
    async with posting_at(slack.api, slack.places.token(team)) as face:
        assert isinstance(await face.send(to, a_post(1, PICTURED)), Sent)
    (message,) = slack.places.messages(to.channel)
    assert WORDS in said(message)
    assert "image" not in kinds(message)


async def test_a_picture_that_slack_does_not_show_is_said_in_words_and_uploaded_anew_the_next_time(
    slack: LoopbackSlack,
) -> None:
    team = slack.places.add_team()
    to = place(team, slack.places.add_channel(team))
    async with posting_at(slack.api, slack.places.token(team)) as face:
        first = await face.send(to, a_post(1, PICTURED))
        assert isinstance(first, Sent)
        slack.world.store.table("files").clear()
        assert isinstance(await face.send(to, a_post(2, PICTURED)), Sent)
        assert isinstance(await face.send(to, a_post(3, PICTURED)), Sent)
        slack.world.store.table("files").clear()
        assert await face.edit(to, first.message, PICTURED, 2) == first
    assert ["image" in kinds(message) for message in slack.places.messages(to.channel)] == [False, False, True]
    assert slack.traffic.of("files.completeUploadExternal") == 2


async def test_each_workspace_has_its_own_file_of_a_picture(slack: LoopbackSlack) -> None:
    uploads, picture = pictures.Pictures(), Picture(SVG, WORDS)
    async with session() as made:
        tokens = [slack.places.token(slack.places.add_team(name)) for name in ("one", "two")]
        one, two = [await installed_by(web_client(token, made, slack.api)) for token in tokens]
        files = [await uploads.file(installed, picture) for installed in (one, two, one)]
    assert files[0] == files[2] != files[1]


async def test_where_a_shared_channel_may_have_no_files_a_picture_is_said_in_words(slack: LoopbackSlack) -> None:
    """Slack, chat.postMessage and chat.update: "Admin has disabled Slack File sharing in all Slack Connect …"."""
    team = slack.places.add_team()
    to = place(team, slack.places.add_channel(team, shared=True))
    slack.places.refuse_files(to.channel)
    async with posting_at(slack.api, slack.places.token(team)) as face:
        sent = await face.send(to, a_post(1, PICTURED))
        assert isinstance(sent, Sent)
        assert await face.edit(to, sent.message, PICTURED, 2) == sent
    (message,) = slack.places.messages(to.channel)
    assert WORDS in said(message)
    assert "image" not in kinds(message)
