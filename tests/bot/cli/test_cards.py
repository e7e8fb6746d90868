"""`visabot cards`: every kind of card, drawn."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.cards.card import Card, CardKind
from bot.cards.picture_card import card_svg
from bot.cards.plain import plain
from bot.gallery import gallery
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.cli.conftest import Run


@pytest.fixture(scope="module", params=["en", "ko"])
def cards(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Card]:
    drawn = asyncio.run(_drawn(tmp_path_factory.mktemp("cards") / "cards.sqlite3", str(request.param)))
    assert {card.lang for card in drawn.values()} == {request.param}
    return drawn


async def _drawn(path: Path, locale: str) -> dict[str, Card]:
    database = await Database.open(f"sqlite:///{path}", durable=False)
    await database.upgrade()
    drawn = {name: card async for name, card in gallery(database, shipped.korea_us_visa(), shipped.catalogue(), locale)}
    await database.close()
    return drawn


def test_every_kind_of_card_is_there_and_none_is_a_failure(cards: dict[str, Card]) -> None:
    assert {card.kind for card in cards.values()} == set(CardKind)
    wrong = [name for name, card in cards.items() if card.kind is CardKind.ERROR]
    assert len(wrong) == 3, wrong
    assert not any("log" in plain(cards[name]) for name in wrong), "an answer broke"
    assert any(card.picture for card in cards.values())


def test_every_text_of_a_card_is_drawn_within_the_sheet(cards: dict[str, Card]) -> None:
    for name, card in cards.items():
        svg = card_svg(card)
        size = re.search(r'width="(\d+)" height="(\d+)"', svg)
        assert size
        own = re.sub(r"<svg [^>]*x=.*?</svg>", "", svg[4:])  # what a picture in it says has places of its own
        places = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"', own)
        assert all(float(x) < int(size[1]) and float(y) < int(size[2]) for x, y in places), name
        drawn = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)).replace(" ", "")
        assert card.title.replace(" ", "")[:20].replace("<", "&lt;").replace(">", "&gt;") in drawn.replace(
            "&#x27;", "'"
        )


def test_they_are_drawn_into_files_and_the_bots_own_database_is_left_alone(run: Run, tmp_path: Path) -> None:
    done = run("cards", "--render", str(tmp_path / "drawn"))
    assert done.exit_code == 0, done.output
    files = sorted((tmp_path / "drawn").iterdir())
    assert done.output == f"drew {len(files)} cards into {tmp_path / 'drawn'}\n"
    assert {file.name[:2] for file in files} == {"en", "ko"}
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    assert not (tmp_path / "bot.sqlite3").exists()
    assert run("cards", "--render", str(files[0])).exit_code == 2
