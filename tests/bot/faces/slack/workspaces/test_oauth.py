"""People install the app from their browser; nobody else can finish what they began."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.faces.slack.setup.scopes import scopes
from bot.faces.slack.workspaces.oauth import LASTS
from tests.bot.faces.slack.installing import NOON, Installing, at, installing
from tests.servers.faults import Fault
from tests.servers.slack.authorizing import allow, deny


async def back(one: Installing) -> str:
    """Begin to install and allow it; return where Slack sends the browser."""
    return at(one.browser, await one.browser.allow(await one.browser.begin()))


async def test_a_workspace_is_installed_with_the_least_scopes_and_welcomed(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        team = one.server.places.add_team("Newsroom", install=False)
        asked = parse_qs(urlsplit(await one.browser.begin()).query)
        status, page = await one.browser.get(await back(one))
        installed = await one.store.of(team)
        assert (status, "visabot is in Newsroom" in page, "/visa" in page) == (200, True, True)
        assert asked["scope"] == [",".join(scopes())]
        assert asked["redirect_uri"] == ["http://public.example/slack/oauth_redirect"]
        assert installed is not None
        assert installed.client.token == one.server.places.token(team)
        assert (await installed.client.auth_test())["team_id"] == team
        ((welcomed, person),) = one.welcomed
        assert welcomed == team
        assert person is not None
        assert person.startswith("U")


async def test_the_page_speaks_the_browsers_language(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        one.server.places.add_team("Newsroom", install=False)
        one.browser.language = "ko-KR,ko;q=0.9,en;q=0.8"
        _, page = await one.browser.get(await back(one))
        assert "Newsroom에 visabot을 설치했습니다" in page
        assert '<html lang="ko">' in page


async def test_who_reads_the_database_cannot_finish_what_somebody_began(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    async with installing(path) as one:
        (state,) = parse_qs(urlsplit(await one.browser.begin()).query)["state"]
    kept = b"".join(file.read_bytes() for file in path.parent.glob("a.sqlite3*"))
    assert sha256(state.encode()).hexdigest().encode() in kept
    assert state.encode() not in kept


@pytest.mark.parametrize("how", ["twice", "too late", "another browser", "another state", "no code"])
async def test_only_who_began_it_finishes_it_once_and_in_time(tmp_path: Path, how: str) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        team = one.server.places.add_team("Newsroom", install=False)
        location = await back(one)
        match how:
            case "twice":
                await one.browser.get(location)
            case "too late":
                one.clock.move_to(NOON + LASTS + timedelta(seconds=1))
            case "another browser":
                one.browser.cookie = "other"
            case "another state":
                one.browser.cookie = "other"
                location = location.replace(parse_qs(urlsplit(location).query)["state"][0], "other")
            case "no code":
                location = location.replace("code=", "kode=")
        status, page = await one.browser.get(location)
        assert status in {400, 401}
        assert "begin again" in page
        assert 'href="http://public.example/slack/install"' in page
        assert (await one.store.of(team) is not None) == (how == "twice")


async def test_who_does_not_allow_it_is_told_that_nothing_has_changed(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        status, page = await one.browser.get(at(one.browser, deny(await one.browser.begin())))
        assert status == 200
        assert "nothing has changed" in page
        assert await one.store.every() == []


async def test_a_reason_that_somebody_writes_into_the_address_is_shown_as_text(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        _, page = await one.browser.get(f"{one.browser.address}/slack/oauth_redirect?error=%3Cscript%3E" + "x" * 500)
        assert "&lt;script&gt;xxx" in page
        assert len(page) < 2000


async def test_a_code_that_slack_does_not_know_installs_nothing(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        location = await back_without_team(one)
        status, page = await one.browser.get(location.replace("code=", "code=x"))
        assert status == 401
        assert "begin again" in page


async def test_where_slack_is_not_reached_a_page_says_so(tmp_path: Path) -> None:
    async with installing(tmp_path / "a.sqlite3") as one:
        location = await back_without_team(one)
        one.server.faults.next("oauth.v2.access", Fault.LOST_BEFORE)
        status, page = await one.browser.get(location)
        assert status == 502
        assert "in a few minutes" in page
        assert await one.store.every() == []


async def back_without_team(one: Installing) -> str:
    """Do as `back`, with a person of a workspace made for it."""
    team = one.server.places.add_team("Newsroom", install=False)
    mina = one.server.places.add_person(team, "mina")
    return at(one.browser, allow(one.server.world, mina, await one.browser.begin()))
