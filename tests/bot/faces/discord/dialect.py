"""What Discord's client makes of a text: a reader of its markdown, written from its published rules for these tests.

It shares nothing with `bot.faces.discord.cards.markdown`, and errs to one side: it finds a construct wherever the
client might, also in places that the client does not look at, and for every `:name:`, not only those that are emoji.

Sources: Discord's "Markdown Text 101" and "Reference: Message Formatting"; Khan Academy's simple-markdown, from which
the client's rules are made; discord/SimpleAST, Discord's own open reader for Android.
"""

import re
from collections.abc import Sequence
from functools import partial

from tests.bot.faces.nodes import Node, joined, walk

_URL = re.compile(r"(?:https?|steam|discord)://[^\s<]+[^<.,:;\"'\]\s]", re.IGNORECASE)
_BY_FIRST_MATCH: Sequence[tuple[str, re.Pattern[str]]] = (
    ("emoticon", re.compile(r"¯\\_\(ツ\)_/¯")),
    ("code block", re.compile(r"```.+?```", re.DOTALL)),
    ("code", re.compile(r"(`+).+?(?<!`)\1(?!`)", re.DOTALL)),
    ("mention", re.compile(r"<@[!&$]?\d+>|<#\d+>|@everyone|@here", re.IGNORECASE)),
    ("command", re.compile(r"</[^<>:]+:\d+>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[^\s:]+:")),
    ("time", re.compile(r"<t:-?\d+(?::[tTdDfFRsS])?>|<@time:[^>]*>")),
    ("navigation", re.compile(r"<id:\w+(?::\d+)?>|<sound:\d+:\d+>")),
    ("angle link", re.compile(r"<[^: >]+:/[^ >]+>|<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>")),
    ("phone", re.compile(r"<(?:(?:tel|sms):)?\+?[\d(][-\d(). /]*>")),
    ("url", _URL),
    ("invite", re.compile(r"(?:discord(?:app)?\.(?:gg|com|new|gift|media)|dis\.gd)(?::\d+)?/[^\s\\]", re.IGNORECASE)),
    ("www", re.compile(r"www\.[^\s\\]", re.IGNORECASE)),
)  # fmt: skip
_AROUND: Sequence[tuple[str, re.Pattern[str]]] = (
    ("bold", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("italics", re.compile(r"\*(?!\s)((?:\\.|\*\*|[^*\\])+?)\*(?!\*)|_((?:\\.|__|[^_\\])+?)_(?!\w)", re.DOTALL)),
    ("strike", re.compile(r"~~(.+?)~~", re.DOTALL)),
    ("spoiler", re.compile(r"\|\|(.+?)\|\|", re.DOTALL)),
)
_LINK = re.compile(
    r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
    r"\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"](.*?)['\"])?\s*\)",
    re.DOTALL,
)
_TARGET = re.compile(r"(?:https?|discord)://[^\s/\\%]+(?:/\S*)?|(?:tel|sms|mailto):\S*", re.IGNORECASE)
_IN_LABELS = {"text", "www", "bold", "underline", "italics", "strike", "spoiler", "code", "time"}
"""No client makes a link of a bare host, so one may stand in a label; elsewhere these tests are stricter."""
_DEEPEST = 10

_QUOTE = re.compile(r" *>>> +.*| *> +[^\n]*", re.DOTALL)
_HEADING = re.compile(r" *(#{1,3})\s+(?!#)([^\n]*)\n?")
_SUBTEXT = re.compile(r" *-# +(?!-#)([^\n]+)\n?")
_ITEM = re.compile(r"( *(?:[*+-]|\d+[.)]) +)([^\n]*(?:\n +[^\n]*)*)\n?")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def read(text: str, *, escapes: bool = True) -> list[Node]:
    """Return what is shown, in order; neighbouring plain text as one node."""
    return joined(text, partial(_at, escapes=escapes))


def shown(nodes: Sequence[Node]) -> str:
    """Return what a reader sees of nodes; lines of their own end with a line break."""
    return "".join(
        shown(node.inner) + ("\n" if node.kind in {"heading", "subtext", "item"} else "") if node.inner else node.text
        for node in nodes
    ).replace("\u200b", "")


def _at(text: str, at: int, *, escapes: bool) -> tuple[Node, int]:
    if escapes and (found := _ESCAPED.match(text, at)):
        return Node("text", found[1]), found.end()
    if not text[text.rfind("\n", 0, at) + 1 : at].strip(" ") and (line := _line(text, at)):
        return line
    for kind, pattern in _BY_FIRST_MATCH:
        if found := pattern.match(text, at):
            return Node(kind, found[0]), found.end()
    if link := _link(text, at):
        return link
    for kind, pattern in _AROUND:
        if found := pattern.match(text, at):
            return Node(kind, "", tuple(read(found[found.lastindex or 0], escapes=escapes))), found.end()
    return Node("text", text[at]), at + 1


def _line(text: str, at: int) -> tuple[Node, int] | None:
    """Read what begins a line: it is not looked for where a line has begun."""
    if found := _QUOTE.match(text, at):
        return Node("quote", found[0]), found.end()
    if found := _HEADING.match(text, at):
        return Node("heading", "", tuple(read(found[2].rstrip().rstrip("#").rstrip()))), found.end()
    if found := _SUBTEXT.match(text, at):
        return Node("subtext", "", tuple(read(found[1]))), found.end()
    if found := _ITEM.match(text, at):
        inner = re.sub(rf"^ {{1,{len(found[1])}}}", "", found[2], flags=re.MULTILINE)
        return Node("item", "", tuple(read(inner))), found.end()
    return None


def _link(text: str, at: int) -> tuple[Node, int] | None:
    if text[at] != "[" or _depth(text[at:]) > _DEEPEST:
        return None
    found = _LINK.match(text, at)
    if not found:
        return None
    label, target = found[1], re.sub(r"\\([^0-9A-Za-z\s])", r"\1", found[2])
    inner = read(label, escapes=False)
    good = label.strip() and "\\" not in found[2] and _TARGET.fullmatch(target)
    if not good or any(node.kind not in _IN_LABELS for node in walk(inner)):
        return Node("broken link", found[0]), found.end()
    return Node("link", "", tuple(inner), target), found.end()


def _depth(text: str) -> int:
    depth = deepest = 0
    for char in text:
        depth = depth + 1 if char == "[" else max(depth - 1, 0) if char == "]" else depth
        deepest = max(deepest, depth)
    return deepest
