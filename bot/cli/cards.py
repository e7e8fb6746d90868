"""`visabot cards`: every kind of card, drawn, to be looked at."""

import asyncio
import tempfile
from pathlib import Path

import click

from bot.cards.picture import draw
from bot.cards.picture_card import card_svg
from bot.cli.errors import Failed, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.gallery import gallery
from bot.locale.catalogue import load_catalogue
from feeds.desks.desk import Desk
from storage.engine.database import Database


@click.command("cards", epilog=example("visabot cards --render cards"))
@click.option(
    "--render",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Draw them as PNG files into DIR, which is made where it does not exist.",
)
@config_option
def command(folder: Path, config: Path | None) -> None:
    """Draw every kind of card in every language, of invented news.

    For those who change how posts look. Files are called LANGUAGE-NUMBER-NAME.png; ones of that name are overwritten.
    The bot's own database is not touched.
    """
    with told():
        desk = desk_of(begin(config))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            drawn = asyncio.run(_render(desk, folder))
        except OSError as error:
            msg = f"{folder} cannot be written to: {error.strerror}"
            raise Failed(msg) from error
    click.echo(f"drew {drawn} cards into {folder}")


async def _render(desk: Desk, folder: Path) -> int:
    """Draw all cards, and return how many."""
    catalogue = load_catalogue()
    drawn = 0
    for locale in catalogue.locales:
        with tempfile.TemporaryDirectory(prefix="visabot-cards-") as place:
            database = await Database.open(f"sqlite:///{place}/cards.sqlite3", durable=False)
            try:
                await database.upgrade()
                async for name, card in gallery(database, desk, catalogue, locale):
                    picture = await asyncio.to_thread(draw, card_svg(card))
                    await asyncio.to_thread((folder / f"{locale}-{name}.png").write_bytes, picture)
                    drawn += 1
            finally:
                await database.close()
    return drawn
