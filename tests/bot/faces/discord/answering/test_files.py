"""Files: what `export` sends, and what `import` is given."""

from typing import Any

import pytest

from bot.faces.text_files import FILE_LIMIT
from storage import topics
from tests.bot.faces.discord.talking import Talk, button, colour, private
from tests.servers.discord import Attached, said

GOOD = 'format: 1\nterms:\n- {topic: "visa-talks", expression: "배터리 공장"}\n'
_ERROR = 0xC0392B


async def _terms(talk: Talk) -> list[str]:
    async with talk.database.read() as tx:
        return [term.expression for term in await topics.terms(tx)]


async def _import(talk: Talk, file: Attached, **how: Any) -> dict[str, Any]:
    return await talk.command("visa-admin import", {"yaml": file}, **how)


async def test_an_export_is_a_file_that_the_asker_alone_gets_and_import_takes(talk: Talk) -> None:
    async with talk.listening():
        await talk.command("visa-admin term add", {"topic": "visa-talks", "expression": "배터리 공장"})
        shown = await talk.command("visa-admin export")
        content = talk.discord.people.file(shown, "visa-2026-01-29.yaml")
        assert private(shown)
        assert "배터리 공장" in content.decode()
        assert "배터리 공장" not in said(shown), "it is in the file, and not told beside it"
        again = await _import(talk, Attached("visa-2026-01-29.yaml", content))
    assert "nothing to read in" in said(again)


async def test_a_good_file_is_asked_about_and_read_in_after_a_yes(talk: Talk) -> None:
    async with talk.listening():
        asked = await _import(talk, Attached("desk.yaml", b"\xef\xbb\xbf" + GOOD.encode()))
        assert await _terms(talk) == []
        done = await talk.press(asked, "Yes, do it")
    assert "read in" in said(done)
    assert await _terms(talk) == ["배터리 공장"]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (Attached("big.yaml", b"", size=FILE_LIMIT + 1), "big.yaml is too large"),
        (Attached("desk.png", b"\x89PNG\r\n\xff", "image/png"), "desk.png is not a text file"),
        (Attached("desk.txt", b"terms: [a, b"), "The file has 1 mistake"),
        (Attached("desk.txt", b"just words"), "The file has 1 mistake"),
        (Attached("gone.yaml", None), "gone.yaml could not be fetched"),
    ],
    ids=["too large", "no text", "no YAML", "no mapping", "gone"],
)
async def test_another_file_changes_nothing_and_the_asker_is_told_what_to_do(
    talk: Talk, file: Attached, says: str
) -> None:
    async with talk.listening():
        shown = await _import(talk, file)
    assert says in said(shown)
    assert private(shown)
    assert colour(shown) == _ERROR
    assert await _terms(talk) == []


async def test_the_largest_file_that_is_fetched_is_read(talk: Talk) -> None:
    comment = b"# " + b"x" * 498_000 + b"\n"
    async with talk.listening():
        asked = await _import(talk, Attached("large.yaml", comment + GOOD.encode()))
        larger = await _import(talk, Attached("larger.yaml", comment * 2 + GOOD.encode()))
    assert button(asked, "Yes, do it")
    assert colour(larger) == _ERROR
    assert "524288" in said(larger).replace(",", "")
