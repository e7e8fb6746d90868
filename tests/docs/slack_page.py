"""docs/slack.md, made from what the Slack app declares."""

from collections.abc import Iterator, Mapping

from bot.faces.slack.setup.manifest import manifest
from bot.faces.slack.setup.scopes import COMMANDS, ELEMENTS, EVENTS, METHODS, WHY, scopes
from tests.bot import shipped

_HEAD = """# On Slack

Made from `scopes.py` and `manifest.py` in `bot/faces/slack/setup/` by `python -m tests.docs.pages`: change it there.

`visabot slack manifest` prints all of this as Slack takes it; a test holds it against what the bot calls and hears. The
README says how to set the bot up, `docs/slack-workspaces.md` how several workspaces install it by themselves.

## What it may do

The app-level token of Socket Mode has the scope `connections:write` alone. The bot's token has these:

| scope | why | needed for |
|---|---|---|
"""
_HEARS = """
## What it hears

It is sent no messages of channels, but for those that mention it.

| event | scope |
|---|---|
"""
_OFFERS = """
## What it offers

"""
_TYPED = """
What is typed behind a slash command may be in English or Korean, in quotes of any kind, with options in their order or
by name. What a command lacks is asked for in a form; with `…` or `...` at its end (`/visa latest …`) it opens one for
all that can be given. In direct messages and after a mention the same is typed without a slash.
"""


def slack_page() -> str:
    """Return docs/slack.md as the code has it."""
    return "".join((_HEAD, *_scopes(), _HEARS, *_events(), _OFFERS, *_offers(), _TYPED))


def _scopes() -> Iterator[str]:
    for scope in scopes():
        tables: tuple[Mapping[str, tuple[str, ...]], ...] = (METHODS, EVENTS, ELEMENTS)
        users = [f"`{name}`" for table in tables for name, needed in table.items() if scope in needed]
        if scope == COMMANDS:
            users.append("slash commands, shortcuts")
        yield f"| `{scope}` | {WHY[scope]} | {', '.join(users)} |\n"


def _events() -> Iterator[str]:
    for event in sorted(EVENTS):
        yield f"| `{event}` | {', '.join(f'`{scope}`' for scope in EVENTS[event]) or '–'} |\n"


def _offers() -> Iterator[str]:
    features = manifest(shipped.korea_us_visa(), shipped.catalogue())["features"]
    for one in features["slash_commands"]:
        yield f"- `{one['command']}` `{one['usage_hint']}`: {one['description']}\n"
    for one in features["shortcuts"]:
        yield f"- *{one['name']}*, in the menu of a message: {one['description']}\n"
    yield "- The tab *Home*: what one follows, the settings, and where the talks stand\n"
