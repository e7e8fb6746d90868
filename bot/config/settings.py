"""What can be set, and what it may be. `bot.config.configure` reads it from the environment and from `visabot.toml`."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.commands.limits import Limits
from bot.config import machine, values

PREFIX = "VISABOT_"
_SCHEMES = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+psycopg", "postgres")


def _database_url(value: object) -> str:
    text = str(value)
    scheme, colon, rest = text.partition("://")
    if not colon or scheme not in _SCHEMES:
        msg = "is not a database's address: it begins with sqlite:/// or postgresql://"
        raise ValueError(msg)
    if scheme.startswith("sqlite") and not rest.startswith("/"):
        msg = "has too few slashes: three before a relative path, four before an absolute one"
        raise ValueError(msg)
    if rest.partition("?")[0] in {"/", "/:memory:"}:
        msg = "names no file: a database in memory cannot be shared by its reader and its writer"
        raise ValueError(msg)
    return text


def _token(beginning: str) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and (not value.isascii() or not value.isprintable() or " " in value.strip()):
            msg = "holds characters that no token has"
            raise ValueError(msg)
        if isinstance(value, str) and not value.strip().startswith(beginning):
            msg = f"is another kind of token: this one begins with {beginning}"
            raise ValueError(msg)
        return value.strip() if isinstance(value, str) else value

    return BeforeValidator(check)


def _secret(value: object) -> object:
    if isinstance(value, str) and (not value.isascii() or not value.strip().isprintable() or " " in value.strip()):
        msg = "holds characters that no secret of Slack's has"
        raise ValueError(msg)
    return value.strip() if isinstance(value, str) else value


def _keys(value: object) -> object:
    if isinstance(value, str):
        values.secret_keys(value)
    return value


Duration = Annotated[timedelta, BeforeValidator(values.duration)]
Count = Annotated[int, Field(ge=1)]
Most = Annotated[int, Field(ge=0)]

_LIMITS = Limits()


class Settings(BaseSettings):
    """All that can be set. Made by `load`; secrets are never in its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: Annotated[SecretStr, BeforeValidator(_database_url)] = Field(
        default=SecretStr(""),  # load puts the machine's own place here
        description="Where everything is kept: a SQLite file, or PostgreSQL.",
        examples=["sqlite:////srv/visabot/visabot.sqlite3"],
    )
    desk: Annotated[str, Field(min_length=1)] = Field(
        default="korea_us_visa", description="The desk: its name, or a folder.", examples=["korea_us_visa"]
    )
    desk_feeds: bool = Field(
        default=True,
        description="Whether the desk's own feeds are polled; false: only feeds that were added.",
        examples=[False],
    )
    locale: Literal["en", "ko"] = Field(
        default="en", description="The language of the terminal and of new workspaces.", examples=["ko"]
    )
    timezone: Annotated[str, BeforeValidator(values.zone)] = Field(
        default="UTC", description="The time zone of the terminal and of new workspaces.", examples=["Asia/Seoul"]
    )
    contact: Annotated[str, Field(min_length=3, max_length=200, pattern=r"^[\x20-\x7e]+$")] = Field(
        default="operator contact not set",
        description="Whom a publisher may write to; part of the user agent, so plain ASCII.",
        examples=["news@example.org"],
    )
    allow_addresses: Annotated[tuple[values.Network, ...], NoDecode, BeforeValidator(values.networks)] = Field(
        default=(),
        description="Addresses that are not public and may be reached all the same: intranets, tests.",
        examples=["10.20.0.0/16, 127.0.0.1"],
    )
    loopback_requests: Count = Field(
        default=1, description="Requests at a time to each origin on this machine.", examples=[4]
    )
    poll_concurrency: Count = Field(default=64, description="Feeds that are asked at the same time.", examples=[64])
    parse_workers: Count = Field(default=2, description="Processes that parse feeds.", examples=[2])
    parse_timeout: Duration = Field(
        default=timedelta(seconds=10), description="How long one document may be parsed.", examples=["10 s"]
    )
    parse_memory_mb: Annotated[int, Field(ge=64)] = Field(
        default=512, description="Memory of one parsing process, in megabytes.", examples=[512]
    )
    fetch_timeout: Duration = Field(
        default=timedelta(seconds=30), description="How long one request may take in all.", examples=["30 s"]
    )
    fetch_max_mb: Count = Field(default=8, description="The largest answer, also unpacked, in megabytes.", examples=[8])
    keep_days: Count = Field(default=400, description="Days that entries about the talks are kept.", examples=[400])
    keep_unmatched_days: Count = Field(default=60, description="Days that other entries are kept.", examples=[60])
    limit_subscriptions: Most = Field(
        default=_LIMITS.subscriptions, description="Subscriptions that a workspace may have.", examples=[200]
    )
    limit_terms: Most = Field(
        default=_LIMITS.terms, description="Watch terms of its own that a workspace may have.", examples=[1000]
    )
    limit_feeds: Most = Field(
        default=_LIMITS.feeds,
        description="Feeds of its own that a workspace may have; 0: none but the shared ones.",
        examples=[10],
    )
    limit_topics: Most = Field(
        default=_LIMITS.topics, description="Topics of its own that a workspace may have.", examples=[40]
    )
    limit_commands_a_minute: Count = Field(
        default=_LIMITS.commands_a_minute, description="Commands that one person may give a minute.", examples=[60]
    )
    log_format: Literal["text", "json"] = Field(default="text", description="How logs are written.", examples=["json"])
    log_level: Literal["debug", "info", "warning", "error"] | None = Field(
        default=None,
        description="What is logged; unset: warnings while the prompt is open, and when a chat platform is ready; else "
        "info.",
        examples=["info"],
    )
    posts: Literal["text", "json"] = Field(
        default="text", description="How posts are written without a terminal.", examples=["json"]
    )
    discord_token: Annotated[SecretStr | None, _token("")] = Field(
        default=None, description="The Discord bot's token; switches Discord on.", examples=["the-token-of-the-bot"]
    )
    discord_shards: Count = Field(
        default=1, description="Connections to Discord; one does for some 2,000 servers.", examples=[2]
    )
    discord_api: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = Field(
        default=None,
        description="Another address of Discord's REST API than its own: for a proxy, or tests.",
        examples=["http://127.0.0.1:8080/api/v10"],
    )
    discord_gateway: Annotated[str, Field(pattern=r"^wss?://\S+$")] | None = Field(
        default=None,
        description="Another address of Discord's gateway than its own: for a proxy, or tests.",
        examples=["ws://127.0.0.1:8080/gateway"],
    )
    operators: Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.people)] = Field(
        default=(),
        description="Who may give the operator's commands in chat: the platform, a colon, the person's id there.",
        examples=["discord:123456789012345678, slack:U012AB3CD"],
    )
    slack_bot_token: Annotated[SecretStr | None, _token("xoxb-")] = Field(
        default=None, description="The Slack app's bot token.", examples=["xoxb-the-rest-of-it"]
    )
    slack_app_token: Annotated[SecretStr | None, _token("xapp-")] = Field(
        default=None,
        description="The Slack app's app-level token, for Socket Mode.",
        examples=["xapp-the-rest-of-it"],
    )
    slack_api: Annotated[str, Field(pattern=r"^https?://\S+/$")] | None = Field(
        default=None,
        description="Another address of Slack's Web API than its own, with its last slash: for a proxy, or tests.",
        examples=["http://127.0.0.1:8080/api/"],
    )

    slack_http: Annotated[str, BeforeValidator(values.listened)] | None = Field(
        default=None,
        description="Where to listen for Slack's requests, and for people who install the app: a host and a port.",
        examples=["127.0.0.1:3000"],
    )
    slack_public_url: Annotated[str, BeforeValidator(values.public_address)] | None = Field(
        default=None,
        description="The address at which Slack and people reach that: what stands before it does TLS.",
        examples=["https://visabot.example.org"],
    )
    slack_signing_secret: Annotated[SecretStr | None, BeforeValidator(_secret)] = Field(
        default=None,
        description="What Slack signs its requests with. With it and no app-level token, all comes by HTTP.",
        examples=["the-signing-secret"],
    )
    slack_client_id: Annotated[str, BeforeValidator(_secret)] | None = Field(
        default=None,
        description="The Slack app's client id: several workspaces may install it, instead of one by its bot token.",
        examples=["1234567890.1234567890"],
    )
    slack_client_secret: Annotated[SecretStr | None, BeforeValidator(_secret)] = Field(
        default=None, description="The Slack app's client secret.", examples=["the-client-secret"]
    )
    secret_key: Annotated[SecretStr | None, BeforeValidator(_keys)] = Field(
        default=None,
        description="Seals the tokens that workspaces give; `openssl rand -base64 32` makes one. To change it, put the "
        "new one before the old, with a comma between them.",
        examples=["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="],
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, and what `bot.config.configure` gives: that holds no key which the environment sets."""
        return init_settings, env_settings

    @property
    def database_file(self) -> Path | None:
        """Return the file of a SQLite database, absolute; None for PostgreSQL."""
        scheme, _, rest = self.database_url.get_secret_value().partition("://")
        name = rest.partition("?")[0].removeprefix("/")
        return Path(name).absolute() if scheme.startswith("sqlite") else None

    @property
    def database_shown(self) -> str:
        """Return the database as people may see it: the file's path, or the URL without its password."""
        return str(self.database_file or values.without_password(self.database_url.get_secret_value()))

    @property
    def limits(self) -> Limits:
        """Return how much a workspace, and a person, may have."""
        return Limits(
            subscriptions=self.limit_subscriptions,
            terms=self.limit_terms,
            feeds=self.limit_feeds,
            topics=self.limit_topics,
            commands_a_minute=self.limit_commands_a_minute,
        )

    @property
    def data_folder(self) -> Path:
        """Return our own folder for data, where the database is unless it was named."""
        return machine.data_folder(os.environ)

    @property
    def history_file(self) -> Path:
        """Return where the prompt keeps what was typed: next to the database's file, else in our data folder."""
        folder = self.database_file.parent if self.database_file else self.data_folder
        return folder / "history"

    def operators_on(self, platform: str) -> frozenset[str]:
        """Return the ids that the operators have on a chat platform."""
        named = (one.partition(":") for one in self.operators)
        return frozenset(person for where, _, person in named if where == platform)

    def secrets(self) -> tuple[str, ...]:
        """Return the texts that no log may hold."""
        tokens = (self.discord_token, self.slack_bot_token, self.slack_app_token)
        others = (self.slack_signing_secret, self.slack_client_secret, self.secret_key)
        told = [token.get_secret_value() for token in (*tokens, *others) if token]
        return (*told, *values.passwords(self.database_url.get_secret_value()))
