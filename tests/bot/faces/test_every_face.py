"""Every command states the same facts on Discord, on Slack and in the terminal."""

import asyncio
import shutil
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.cards.card import CardKind
from bot.commands.call import Who
from bot.commands.command import Permission
from bot.commands.dispatch import Dispatcher
from bot.commands.limits import Limits
from bot.commands.registry import commands
from bot.commands.typed import line_of
from bot.faces.terminal.words import PLATFORM
from feeds.clock import SteppedClock
from storage import workspaces
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.faces import facts
from tests.bot.faces.discord import talking as on_discord
from tests.bot.faces.every_command import OPERATORS, STEPS, Step, probe
from tests.bot.faces.slack import talking as on_slack
from tests.bot.invented import DESK, NOW
from tests.places import a_place
from tests.servers import discord, slack

ZONE = "Asia/Seoul"
EVERYWHERE = {command.name: command for command in commands() if command.platforms is None}
YAML = "{format: 1, terms: [{topic: visa-talks, expression: battery}]}"
RUNS = [step for step in (*STEPS, *OPERATORS) if step.name in EVERYWHERE]


def test_every_command_that_all_platforms_have_is_compared() -> None:
    hidden = {name for name, command in EVERYWHERE.items() if command.hidden}
    assert {step.name for step in RUNS} == set(EVERYWHERE) - hidden


def _line(step: Step) -> str:
    """The command as it is typed, in one line."""
    return line_of(step.command, dict(step.given) | ({"yaml": YAML} if "yaml" in step.given else {}))


def _picked(step: Step) -> dict[str, Any]:
    """The options as they are picked on Discord: a long text is a file."""
    return {
        name: discord.Attached("desk.yaml", str(value).encode()) if name == "yaml" else value
        for name, value in step.given.items()
    }


async def _terminal(database: Database, locale: str) -> Who:
    async with database.write() as tx:
        its = await workspaces.put(tx, platform=PLATFORM, external="teamid", name="Newsroom", locale=locale, now=NOW)
        place = await a_place(tx, its.id, "placeid", NOW, name="news", locale=locale, timezone=ZONE)
    return Who(PLATFORM, its.id, place.id, "personid", locale, ZONE, Permission.ADMIN)


async def _database(stack: AsyncExitStack, filled: Path, place: Path) -> Database:
    database = await Database.open(f"sqlite:///{shutil.copy(filled, place)}", durable=False)
    stack.push_async_callback(database.close)
    return database


async def _discord(stack: AsyncExitStack, database: Database) -> on_discord.Talk:
    server = await stack.enter_async_context(discord.LoopbackDiscord(limits=discord.NO_LIMITS))
    places, may = server.places, discord.Permission.MANAGE_GUILD
    guild = places.add_guild("Newsroom")
    channel = places.add_channel(guild, "news")
    mina, root = (places.add_member(guild, name, permissions=may) for name in ("mina", "root"))
    talk = on_discord.Talk(server, database, shipped.catalogue(), guild, channel, mina, mina, root)
    await stack.enter_async_context(talk.listening(probe, timezone=ZONE))
    return talk


async def _slack(stack: AsyncExitStack, database: Database, locale: str) -> on_slack.Talk:
    server = await stack.enter_async_context(slack.LoopbackSlack(limits=slack.NO_LIMITS))
    places = server.places
    team = places.add_team("Newsroom")
    mina, root = (
        places.add_person(team, name, rank=slack.Rank.ADMIN, locale=locale, tz=ZONE) for name in ("mina", "root")
    )
    channel = places.add_channel(team, "news", members=[mina, root])
    talk = on_slack.Talk(server, database, shipped.catalogue(), team, channel, mina, mina, root)
    await stack.enter_async_context(talk.listening(probe, timezone=ZONE))
    return talk


def _called(platform: str, person: str | int, channel: str | int, team: str | int) -> dict[str, str]:
    """How a platform calls what the terminal of this test calls so."""
    ids = {"personid": person, "placeid": channel, "teamid": team}
    return {PLATFORM: platform} | {name: str(number).casefold() for name, number in ids.items()}


@pytest.mark.parametrize("locales", [("en", "en-US", "en-US"), ("ko", "ko", "ko-KR")], ids=["en", "ko"])
async def test_what_a_command_states_is_shown_by_every_face(
    filled: Path, tmp_path: Path, locales: tuple[str, str, str]
) -> None:
    """`locales`: as the terminal, Discord and Slack write one language."""
    wrong: dict[str, Any] = {}
    async with AsyncExitStack() as stack:
        first = await _discord(stack, await _database(stack, filled, tmp_path / "discord"))
        second = await _slack(stack, await _database(stack, filled, tmp_path / "slack"), locales[2])
        own = await _database(stack, filled, tmp_path / "terminal")
        who = await _terminal(own, locales[0])
        third = Dispatcher(
            database=own,
            desk=DESK,
            clock=SteppedClock(NOW),
            catalogue=shipped.catalogue(),
            limits=Limits(commands_a_minute=1000),
            probe=probe,
        )
        for step in RUNS:
            operates, line = step in OPERATORS, _line(step)
            slash = "visa-admin" if step.command.admin else "visa"
            may = Permission.OPERATOR if operates else Permission.ADMIN
            card = await third.answer(replace(who, permission=may), line)
            by = first.operator if operates else first.admin
            author = second.operator if operates else second.admin
            shown, said = await asyncio.gather(
                first.command(f"{slash} {step.name}", _picked(step), by=by, locale=locales[1]),
                second.command(line, by=author, name=f"/{slash}"),
            )
            without = replace(card, document=None)  # a file there
            there = {
                "terminal": facts.missing(card, facts.from_terminal(card), {}),
                "discord": facts.missing(
                    without,
                    facts.from_discord(discord.said(shown)),
                    _called("discord", by, first.channel, first.guild),
                ),
                "slack": facts.missing(
                    without,
                    facts.from_slack(slack.said(said)),
                    _called("slack", author, second.channel, second.team),
                ),
            }
            if any(there.values()):
                wrong[step.name] = {face: lost for face, lost in there.items() if lost}
            private = step.command.private or card.kind is CardKind.ERROR
            if (on_discord.private(shown), on_slack.private(said)) != (private, private):
                wrong[f"{step.name}, private"] = private
    assert wrong == {}
