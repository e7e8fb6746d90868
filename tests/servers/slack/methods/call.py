"""A call of a Web API method as the functions of this folder see it, and how a method is declared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.limits import Tier
from tests.servers.slack.world import World
from tests.servers.store import Json


class Arg(Enum):
    """What an argument is made of."""

    TEXT = "text"
    FLAG = "flag"
    NUMBER = "number"
    STRUCTURE = "structure"


class Opens(Enum):
    """What lets a client call a method."""

    BOT = "bot"
    APP = "app"
    CLIENT = "client"
    """Client id and secret, no token."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let through."""

    world: World
    args: Json
    team: str = ""
    """The workspace that the token belongs to; empty without one."""
    most: int = 999
    """The most messages on a page of history."""

    @property
    def install(self) -> Json:
        """The app's installation in that workspace."""
        return self.world.installed(self.team)

    def must_have(self, scope: str) -> None:
        """Refuse a call that needs a scope which the app was not granted."""
        granted = self.install["scopes"]
        if scope not in granted:
            raise Refusal(Word.MISSING_SCOPE, needed=scope, provided=",".join(granted))

    @property
    def limit(self) -> int:
        """How many objects a page may hold; 0 is as many as there are."""
        return int(self.args.get("limit") or 0)


Handler = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API."""

    name: str
    handler: Handler
    tier: Tier
    needs: Mapping[str, Arg] = field(default_factory=dict)
    takes: Mapping[str, Arg] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    """One of these is needed; none if there are none."""
    opens: Opens = Opens.BOT

    @property
    def arguments(self) -> Mapping[str, Arg]:
        """All arguments there are."""
        return {**self.needs, **self.takes}


def answer(**fields: Any) -> Json:
    """Return the body of an answer that is no refusal."""
    return {"ok": True, **fields}
