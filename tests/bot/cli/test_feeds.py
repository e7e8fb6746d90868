"""`visabot feeds`."""

import json

import pytest

from bot.feed_names import slug_for
from tests.bot import shipped
from tests.bot.cli.conftest import Run

URL = "https://news.example/rss/world.xml"


@pytest.fixture(autouse=True)
def _only_added_feeds(environ: dict[str, str]) -> None:
    environ["VISABOT_DESK_FEEDS"] = "false"


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
    feed = shipped.korea_us_visa().feeds[0]
    again = run("feeds", "add", feed.url, "--id", "mine", VISABOT_DESK_FEEDS="true")
    assert again.exit_code == 2
    assert f"as {feed.id}" in again.stderr
    assert run("feeds", "add", feed.url, "--id", "mine").exit_code == 0


def test_the_first_feed_that_is_added_brings_the_desks_as_the_first_run_would(run: Run) -> None:
    assert run("feeds", "add", URL, "--id", "mine", VISABOT_DESK_FEEDS="true").exit_code == 0
    listed = [json.loads(line)["id"] for line in run("feeds", "list", "--json").output.splitlines()]
    assert listed == sorted(["mine", *(feed.id for feed in shipped.korea_us_visa().feeds)])
    assert "All topics (all)" in run("ask", "subscriptions").output, "and the terminal follows all topics"


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]", "192.168.7.1"])
def test_an_address_that_would_never_be_asked_is_refused_and_the_setting_is_named(run: Run, host: str) -> None:
    refused = run("feeds", "add", f"http://{host}/rss")
    assert refused.exit_code == 2
    assert "is not at a public address" in refused.stderr
    assert "VISABOT_ALLOW_ADDRESSES" in refused.stderr
    assert run("feeds", "list").exit_code == 1, "no database was made"
    allowed = run("feeds", "add", f"http://{host}/rss", VISABOT_ALLOW_ADDRESSES="127.0.0.0/8, ::1, 192.168.0.0/16")
    assert allowed.exit_code == 0


def test_the_same_is_refused_when_it_is_asked_as_a_command(run: Run) -> None:
    run("db", "upgrade")
    refused = run("ask", "feed add http://127.0.0.1/rss name:mine")
    assert refused.exit_code == 1
    assert "127.0.0.1 is not at a public address; the operator can allow it with VISABOT_ALLOW_ADDRESSES." in (
        refused.stderr
    )
    assert run("ask", "feed add http://127.0.0.1/rss name:mine", VISABOT_ALLOW_ADDRESSES="127.0.0.1").exit_code == 0


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
