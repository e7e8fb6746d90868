"""Files in forms: what is too long to be typed."""

import pytest
import structlog
from aiohttp import web

from bot.cards.card import Card
from bot.faces.slack.answering.given_files import GivenFile, _is_slacks, read_text
from bot.faces.slack.setup.scopes import scopes
from bot.faces.slack.workspaces.clients import Installed, installed_by, session, web_client
from bot.faces.text_files import FILE_LIMIT
from bot.locale.voice import Voice
from tests.bot import shipped
from tests.bot.faces.slack.talking import Talk, private
from tests.servers.slack import said

YAML = b'format: 1\nterms:\n- {topic: "visa-talks", expression: "battery"}\n'


async def _sent(talk: Talk, content: bytes, name: str = "desk.yaml") -> tuple[str, str]:
    """Open the form of `import`, and send a file in it; return where the answer comes, and what was sent."""
    asked = talk.slack.people.command(talk.admin, talk.channel, "/visa-admin", "import")
    view = await talk.slack.people.view(asked)
    file = talk.slack.people.file(talk.admin, name, content)
    return asked, talk.slack.people.submit(talk.admin, view["id"], {"option-yaml": file})


async def test_what_was_exported_is_imported_from_a_file(talk: Talk) -> None:
    async with talk.listening():
        asked, _ = await _sent(talk, YAML)
        shown = await talk.slack.people.reply(asked)
        assert private(shown)
        await talk.press(shown, "confirm ")
        assert "battery" in said(await talk.command("term list", name="/visa-admin"))


@pytest.mark.parametrize(
    ("content", "says"), [(b"\xff\xfe\xff", "not a text file"), (b"x" * 2_000_001, "too large")], ids=["bytes", "large"]
)
async def test_what_cannot_be_read_is_told_in_the_form(talk: Talk, content: bytes, says: str) -> None:
    async with talk.listening():
        _, sent = await _sent(talk, content)
        acked = await talk.slack.people.acked(sent)
    assert says in acked["view"]["blocks"][0]["text"]["text"]


async def test_without_the_right_to_read_files_that_is_told(talk: Talk) -> None:
    talk.slack.places.grant(talk.team, set(scopes()) - {"files:read"})
    async with talk.listening():
        _, sent = await _sent(talk, YAML)
        acked = await talk.slack.people.acked(sent)
    assert "could not be fetched" in acked["view"]["blocks"][0]["text"]["text"]


async def _read(talk: Talk, path: str, size: int) -> tuple[str | Card, list[str]]:
    """Read a file that is on a server of somebody's; return what came of it, and the tokens that server was given."""
    given: list[str] = []

    async def serve(request: web.Request) -> web.Response:
        given.append(request.headers.get("Authorization", ""))
        return web.Response(text="terms: []")

    app = web.Application()
    app.router.add_get("/file", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with session() as made:
        installed = await installed_by(web_client(talk.slack.places.token(talk.team), made, talk.slack.api))
        file = GivenFile("desk.yaml", f"http://127.0.0.1:{runner.addresses[0][1]}{path}", size)
        read = await read_text(file, installed, made, Voice("en", "UTC", talk.catalogue))
    await runner.cleanup()
    return read, given


async def test_the_token_goes_to_nobody_but_slack(talk: Talk) -> None:
    read, given = await _read(talk, "/file", 9)
    assert isinstance(read, Card)
    assert given == []


async def test_the_token_is_not_logged_where_slack_sends_one_in_circles() -> None:
    async def serve(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/file"})

    app = web.Application()
    app.router.add_get("/file", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    at = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with session() as made:
        installed = Installed("T1", "Newsroom", "U1", "B1", web_client("xoxb-secret", made, f"{at}/api/"))
        with structlog.testing.capture_logs() as logs:
            voice = Voice("en", "UTC", shipped.catalogue())
            assert isinstance(await read_text(GivenFile("a", f"{at}/file", 1), installed, made, voice), Card)
    await runner.cleanup()
    assert [one["event"] for one in logs] == ["file not fetched"]
    assert "xoxb-secret" not in str(logs)


async def test_what_slack_says_is_too_large_is_not_fetched(talk: Talk) -> None:
    file = talk.slack.people.file(talk.reader, "desk.yaml", b"terms: []")
    known = talk.slack.traffic.total
    async with session() as made:
        installed = await installed_by(web_client(talk.slack.places.token(talk.team), made, talk.slack.api))
        given = GivenFile("desk.yaml", str(file["url_private"]), FILE_LIMIT + 1)
        read = await read_text(given, installed, made, Voice("en", "UTC", talk.catalogue))
    assert isinstance(read, Card)
    assert "too large" in read.title
    assert talk.slack.traffic.total == known + 1  # whose the token is


@pytest.mark.parametrize(
    ("url", "is_so"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/desk.yaml", True),
        ("https://FILES.SLACK.COM/a", True),
        ("https://slack.example:8000/files/a", True),
        ("http://files.slack.com/a", False),
        ("http://slack.example:8000/files/a", False),
        ("https://slack.example/files/a", False),
        ("https://evilslack.com/a", False),
        ("https://slack.com.evil.example/a", False),
        ("https://evil.example/.slack.com", False),
        ("ftp://files.slack.com/a", False),
        ("", False),
    ],
)
def test_slacks_own_hosts_are_known(url: str, is_so: bool) -> None:  # noqa: FBT001 - a case
    assert _is_slacks(url, "https://slack.example:8000/api/") is is_so
