"""`visabot replay` and `visabot demo`."""

import json
from pathlib import Path

from storage.engine.lock import process_lock
from tests.bot.cli.conftest import Run, Spawn

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Herald</title><link>https://news.example/</link>
<item><title>Seoul, Washington to hold visa working group talks on B-1 visas for Korean workers</title>
<link>https://news.example/1</link><guid>https://news.example/1</guid>
<pubDate>Sun, 28 Sep 2025 01:00:00 GMT</pubDate></item>
<item><title>Rain expected at the weekend</title>
<link>https://news.example/2</link><guid>https://news.example/2</guid>
<pubDate>Sun, 28 Sep 2025 02:00:00 GMT</pubDate></item>
</channel></rss>
"""


def test_captured_feeds_are_told_and_what_cannot_be_read_is_reported(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "herald.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "broken.xml").write_text("not a feed at all", encoding="utf-8")
    ran = spawn("replay", "herald.xml", "broken.xml", "gone.xml", "--posts", "json", VISABOT_DATABASE_URL="")
    assert ran.returncode == 0
    [post] = map(json.loads, ran.stdout.splitlines())
    assert post["action"] == "post"
    assert post["card"]["title"].startswith("Seoul, Washington to hold visa working group talks")
    assert "broken.xml" in ran.stderr
    assert "gone.xml" in ran.stderr
    assert "read 2 entries: 2 new, 1 about the talks, 1 posts" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not list(tmp_path.rglob("*.sqlite3")), "what was not asked for is not kept"


def test_a_replay_can_be_kept_and_asked(spawn: Spawn, run: Run, tmp_path: Path, environ: dict[str, str]) -> None:
    (tmp_path / "herald.xml").write_text(FEED, encoding="utf-8")
    first = spawn("replay", "herald.xml")
    assert first.returncode == 0, first.stderr
    assert first.stdout.count("— visabot [") == 1
    database = environ["VISABOT_DATABASE_URL"]
    again = spawn("replay", "herald.xml", "--database", database, VISABOT_DATABASE_URL="")
    assert again.stdout == "", "nothing is said twice"
    assert "visa working group talks" in run("ask", "/visa search working group").stdout


def test_the_database_of_a_running_bot_is_not_replayed_into(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "herald.xml").write_text(FEED, encoding="utf-8")
    with process_lock(tmp_path / "bot.sqlite3", "visabot run"):
        ran = spawn("replay", "herald.xml")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "in use by process" in ran.stderr


def test_every_post_of_the_demo_says_that_it_is_one(spawn: Spawn, tmp_path: Path) -> None:
    ran = spawn("demo", "--pause", "0")
    assert (ran.returncode, ran.stderr) == (0, "")
    posts = [post for post in ran.stdout.split("\n\n") if post.strip()]
    assert len(posts) > 5
    assert all(post.startswith("DEMO · ") for post in posts)
    assert not (tmp_path / "bot.sqlite3").exists()
