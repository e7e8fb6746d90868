"""Settings: where they come from, how mistakes are told, and that secrets stay secret."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import machine, values
from bot.config.configure import SettingsError, load
from bot.config.settings import Settings

BAD = {
    "desk_feeds": "perhaps",
    "locale": "tlh",
    "timezone": "Seoul/Asia",
    "allow_addresses": "10.0.0.1/8",
    "loopback_requests": "0",
    "parse_timeout": "10 parsecs",
    "fetch_max_mb": "eight",
    "log_format": "xml",
    "database_url": "mysql://joe:geheim@host/x",
    "discord_token": "two words",
    "keep_days": "-4",
    "slack_http": "3000",
    "slack_public_url": "http://bot.example",
    "slack_signing_secret": "two words",
    "secret_key": "geheim",
}


@contextmanager
def environment(**values: str) -> Iterator[None]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VISABOT_")}
    with patch.dict(os.environ, {**kept, **values}, clear=True):
        yield


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_setting_the_machine_decides(tmp_path: Path) -> None:
    with environment(XDG_DATA_HOME=str(tmp_path), LC_ALL="", LC_MESSAGES="", LANG="ko_KR.UTF-8", TZ="Asia/Seoul"):
        settings = load()
    assert settings.database_file == tmp_path / "visabot" / "visabot.sqlite3"
    assert (settings.locale, settings.timezone) == ("ko", "Asia/Seoul")
    assert settings.history_file == tmp_path / "visabot" / "history"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "visabot.toml").write_text('locale = "ko"\nkeep_days = 7\n', encoding="utf-8")
    with environment(VISABOT_KEEP_DAYS="8"):
        settings = load()
    assert (settings.locale, settings.keep_days) == ("ko", 8)


def test_what_the_command_line_gives_wins_over_both(tmp_path: Path) -> None:
    (tmp_path / "visabot.toml").write_text('posts = "text"\n', encoding="utf-8")
    with environment(VISABOT_POSTS="text"):
        assert load(posts="json").posts == "json"
        assert load(posts=None).posts == "text"


def test_a_named_file_is_read_and_must_exist(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("parse_workers = 3\n", encoding="utf-8")
    with environment(VISABOT_CONFIG=str(other)):
        assert load().parse_workers == 3
    with (
        environment(VISABOT_CONFIG=str(tmp_path / "gone.toml")),
        pytest.raises(SettingsError, match=r"gone\.toml.*VISABOT_CONFIG"),
    ):
        load()
    with environment(), pytest.raises(SettingsError, match="--config"):
        load(tmp_path / "gone.toml")


def test_lists_and_durations_read_alike_in_both_places(tmp_path: Path) -> None:
    (tmp_path / "visabot.toml").write_text(
        'allow_addresses = ["10.0.0.0/8", "::1"]\nparse_timeout = 90\nfetch_timeout = "1m30s"\n', encoding="utf-8"
    )
    with environment():
        from_file = load()
    with environment(
        VISABOT_ALLOW_ADDRESSES="10.0.0.0/8, ::1", VISABOT_PARSE_TIMEOUT="90", VISABOT_FETCH_TIMEOUT="1.5 min"
    ):
        from_environment = load()
    for settings in (from_file, from_environment):
        assert settings.allow_addresses == (ip_network("10.0.0.0/8"), ip_network("::1/128"))
        assert settings.parse_timeout == settings.fetch_timeout == timedelta(seconds=90)


def test_operators_are_named_by_platform_and_id() -> None:
    with environment(VISABOT_OPERATORS="discord:123456789012345678, slack:U012AB3CD"):
        settings = load()
    assert settings.operators_on("discord") == {"123456789012345678"}
    assert settings.operators_on("slack") == {"U012AB3CD"}
    with environment(VISABOT_OPERATORS="@someone"), pytest.raises(SettingsError, match="discord:ID"):
        load()


def test_an_empty_value_means_unset() -> None:
    """Compose files pass VISABOT_DISCORD_TOKEN= along where the person has none."""
    with environment(VISABOT_DISCORD_TOKEN="", VISABOT_KEEP_DAYS=""):
        settings = load()
    assert settings.discord_token is None
    assert settings.keep_days == 400


@given(st.sets(st.sampled_from(sorted(BAD)), min_size=1), st.sets(st.sampled_from(sorted(BAD))))
def test_every_mistake_is_told_at_once_with_its_key_its_place_and_an_example(
    tmp_path_factory: pytest.TempPathFactory, in_environment: set[str], in_file: set[str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "all.toml"
    file.write_text("".join(f'{key} = "{BAD[key]}"\n' for key in sorted(in_file)), encoding="utf-8")
    with (
        environment(**{f"VISABOT_{key.upper()}": BAD[key] for key in in_environment}),
        pytest.raises(SettingsError) as caught,
    ):
        load(file)
    told = {mistake.key: mistake for mistake in caught.value.mistakes}
    assert set(told) == in_environment | in_file
    for number, key in enumerate(sorted(in_file), start=1):
        if key not in in_environment:
            assert told[key].place == f"{file}:{number}"
            assert told[key].do.startswith(f"For example: {key} = ")
    for key in in_environment:
        assert told[key].place == f"environment variable VISABOT_{key.upper()}"
        assert f"VISABOT_{key.upper()}=" in told[key].do
    assert "geheim" not in str(caught.value)
    assert "two words" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [("slack_api", "http://127.0.0.1/api"), ("discord_api", "discord.com"), ("discord_gateway", "https://x/")],
)
def test_an_address_of_another_form_is_said_to_be_one(key: str, value: str) -> None:
    with environment(**{f"VISABOT_{key.upper()}": value}), pytest.raises(SettingsError) as refused:
        load()
    (mistake,) = refused.value.mistakes
    assert mistake.what == f"'{value}' is not an address of the form that is needed"
    assert "://" in mistake.do


def test_the_examples_that_mistakes_show_are_themselves_right() -> None:
    examples = {key: field.examples or [] for key, field in Settings.model_fields.items()}
    for other in ("slack_client_id", "slack_client_secret"), ("slack_bot_token",):
        chosen = {key: str(example) for key, [example] in examples.items() if key not in other}
        with environment(**{f"VISABOT_{key.upper()}": example for key, example in chosen.items()}):
            settings = load()
    assert settings.posts == "json"
    assert settings.allow_addresses == (ip_network("10.20.0.0/16"), ip_network("127.0.0.1/32"))
    assert settings.parse_timeout == timedelta(seconds=10)


def test_an_unknown_key_is_a_mistake_and_a_near_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "visabot.toml").write_text(
        'keep_days = 3\ntime_zone = "Asia/Seoul"\n[feeds]\nx = 1\n', encoding="utf-8"
    )
    with environment(VISABOT_FETCH_TIMOUT="3", VISABOT_TEST_DATA="/x"), pytest.raises(SettingsError) as caught:
        load()
    assert [(mistake.key, mistake.place, mistake.do) for mistake in caught.value.mistakes] == [
        ("fetch_timout", "environment variable VISABOT_FETCH_TIMOUT", "Did you mean VISABOT_FETCH_TIMEOUT?"),
        ("time_zone", "visabot.toml:2", "Did you mean timezone?"),
        ("feeds", "visabot.toml:3", "Correct its name, or remove it."),
    ]


def test_a_file_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "visabot.toml").write_text("locale = ko\n", encoding="utf-8")
    with environment(), pytest.raises(SettingsError, match=r"visabot\.toml: it is not TOML: .*line 1"):
        load()


HALVES = [
    ("bot_token", "slack_bot_token", "slack_app_token or slack_signing_secret"),
    ("app_token", "slack_app_token", "slack_bot_token or slack_client_id"),
    ("bot_token signing_secret", "slack_signing_secret", "slack_http"),
    ("bot_token app_token http", "slack_http", "slack_signing_secret or slack_client_id"),
    ("bot_token app_token public_url", "slack_public_url", "slack_http"),
    ("bot_token app_token client_secret", "slack_client_secret", "slack_client_id"),
    ("app_token client_id client_secret http public_url", "slack_client_id", "secret_key"),
    ("app_token client_id key", "slack_client_id", "slack_client_secret, slack_http and slack_public_url"),
    ("client_id client_secret http public_url key", "slack_client_id", "slack_app_token or slack_signing_secret"),
]
WHOLES = [
    "bot_token app_token",
    "bot_token signing_secret http",
    "bot_token signing_secret http public_url key",
    "app_token client_id client_secret http public_url key",
    "signing_secret client_id client_secret http public_url key",
]


def slack(which: str) -> dict[str, str]:
    """Return the settings of these names, as their examples are."""
    keys = ["secret_key" if name == "key" else f"slack_{name}" for name in which.split()]
    return {f"VISABOT_{key.upper()}": str((Settings.model_fields[key].examples or [""])[0]) for key in keys}


@pytest.mark.parametrize(("which", "key", "needs"), HALVES)
def test_a_half_of_slack_is_a_mistake_that_names_the_other(which: str, key: str, needs: str) -> None:
    with environment(**slack(which)), pytest.raises(SettingsError) as caught:
        load()
    (mistake,) = caught.value.mistakes
    assert (mistake.key, mistake.what) == (key, f"Slack needs {needs} beside it")
    assert f"Set VISABOT_{needs.upper().split(' ')[0].rstrip(',')}" in mistake.do


def test_a_token_of_another_kind_is_told_alone() -> None:
    another = {"VISABOT_SLACK_BOT_TOKEN": "xapp-1"}
    with environment(**another), pytest.raises(SettingsError) as caught:
        load()
    assert [one.what for one in caught.value.mistakes] == [
        "its value is another kind of token: this one begins with xoxb-"
    ]


@pytest.mark.parametrize("which", WHOLES)
def test_a_whole_of_slack_is_none(which: str) -> None:
    with environment(**slack(which)):
        load()


@pytest.mark.parametrize(
    ("written", "place"),
    [("127.0.0.1:3000", ("127.0.0.1", 3000)), ("[::1]:80", ("::1", 80)), (" localhost:1 ", ("localhost", 1))],
)
def test_where_to_listen_is_a_host_and_a_port(written: str, place: tuple[str, int]) -> None:
    with environment(**slack("bot_token signing_secret http") | {"VISABOT_SLACK_HTTP": written}):
        listened = load().slack_http
    assert listened is not None
    assert values.host_and_port(listened) == place


@pytest.mark.parametrize("written", ["3000", ":3000", "host:", "host:70000", "http://host:3000", "::1:3000", "a b:1"])
def test_nothing_else_is(written: str) -> None:
    with pytest.raises(ValueError, match="HOST:PORT"):
        values.listened(written)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://bot.example/", "https://bot.example"),
        ("https://bot.example/visa/", "https://bot.example/visa"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
    ],
)
def test_a_public_address_has_no_slash_at_its_end(written: str, address: str) -> None:
    assert values.public_address(written) == address


@pytest.mark.parametrize(
    "written", ["http://bot.example", "bot.example", "https://a@b.example", "https://b.example/?a"]
)
def test_a_public_address_is_reached_by_tls_and_is_nothing_but_an_address(written: str) -> None:
    with pytest.raises(ValueError, match=r"b(ot)?\.example"):
        values.public_address(written)


def test_slack_is_for_one_workspace_or_for_several() -> None:
    which = "bot_token app_token client_id client_secret http public_url key"
    with environment(**slack(which)), pytest.raises(SettingsError, match="is for several workspaces"):
        load()


@pytest.mark.parametrize("url", ["postgres:///x", "sqlite:///x.sqlite3"])
def test_every_spelling_of_a_database_is_taken(url: str) -> None:
    with environment(VISABOT_DATABASE_URL=url):
        assert load().database_url.get_secret_value() == url


@pytest.mark.parametrize("url", ["sqlite://x.db", "sqlite://", "sqlite:///:memory:", "x.db", "oracle://h/x"])
def test_no_other_is(url: str) -> None:
    with environment(VISABOT_DATABASE_URL=url), pytest.raises(SettingsError, match="database_url"):
        load()


@pytest.mark.parametrize("password", ["geheim", "ge/he@im", "ge%40heim"])
def test_secrets_are_in_no_repr_and_known_to_the_logs(password: str) -> None:
    with environment(
        VISABOT_DATABASE_URL=f"postgresql://joe:{password}@db.example/visabot",
        VISABOT_DISCORD_TOKEN="MTk4.abc.xyz",  # noqa: S106 - invented
    ):
        settings = load()
    for text in (repr(settings), str(settings), settings.database_shown, settings.model_dump_json()):
        assert password not in text
        assert "MTk4.abc.xyz" not in text
    assert {password, "MTk4.abc.xyz"} <= set(settings.secrets())
    assert settings.database_shown == "postgresql://joe:***@db.example/visabot"
    assert settings.database_file is None


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        ({"LC_ALL": "", "LC_MESSAGES": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_machines(environ: dict[str, str], language: str) -> None:
    assert machine.language(environ) == language


def test_the_zone_is_the_machines_where_it_has_a_name(tmp_path: Path) -> None:
    zones = tmp_path / "zoneinfo" / "Asia"
    zones.mkdir(parents=True)
    (zones / "Seoul").touch()
    localtime = tmp_path / "localtime"
    localtime.symlink_to(zones / "Seoul")
    assert machine.timezone({}, localtime) == "Asia/Seoul"
    assert machine.timezone({"TZ": ":Europe/Paris"}, localtime) == "Europe/Paris"
    assert machine.timezone({"TZ": "KST-9"}, localtime) == "Asia/Seoul"
    assert machine.timezone({"TZ": "KST-9"}, tmp_path / "none") == "UTC"


def test_a_relative_data_home_is_ignored() -> None:
    """XDG Base Directory Specification: "If an implementation encounters a relative path … it should … ignore it"."""
    assert machine.data_folder({"XDG_DATA_HOME": "data", "HOME": "/home/joe"}) == Path("/home/joe/.local/share/visabot")
