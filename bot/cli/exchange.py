"""`visabot export` and `visabot import`: the terminal's workspace as a file."""

import asyncio
from functools import partial
from pathlib import Path

import click

from bot.cards.exchange import fault_lines, plan_lines
from bot.cli.errors import Failed, WrongInput, told
from bot.cli.example import example
from bot.cli.options import begin, config_option, desk_of
from bot.config.settings import Settings
from bot.exchange.apply import Hand, apply
from bot.exchange.nodes import LARGEST
from bot.exchange.plan import Plan
from bot.exchange.workspace import Side, export, ground, prepare, read, with_addresses
from bot.locale.catalogue import load_catalogue
from bot.locale.voice import Voice
from bot.starting.local import prepared
from bot.starting.opening import opened
from feeds.clock import SystemClock
from feeds.desks.desk import Desk
from feeds.fetch.reach import is_reachable
from storage import audit
from storage.audit import AuditLine
from storage.engine.database import Tx

_ACTOR = "operator"
_BYTES_A_CHARACTER = 4
"""At most, in UTF-8."""


@click.command("export", epilog=example("visabot export desk.yaml", "visabot export -"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@config_option
def export_command(file: Path, config: Path | None) -> None:
    """Write topics, watch terms, feeds and subscriptions to FILE.

    FILE is YAML, and - is standard output. Logins of feeds are not in it. A file that exists is overwritten.
    """
    with told():
        settings = begin(config)
        text = asyncio.run(_export(settings, desk_of(settings)))
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        msg = f"{file} cannot be written: {error.strerror}"
        raise Failed(msg) from error
    click.echo(f"written to {file}")


@click.command("import", epilog=example("visabot import desk.yaml --dry-run", "visabot import desk.yaml"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@config_option
def import_command(file: Path, *, dry_run: bool, config: Path | None) -> None:
    """Set up what FILE says: topics, watch terms, feeds and subscriptions.

    What is there already and not in FILE stays. All mistakes of FILE are told at once, with their lines, and then
    nothing is changed. Reading a file twice changes nothing.
    """
    text = _read(file)
    with told():
        settings = begin(config)
        lines = asyncio.run(_import(settings, desk_of(settings), text, str(file), dry_run=dry_run))
    click.echo("\n".join(lines))


def _read(file: Path) -> str:
    try:
        with click.open_file(str(file), "rb") as opened_file:
            data: bytes = opened_file.read(_BYTES_A_CHARACTER * LARGEST + 1)
        return data.decode("utf-8-sig")
    except OSError as error:
        msg = f"{file} cannot be read: {error.strerror}"
        raise WrongInput(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{file} is not UTF-8 text, at byte {error.start}: save it as UTF-8"
        raise WrongInput(msg) from error


async def _export(settings: Settings, desk: Desk) -> str:
    voice = Voice(settings.locale, settings.timezone, load_catalogue())
    async with opened(settings) as database, database.write() as tx:
        return await export(tx, await _side(tx, settings, desk), SystemClock().now(), voice)


async def _import(settings: Settings, desk: Desk, text: str, name: str, *, dry_run: bool) -> list[str]:
    """Return what was changed, or would be."""
    voice = Voice(settings.locale, settings.timezone, load_catalogue())
    now = SystemClock().now()
    file = await read(text, desk, voice)
    async with opened(settings, create=not dry_run) as database:
        async with database.write() as tx:
            side = await _side(tx, settings, desk)
            there = await ground(tx, side, now)
        file = await with_addresses(file, there, voice, partial(is_reachable, allow=settings.allow_addresses))
        async with database.write() as tx:
            plan = prepare(file, await ground(tx, side, now), voice)
            if not isinstance(plan, Plan):
                raise WrongInput("\n".join([f"{name} was not read in:", *fault_lines(plan, voice)]))
            if not dry_run and not plan.empty:
                await apply(tx, plan, Hand(side.workspace, _ACTOR, now))
                done = {"changes": len(plan.changes)}
                await audit.note(tx, AuditLine(now, side.workspace, _ACTOR, "import", "", done))
        return plan_lines(plan, voice)


async def _side(tx: Tx, settings: Settings, desk: Desk) -> Side:
    local = await prepared(tx, settings, desk, SystemClock().now())
    return Side(local.workspace, desk, settings.limits, operator=True)
