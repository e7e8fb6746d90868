"""The whole bot as a service, on a real feed: from the first silent poll to an alert, and to its end."""

import asyncio
import json
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config.configure import load
from bot.faces.terminal.prompt import PromptFace
from bot.run import run
from bot.starting.local import prepare
from feeds.desks.desk import Desk
from feeds.desks.loader import load_desk
from feeds.feed import FeedSpec
from storage import feeds, subscriptions
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.pipeline.rss import item, rss
from tests.conftest import ROOT
from tests.servers.feedserver import FeedServer, page

NOW = datetime.now(UTC)
OLD = item("Weather in Seoul", 900, NOW - timedelta(hours=5))
TALKS = "Seoul and Washington hold visa working group talks"
PATIENCE = 60
DROPPED = """
[[topic]]
id = "old-round"
name = { en = "Old round", ko = "지난 협의" }
about = { en = "What is over.", ko = "끝난 협의입니다." }
signals = [{ points = 10, has = ["kit"] }]
"""


@pytest.fixture
async def settings(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VISABOT_")}
    return kept | {
        "VISABOT_DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}",
        "VISABOT_DESK_FEEDS": "false",
        "VISABOT_ALLOW_ADDRESSES": "127.0.0.0/8",
        "VISABOT_LOCALE": "en",
        "VISABOT_POSTS": "json",
        "PYTHONPATH": str(ROOT),
    }


async def follow(settings: dict[str, str], url: str) -> None:
    """Register a feed that is polled every second."""
    database = await Database.open(settings["VISABOT_DATABASE_URL"])
    await database.upgrade()
    async with database.write() as tx:
        spec = FeedSpec("herald", url, "herald", lang="en", every=timedelta(seconds=1))
        await feeds.add(tx, spec, None, NOW)
    await database.close()


async def start(settings: dict[str, str], folder: Path) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--headless", stdout=PIPE, stderr=PIPE, env=settings, cwd=folder
    )


async def follow_with(settings: dict[str, str], desk: Desk, topic: str) -> None:
    """Do what a start with this desk does, and have the terminal follow one of its topics."""
    database = await Database.open(settings["VISABOT_DATABASE_URL"])
    await database.upgrade()
    async with database.write() as tx:
        local = await prepare(tx, load(desk_feeds=False, locale="en"), desk, NOW)
        terms = subscriptions.Terms(subscriptions.Mode.INSTANT, "UTC", "en")
        await subscriptions.add(tx, local.destination, topic, terms, next_due_at=None, now=NOW)
    await database.close()


async def test_what_is_new_after_the_first_poll_is_posted_once_and_sigterm_ends_it(
    settings: dict[str, str], tmp_path: Path
) -> None:
    async with FeedServer() as server:
        quiet, news = page(rss(OLD)), page(rss(item(TALKS, 1, NOW), OLD))
        server.answer("/herald", quiet, news)
        await follow(settings, server.url("/herald"))
        bot = await start(settings, tmp_path)
        assert bot.stdout is not None
        assert bot.stderr is not None
        async with asyncio.timeout(PATIENCE):
            post = json.loads(await bot.stdout.readline())
            polls = len(server.requests)
            await server.until(lambda: len(server.requests) >= polls + 3)
            bot.send_signal(signal.SIGTERM)
            rest, logs = await bot.communicate()
    assert (post["action"], post["card"]["title"]) == ("post", TALKS)
    assert rest == b""
    assert b"first round" in logs
    assert b"Read 1 feed" in logs
    assert bot.returncode == 0


async def test_it_stops_with_a_reason_when_nobody_reads_its_posts(settings: dict[str, str], tmp_path: Path) -> None:
    async with FeedServer() as server:
        server.answer("/herald", page(rss(OLD)), page(rss(item(TALKS, 1, NOW), OLD)))
        await follow(settings, server.url("/herald"))
        read, write = os.pipe()
        os.close(read)
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--headless", stdout=write, stderr=PIPE, env=settings, cwd=tmp_path
        )
        os.close(write)
        async with asyncio.timeout(PATIENCE):
            _, logs = await bot.communicate()
    assert bot.returncode == 1
    assert b"closed by its reader" in logs


async def test_a_second_one_on_the_same_database_is_refused(settings: dict[str, str], tmp_path: Path) -> None:
    first = await start(settings, tmp_path)
    assert first.stderr is not None
    async with asyncio.timeout(PATIENCE):
        while b"started" not in await first.stderr.readline():
            pass
        second = await start(settings, tmp_path)
        _, says = await second.communicate()
        first.send_signal(signal.SIGINT)
        await first.communicate()
    assert second.returncode == 1
    assert f"process {first.pid}".encode() in says
    assert first.returncode == 0


async def test_after_an_upgrade_that_drops_a_topic_whoever_followed_it_is_told_once(
    settings: dict[str, str], tmp_path: Path
) -> None:
    former = shutil.copytree(ROOT / "feeds/desks/korea_us_visa", tmp_path / "former/korea_us_visa")
    with (former / "topics.toml").open("a", encoding="utf-8") as file:
        file.write(DROPPED)
    await follow_with(settings, load_desk(former), "old-round")
    bot = await start(settings, tmp_path)
    assert bot.stdout is not None
    async with asyncio.timeout(PATIENCE):
        post = json.loads(await bot.stdout.readline())
        bot.send_signal(signal.SIGTERM)
        rest, _ = await bot.communicate()
    assert post["card"]["title"] == "A topic that is followed here no longer exists"
    assert "Old round (old-round)" in json.dumps(post)
    assert rest == b""


class BrokenPrompt(PromptFace):
    """A prompt whose terminal breaks while someone sits at it."""

    async def run(self, *_: object, **__: object) -> None:
        msg = "the terminal went away"
        raise OSError(msg)


async def test_a_prompt_that_breaks_ends_the_bot_instead_of_leaving_it_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.run.PromptFace", BrokenPrompt)
    settings = load(
        database_url=f"sqlite:///{tmp_path / 'bot.sqlite3'}", desk_feeds=False, parse_workers=1, locale="en"
    )
    async with asyncio.timeout(PATIENCE):
        assert await run(settings, shipped.korea_us_visa(), interactive=True) == 1
