"""`visabot slack check`: who the bot is on Slack, what it is not granted, and where it posts but cannot.

Everything is asked of Slack's Web API; nothing is heard, posted or changed.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.faces.followed import Followed, followed_on
from bot.faces.seen import DIRECT
from bot.faces.slack import chat
from bot.faces.slack.chat import SlackSettings
from bot.faces.slack.listening import socket_mode
from bot.faces.slack.listening.serving import open_installations
from bot.faces.slack.places.places import PLATFORM
from bot.faces.slack.posting.outcome import code_of, reason_of
from bot.faces.slack.setup.scopes import scopes
from bot.faces.slack.workspaces.clients import Clients, Installed, OneClient, session, web_client
from storage.destinations import Destination
from storage.engine.database import Database

_SCOPES = "x-oauth-scopes"
"""The header that tells what a token may (Slack, "Using OAuth scopes")."""


_SEALED = (
    "no key opens its token: put the former key behind the new one in VISABOT_SECRET_KEY, with a comma between them, "
    "or install the app there again"
)


class CheckError(Exception):
    """Slack cannot be asked: why, and what to do."""


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A channel that follows something."""

    name: str
    problem: str = ""
    """What keeps posts from it, and what to do."""


@dataclass(frozen=True, slots=True)
class WorkspaceFound:
    """A workspace."""

    name: str
    external: str
    user: str = ""
    """Slack's id of the bot there."""
    missing: tuple[str, ...] = ()
    """Scopes that its token lacks."""
    places: tuple[PlaceFound, ...] = ()
    people: int = 0
    """Whose direct messages follow something."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What Slack told."""

    workspaces: tuple[WorkspaceFound, ...] = ()
    listening: str = ""
    """How the bot is to hear of what people do."""
    deaf: str = ""
    """Why it cannot, and what to do."""

    @property
    def problems(self) -> int:
        """How many things are to be seen to."""
        return bool(self.deaf) + sum(
            bool(one.problem) + len(one.missing) + sum(bool(place.problem) for place in one.places)
            for one in self.workspaces
        )


async def check(settings: SlackSettings, database: Database | None) -> Findings:
    """Ask Slack.

    Args:
        settings: with the tokens.
        database: None: nothing is followed yet.

    Raises:
        CheckError: Slack cannot be asked.

    """
    followed = await followed_on(database, PLATFORM) if database is not None else {}
    try:
        async with session() as shared, _clients(settings, shared) as clients:
            there = await clients.every()
            sealed = await clients.teams() - {one.team for one in there}
            found = [await _workspace(one, followed.pop(one.team, None)) for one in there]
            listening, deaf = await _listening(settings, shared)
    except SlackApiError as error:
        code = code_of(error)
        text = f"Slack refuses the bot token: {chat.REFUSED[code]}" if code in chat.REFUSED else _said(error)
        raise CheckError(text) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        where = "at the address in VISABOT_SLACK_API" if settings.api else "from here"
        text = (
            f"Slack cannot be reached {where} ({str(error) or 'no answer in time'}): check the network, and try again"
        )
        raise CheckError(text) from error
    for team in sorted(sealed):
        its = followed.pop(team, None)
        found.append(WorkspaceFound(its.workspace.name if its else team, team, problem=_SEALED))
    text = "the app is not installed there any more: install it again"
    gone = {team: one.workspace for team, one in followed.items() if one.workspace.left_at is None}
    found += [WorkspaceFound(its.name, team, problem=text) for team, its in gone.items()]
    return Findings(tuple(found), listening, deaf)


@asynccontextmanager
async def _clients(settings: SlackSettings, shared: aiohttp.ClientSession) -> AsyncIterator[Clients]:
    if settings.install is None:
        yield OneClient(web_client(settings.token, shared, settings.api))
        return
    async with open_installations(settings.install, shared, settings.api) as store:
        yield store


async def _workspace(installed: Installed, followed: Followed | None) -> WorkspaceFound:
    told = await installed.client.auth_test()
    granted = {scope.strip() for scope in str(told.headers.get(_SCOPES) or "").split(",")} - {""}
    missing = tuple(scope for scope in scopes() if scope not in granted) if granted else ()
    places = followed.places if followed is not None else ()
    return WorkspaceFound(
        name=installed.name,
        external=installed.team,
        user=installed.user,
        missing=missing,
        places=tuple([await _place(installed, one) for one in places if one.kind != DIRECT]),
        people=sum(one.kind == DIRECT for one in places),
    )


async def _place(installed: Installed, place: Destination) -> PlaceFound:
    name = f"#{place.name.removeprefix('#')}"
    try:
        told = await installed.client.conversations_info(channel=place.external)
    except SlackApiError as error:
        return PlaceFound(name, _of_error(code_of(error)) or _said(error))
    channel = told.get("channel") or {}
    if channel.get("is_archived"):
        return PlaceFound(name, "it is archived: open it again, or unsubscribe it")
    if not channel.get("is_member") and channel.get("is_private"):
        return PlaceFound(name, f"the bot is not in it: type /invite <@{installed.user}> there")
    if place.gone:
        return PlaceFound(
            name, f"it was given up ({place.reason or 'no reason noted'}): use any command there to go on"
        )
    return PlaceFound(name)  # into a public one it goes by itself


def _of_error(code: str) -> str:
    match code:
        case "channel_not_found":
            return "it was deleted, or it is private and the bot is not in it: invite the bot there, or unsubscribe it"
        case "missing_scope":
            return "the bot may not look at it: it lacks channels:read or groups:read"
        case _:
            return ""


async def _listening(settings: SlackSettings, shared: aiohttp.ClientSession) -> tuple[str, str]:
    """Return how the bot is to hear, and why it cannot."""
    if settings.app_token is None:
        if settings.signing_secret is not None and settings.listen is not None:
            return "by HTTP, at {}:{}".format(*settings.listen), ""
        return "", "nothing is heard: set VISABOT_SLACK_APP_TOKEN, the app-level token"
    client = web_client(None, shared, settings.api)
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        code = code_of(error)
        todo = socket_mode.REFUSED.get(code)
        return (
            "",
            f"Slack refuses the app-level token: {todo}" if todo else f"Socket Mode does not work: {_said(error)}",
        )
    return "by Socket Mode", ""


def _said(error: SlackApiError) -> str:
    return f"Slack says {reason_of(error)}"
