"""`visabot slack check` asks Slack whether everything is as it should be."""

from dataclasses import replace

import pytest

from bot.faces.slack.listening.serving import Install
from bot.faces.slack.setup.check import CheckError, Findings, PlaceFound, WorkspaceFound, check
from bot.faces.slack.setup.check_report import report
from bot.faces.slack.setup.scopes import scopes
from bot.faces.slack.workspaces.oauth import OAuthSettings
from bot.faces.slack.workspaces.secret_keys import SecretKeys
from storage import installations, subscriptions, workspaces
from storage.installations import Installation
from storage.subscriptions import Mode, Terms
from tests.bot.faces.slack.installing import KEY, OTHER_KEY
from tests.bot.faces.slack.talking import Talk
from tests.bot.invented import NOW
from tests.places import a_place
from tests.servers.slack.world import CLIENT_ID, CLIENT_SECRET


async def _follow(talk: Talk, channel: str, *, team: str = "", name: str = "news", kind: str = "channel") -> None:
    async with talk.database.write() as tx:
        its = await workspaces.put(
            tx, platform="slack", external=team or talk.team, name="Newsroom", locale="en", now=NOW
        )
        place = await a_place(tx, its.id, channel, NOW, kind=kind, name=name)
        await subscriptions.add(tx, place.id, None, Terms(Mode.INSTANT, "UTC", "en"), next_due_at=None, now=NOW)


async def _checked(talk: Talk) -> Findings:
    return await check(talk.settings(), talk.database)


async def test_where_all_is_well_it_says_so(talk: Talk) -> None:
    await _follow(talk, talk.channel)
    await _follow(talk, f"@{talk.reader}", name="DM", kind="direct")
    found = await _checked(talk)
    bot = talk.slack.places.bot(talk.team)
    assert found.problems == 0
    assert report(found) == [
        "Listening: by Socket Mode",
        f"Workspace: Newsroom ({talk.team}), as <@{bot}>",
        "  #news: all is well",
        "  Direct messages that follow something: 1",
    ]


def test_a_name_cannot_command_the_terminal() -> None:
    found = Findings((WorkspaceFound("News\x1b[2J\nroom", "T1", places=(PlaceFound("#a\x1b]0;b\x07"),)),), "by HTTP")
    assert all(line.isprintable() for line in report(found))
    assert len(report(found)) == 3


async def test_nothing_is_posted_and_no_connection_opened(talk: Talk) -> None:
    await _follow(talk, talk.channel)
    await _checked(talk)
    assert talk.slack.places.messages(talk.channel) == []
    assert talk.slack.sockets.opened == 0


async def test_scopes_that_are_not_granted_are_named(talk: Talk) -> None:
    talk.slack.places.grant(talk.team, set(scopes()) - {"im:write", "files:write"})
    found = await _checked(talk)
    assert found.problems == 2
    assert "  ! it lacks the scope files:write" in report(found)


async def test_channels_that_cannot_be_posted_to_are_named_with_what_to_do(talk: Talk) -> None:
    places = talk.slack.places
    archived, private = places.add_channel(talk.team, "old"), places.add_channel(talk.team, "board", private=True)
    await _follow(talk, archived, name="old")
    await _follow(talk, private, name="board")
    await _follow(talk, "C0GONE", name="gone")
    await _follow(talk, places.add_channel(talk.team, "open", bot=False), name="open")
    places.archive(archived)
    places.kick_bot(private)
    found = await _checked(talk)
    problems = {one.name: one.problem for one in found.workspaces[0].places}
    assert "archived" in problems["#old"]
    assert "invite" in problems["#board"]
    assert "deleted" in problems["#gone"]
    assert problems["#open"] == ""
    assert found.problems == 3


async def test_a_workspace_that_follows_and_is_not_installed_is_named(talk: Talk) -> None:
    await _follow(talk, "C1", team="T0ELSEWHERE")
    found = await _checked(talk)
    assert [(one.external, bool(one.problem)) for one in found.workspaces] == [
        (talk.team, False),
        ("T0ELSEWHERE", True),
    ]


async def test_a_workspace_whose_token_no_key_opens_is_named_with_what_to_do(talk: Talk) -> None:
    await _follow(talk, talk.channel)
    sealed = SecretKeys((OTHER_KEY,)).seal(talk.team, talk.slack.places.token(talk.team))
    async with talk.database.write() as tx:
        one = Installation(talk.team, "Newsroom", "U0BOT", "B0BOT", scopes(), sealed, NOW)
        await installations.put(tx, "slack", one)
    oauth = OAuthSettings(CLIENT_ID, CLIENT_SECRET, "https://public.example", talk.slack.api)
    install = Install(oauth, (KEY,), f"sqlite:///{talk.database.path}")
    found = await check(talk.settings(token="", install=install), talk.database)
    assert found.problems == 1
    (one_found,) = found.workspaces
    assert (one_found.name, one_found.external) == ("Newsroom", talk.team)
    assert "former key" in one_found.problem


@pytest.mark.parametrize(("token", "says"), [(None, "set VISABOT_SLACK_APP_TOKEN"), ("xapp-wrong", "copy it again")])
async def test_a_bot_that_cannot_hear_is_told_why(talk: Talk, token: str | None, says: str) -> None:
    found = await check(talk.settings(app_token=token), None)
    assert says in found.deaf
    assert report(found)[0].startswith("! ")


async def test_a_refused_token_ends_it_with_what_to_do(talk: Talk) -> None:
    with pytest.raises(CheckError, match="copy it again"):
        await check(talk.settings(token="xoxb-wrong"), None)  # noqa: S106 - none


async def test_a_slack_that_cannot_be_reached_ends_it(talk: Talk) -> None:
    nowhere = replace(talk.settings(), api="http://127.0.0.1:1/api/")
    with pytest.raises(CheckError, match="cannot be reached at the address in VISABOT_SLACK_API"):
        await check(nowhere, None)
