"""Composition objects (reference: "Block Kit: Composition objects"): texts, options, confirmation dialogs."""

from collections.abc import Iterator
from typing import Any

from tests.servers.slack.checks import mrkdwn
from tests.servers.slack.checks.problem import Path, Problem
from tests.servers.slack.checks.rules import Rule, Shape, flag, listed, one_of, string, wrong

MOST_TEXT = 3_000


def text(most: int = MOST_TEXT, *, plain: bool = False) -> Rule:
    """A text object of so many characters; `plain` lets no markup in."""
    marked = Shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": flag})
    unmarked = Shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": flag})

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind == "mrkdwn" and not plain:
            yield from marked(value, path)
            if isinstance(value.get("text"), str):
                yield from mrkdwn.problems(value["text"], (*path, "text"))
        else:
            yield from unmarked(value, path)

    return rule


PLACEHOLDER = text(150, plain=True)


def option(*, marked: bool = False) -> Rule:
    """An option of a menu; `marked` ones, of checkboxes and radio buttons, may have markup."""
    words = text(75, plain=not marked)
    return Shape({"text": words, "value": string(150)}, {"description": words, "url": string(3_000)})


def options(most: int = 100, *, marked: bool = False) -> Rule:
    """A list of options with different values."""
    every = listed(option(marked=marked), most)

    def rule(value: Any, path: Path) -> Iterator[Problem]:
        yield from every(value, path)
        values = [one.get("value") for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        if len(set(values)) < len(values):
            yield wrong(path, f"values of options must differ: {values}")

    return rule


GROUPS: Rule = listed(Shape({"label": text(75, plain=True), "options": options()}), 100)

CONFIRM: Rule = Shape(
    {
        "title": text(100, plain=True),
        "text": text(300),
        "confirm": text(30, plain=True),
        "deny": text(30, plain=True),
    },
    {"style": one_of("primary", "danger")},
)

FILTER: Rule = Shape(
    takes={
        "include": listed(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
