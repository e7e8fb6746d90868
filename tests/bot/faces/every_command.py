"""Every command with what to give it, in an order in which each finds what it is about: for tests that try them all.

They are for the database of `tests/bot/faces/discord/conftest.py`: three stories, a feed, nothing followed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.commands.command import Command
from bot.commands.registry import commands
from feeds.parse.document import Document

Given = Mapping[str, str | int | bool]

FEED = "https://plant.example/rss"
YAML = 'format: 1\nterms:\n- {topic: "visa-talks", expression: "battery"}\n'


@dataclass(frozen=True, slots=True)
class Step:
    """One command with its options."""

    name: str
    given: Given

    @property
    def command(self) -> Command:
        """Return its declaration."""
        return next(one for one in commands() if one.name == self.name)


STEPS: tuple[Step, ...] = (
    Step("status", {"topic": "visa-talks"}),
    Step("latest", {"topic": "visa-talks", "count": 5}),
    Step("search", {"query": "visa"}),
    Step("topics", {}),
    Step("feeds", {}),
    Step("story", {"story": "1"}),
    Step("why", {"story": "s1"}),
    Step("contact", {}),
    Step("about", {}),
    Step("help", {"command": "subscribe"}),
    Step("subscribe", {"topic": "visa-talks", "mode": "daily", "at": "09:00", "timezone": "Asia/Seoul"}),
    Step("subscriptions", {}),
    Step("pause", {"topic": "visa-talks", "until": "3 days"}),
    Step("resume", {"topic": "visa-talks"}),
    Step("quiet", {"from": "22:00", "to": "07:00", "timezone": "Asia/Seoul", "urgent": True}),
    Step("mute", {"story": "1"}),
    Step("unmute", {"story": "1"}),
    Step("unsubscribe", {"topic": "visa-talks"}),
    Step("not-relevant", {"story": "2"}),
    Step("suggestions", {"settle": 1}),
    Step("topic add", {"slug": "our-plant", "name": "Our plant"}),
    Step("topic rename", {"topic": "our-plant", "name": "Ellabell plant"}),
    Step("topic list", {}),
    Step("term add", {"topic": "our-plant", "expression": '"battery plant"'}),
    Step("term edit", {"id": 1, "expression": "batteries"}),
    Step("term list", {"topic": "our-plant"}),
    Step("term test", {"days": 7, "expression": "visa"}),
    Step("term remove", {"id": 1}),
    Step("topic remove", {"topic": "our-plant"}),
    Step("feed preview", {"url": FEED}),
    Step("feed add", {"url": FEED, "tier": "official", "minutes": 5, "name": "plant", "empty-ok": True}),
    Step("feed list", {}),
    Step("feed health", {"feed": "plant"}),
    Step("feed pause", {"feed": "plant"}),
    Step("feed resume", {"feed": "plant"}),
    Step("feed tell", {"feed": "plant"}),
    Step("feed skip", {"feed": "plant"}),
    Step("feed remove", {"feed": "plant"}),
    Step("settings", {"timezone": "Asia/Seoul"}),
    Step("posting", {}),
    Step("export", {}),
    Step("import", {"yaml": YAML}),
    Step("audit", {"count": 5}),
    Step("forget-me", {}),
)
OPERATORS: tuple[Step, ...] = (
    Step("limits", {}),
    Step("block", {"workspace": "Newsroom"}),
    Step("unblock", {"workspace": "Newsroom"}),
    Step("operator", {"here": True}),
)
"""For the one who runs the bot."""

RIGHTLY_REFUSED = frozenset({"block", "unblock", "feed tell", "feed skip"})
"""Nobody blocks the workspace that they are in, and nothing of a feed that was just added is held."""


def declared(platform: str) -> Iterator[Command]:
    """Yield the commands that a platform offers."""
    return (command for command in commands() if command.is_on(platform) and not command.hidden)


async def probe(_: str) -> Document:
    """Find an empty feed everywhere."""
    return Document("rss20", "Plant news", ())
