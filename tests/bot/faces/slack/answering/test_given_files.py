"""Files in forms: what is too long to be typed."""

import pytest

from bot.faces.slack.setup.scopes import scopes
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
