"""A request as the functions of this folder see it, and what they say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.servers.discord.messages import Draft, Upload
from tests.servers.discord.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let through."""

    world: World
    path: Mapping[str, str]
    """The path parameters, named as in Discord's description."""
    query: Mapping[str, str]
    body: Any = None
    files: tuple[Upload, ...] = ()

    @property
    def draft(self) -> Draft:
        """The body and its files as something to be written."""
        return Draft(self.body or {}, self.files)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; no body is 204."""

    body: Any = None
    status: int = 200


NOTHING = Said(status=204)

Handler = Callable[[Call], Said]
Route = tuple[str, str, Handler]
"""Method, path as in Discord's description, and what answers it."""
