"""`visabot feeds`."""

import json

import pytest

from bot.feed_names import slug_for
from feeds.desks.loader import shipped_desk
from tests.bot.cli.conftest import Run

URL = "https://news.example/rss/world.xml"


def test_a_feed_is_added_listed_paused_resumed_and_removed(run: Run) -> None:
    added = run("feeds", "add", URL, "--publisher", "herald", "--tier", "wire", "--lang", "en", "--every", "5 min")
    assert added.output == f"added news-example-world: {URL}, asked every 5 minutes\n"
    [feed] = map(json.loads, run("feeds", "list", "--json").output.splitlines())
    assert (feed["url"], feed["publisher"], feed["tier"], feed["lang"]) == (URL, "herald", "wire", "en")
    assert (feed["every_seconds"], feed["health"], feed["private"]) == (300, "waiting", False)
    assert run("feeds", "pause", "news-example-world").output == "paused news-example-world\n"
    assert "paused" in run("feeds", "list").output
    assert run("feeds", "resume", "news-example-world").exit_code == 0
    assert "waiting" in run("feeds", "list").output
    assert run("feeds", "remove", "news-example-world").output == "removed news-example-world\n"
    assert "there are no feeds yet" in run("feeds", "list").output


def test_the_same_feed_is_refused_with_the_id_it_has(run: Run) -> None:
    run("feeds", "add", URL, "--id", "herald")
    again = run("feeds", "add", "https://NEWS.example:443/rss/world.xml", "--id", "other")
    assert again.exit_code == 2
    assert "there already, as herald" in again.stderr


def test_a_feed_of_the_desk_is_refused_also_before_the_bot_ran(run: Run) -> None:
    feed = shipped_desk("korea_us_visa").feeds[0]
    again = run("feeds", "add", feed.url, "--id", "mine")
    assert again.exit_code == 2
    assert f"as {feed.id}" in again.stderr
    assert run("feeds", "add", feed.url, "--id", "mine", VISABOT_DESK_FEEDS="false").exit_code == 0


def test_an_id_is_given_once(run: Run) -> None:
    run("feeds", "add", URL, "--id", "herald")
    other = run("feeds", "add", "https://other.example/rss", "--id", "herald")
    assert other.exit_code == 2
    assert f"there is a feed herald already, of {URL}: choose another --id" in other.stderr


def test_a_feed_with_a_password_is_private_and_the_password_is_not_shown(run: Run) -> None:
    added = run("feeds", "add", "https://joe:geheim@news.example/rss", "--id", "mine")
    assert "for this terminal alone" in added.output
    listed = run("feeds", "list")
    as_json = run("feeds", "list", "--json")
    assert json.loads(as_json.output)["private"] is True
    assert " private" in listed.output
    assert "geheim" not in added.output + listed.output + as_json.output
    assert run("feeds", "remove", "mine").exit_code == 0


def test_an_unknown_id_is_wrong_input_and_a_near_one_is_named(run: Run) -> None:
    run("feeds", "add", URL, "--id", "herald")
    for command in ("pause", "resume", "remove"):
        wrong = run("feeds", command, "harald")
        assert wrong.exit_code == 2
        assert 'there is no feed "harald": did you mean herald?' in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ftp://news.example/rss"], "does not begin with https:// or http://"),
        (["https:///rss"], "names no host"),
        (["https://news.example:port/rss"], "is not an address"),
        (["https://news.example/a b"], "holds a space"),
        ([URL, "--every", "30 s"], "at most once a minute"),
        ([URL, "--every", "soon"], "'soon' is not a duration"),
        ([URL, "--id", "Not An Id"], "is no id"),
        ([URL, "--lang", "korean"], "is no language code"),
        ([URL, "--timezone", "Seoul"], "there is no time zone 'Seoul'"),
        ([URL, "--tier", "best"], "is not one of"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_stored(run: Run, arguments: list[str], complaint: str) -> None:
    wrong = run("feeds", "add", *arguments)
    assert wrong.exit_code == 2
    assert complaint in wrong.stderr
    assert run("feeds", "list").exit_code == 1, "there is no database yet"


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.news.example/rss/world.xml", "news-example-world"),
        ("https://rss.com/feed", "rss-com-feed"),
        ("https://비자.한국/", "feed"),
        ("https://news.example/" + "long-" * 30, "news-example-" + "long-" * 6 + "long"),
    ],
)
def test_an_id_is_made_of_the_telling_words_of_the_address(url: str, slug: str) -> None:
    assert slug_for(url) == slug
