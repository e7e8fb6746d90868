"""What Slack makes of a text: a reader of its mrkdwn, written from its published rules for these tests.

It shares nothing with `bot.faces.slack.cards.mrkdwn`, and errs to one side: it finds a construct wherever a client
might, and takes every `:name:` for an emoji.

Sources: Slack's "Formatting message text" and "Text object"; the old web client's patterns, as reported by its users.
"""

import html
import re
from collections.abc import Sequence

from tests.bot.faces.nodes import Node, joined

ZERO_WIDTH = "\u200b"

_ANGLES: Sequence[tuple[str, re.Pattern[str]]] = (
    ("user", re.compile(r"@[UWB][A-Z0-9]+(\|.*)?")),
    ("channel", re.compile(r"#[CGD][A-Z0-9]+(\|.*)?")),
    ("group", re.compile(r"!subteam\^S[A-Z0-9]+(\|.*)?")),
    ("date", re.compile(r"!date\^-?\d+\^[^|^]+(\^https?://[^|]+)?\|(?P<label>.+)")),
    ("call", re.compile(r"!(here|channel|everyone)(\|.*)?")),
    ("link", re.compile(r"(?P<target>(?:https?|mailto|slack|tel):[^|]+)(?:\|(?P<label>.+))?")),
)
_BY_FIRST_MATCH: Sequence[tuple[str, re.Pattern[str]]] = (
    ("quote", re.compile(r"([^\S\n]*&gt;[^\n]*)")),
    ("code block", re.compile(r"```(.+?)```", re.DOTALL)),
    ("code", re.compile(r"`([^`\n]+)`")),
    ("text", re.compile(r"(&(?:amp|lt|gt);)")),
    ("emoji", re.compile(rf"(:[^\s:{ZERO_WIDTH}]+:(?::skin-tone-\d:)?)")),
)
_AROUND = {"*": "bold", "_": "italics", "~": "strike"}
_BACK = str.maketrans({"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`", "∣": "|", ZERO_WIDTH: ""})


def read(text: str) -> list[Node]:
    """Return what is shown, in order; neighbouring plain text as one node."""
    return joined(text, _at)


def shown(nodes: Sequence[Node]) -> str:
    """Return what a reader sees of nodes."""
    return "".join(shown(node.inner) if node.inner else node.text for node in nodes)


def same(text: str) -> str:
    """Return a text with all that looks alike as one, to compare what is shown with what was written."""
    return text.translate(_BACK)


def _at(text: str, at: int) -> tuple[Node, int]:
    begins = at == 0 or text[at - 1] == "\n"
    for kind, pattern in _BY_FIRST_MATCH:
        if (found := pattern.match(text, at)) and (begins or kind != "quote"):
            return Node(kind, html.unescape(found[1])), found.end()
    if text[at] == "<" and (end := text.find(">", at)) != -1:
        return _angle(text[at + 1 : end]), end + 1
    if text[at] in _AROUND and (closed := _closed(text, at)):
        return Node(_AROUND[text[at]], "", tuple(read(text[at + 1 : closed]))), closed + 1
    return Node("raw sign" if text[at] in "<>&" else "text", text[at]), at + 1


def _angle(inside: str) -> Node:
    for kind, pattern in _ANGLES:
        if found := pattern.fullmatch(inside):
            parts = found.groupdict()
            label = parts.get("label") or parts.get("target") or inside
            return Node(kind, "", tuple(read(label)), parts.get("target") or inside)
    return Node("broken", inside)


def _closed(text: str, at: int) -> int | None:
    """Return where the sign at this place is closed: in its line, both beside no letter."""
    sign = text[at]
    if (at and text[at - 1].isalnum()) or text[at + 1 : at + 2].isspace():
        return None
    for end in range(at + 2, len(text)):
        if text[end] == "\n":
            return None
        if text[end] == sign and not text[end - 1].isspace() and not text[end + 1 : end + 2].isalnum():
            return end
    return None
