r"""Slack's mrkdwn: a stranger's text made to show as exactly that text, and the little markup of our own.

What follows from Slack's "Formatting message text", and from what its users found:

- `&`, `<` and `>` are written as entities: then no text makes a link, a mention (`<@U…>`, `<#C…>`, `<!channel>`,
  `<!subteam^S…>`) or a time (`<!date^…>`). Nothing else has an escape; a backslash is a backslash.
- `*bold*`, `_italics_` and `~strike~` begin at the start, or behind a space or a sign, never behind a letter. Where
  a text has a sign that could begin them, it becomes another that looks alike. Backticks become others everywhere.
- A line that begins with `&gt;` is a quote; a sign without width stands before it.
- `:smile:` is an emoji; a sign without width stands behind its first colon.
- Bare addresses, e-mail addresses, `#channel` and `@name` become links, unless the text is sent as `verbatim` (text
  objects are) or `parse` and `link_names` are left unset (the words beside the blocks).
- The end of a link is the first `>`, and its label begins behind the first `|`: neither may come from a stranger.
- Our own bold begins and ends at a sign without width where a letter stands beside it, as it does in Korean.
"""

import re
from dataclasses import replace
from datetime import datetime

from bot.faces.cards.target import LIMIT, Target, target

ZERO_WIDTH = "\u200b"

_LOOK_ALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_OPENER = re.compile(r"`|(?:(?<=[\W_])|^)[*_~]")
_LOOSE = {sign: re.compile(rf"(?<![^\W_])\{sign}|\{sign}(?![^\W_])") for sign in "*_~"}
"""A sign that does not stand between two letters or digits, as it does in "3~4월"."""
_IN_BOLD = re.compile(rf"[*`]|{_LOOSE['_'].pattern}|{_LOOSE['~'].pattern}")
"""Every sign that could end the bold or begin something in it; the underscores in the name of a setting cannot."""
_QUOTE = re.compile(r"^(\s*)(?=&gt;)", re.MULTILINE)
_FENCE = re.compile(r"(?<=`)(?=`)")
_EMOJI = re.compile(r":(?=[^\s:]+:)")

_GROUP = re.compile(r"S[A-Z0-9]{2,20}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
"""Slack's ids of user groups, people and channels."""

_HOST_LIKE = re.compile(r"[^\s/@:]+\.[^\W\d_]{2,}", re.IGNORECASE)
_URL_SAFE = "!#$%&'*+,-./:;=?@_~"


def escape(text: str) -> str:
    """Return markup that shows as this text, wherever it stands."""
    # In one order: what a sign becomes is a letter to its neighbours, and every process is to write the same.
    for sign in sorted({found[0] for found in _OPENER.finditer(text)}):
        text = text.replace(sign, "ˋ") if sign == "`" else _LOOSE[sign].sub(sign.translate(_LOOK_ALIKE), text)
    return _entities(text)


def bold(text: str) -> str:
    """Return a text in bold, within one line; nothing for nothing."""
    words = " ".join(text.split())
    return f"*{_entities(_IN_BOLD.sub(lambda found: found[0].translate(_LOOK_ALIKE), words))}*" if words else ""


def bold_within(before: str, text: str, after: str) -> str:
    """Return a text in bold, with what makes it so between these neighbours; spaces at its ends stay outside."""
    if not (marked := bold(text)):
        return escape(text)
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opened = "" if head or not before or before[-1].isspace() else ZERO_WIDTH
    closed = "" if tail or not after or after[0].isspace() else ZERO_WIDTH
    return f"{head}{opened}{marked}{closed}{tail}"


def code(line: str) -> str:
    """Return a line for a block of code, which it cannot end."""
    return _FENCE.sub(ZERO_WIDTH, line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def block_of_code(lines: str) -> str:
    """Return such lines as a block of fixed width, where nothing is markup."""
    return f"```\n{lines}\n```"


def time(moment: datetime, words: str) -> str:
    """Return a moment that each reader is shown in the own zone and language; where that cannot be, these words."""
    instead = escape(words).replace("|", "∣").replace("^", "ˆ")
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{instead or '—'}>"


def link(label: str, url: str) -> str:
    """Return a label that leads to an address; only the label, where there is no leading there.

    A label that names another host than the address has is shown beside the link, and the host is linked.
    """
    found = _target(url)
    words = " ".join(label.split())
    if not found:
        return escape(words)
    if not words:
        return host_link(url)
    if any(not _same(named[0], found.host) for named in _HOST_LIKE.finditer(words)) or "://" in words:
        return f"{escape(words)} · {host_link(url)}"
    return f"<{found.url}|{escape(words).replace('|', '∣')}>"


def host_link(url: str) -> str:
    """Return a link labelled with its host, look-alike letters shown for what they are; "" for what is not linked."""
    found = _target(url)
    return f"<{found.url}|{found.shown}>" if found else ""


def group(identity: str) -> str:
    """Return the mention of a user group: all who are in it are told."""
    return f"<!subteam^{identity}>"


def mention(*, role: str = "", person: str = "", channel: str = "") -> str:
    """Return mentions, by which a client shows the names of a group, a person and a channel; nothing for what is none.

    In an answer nobody is called by them: it is private, or stands in the asker's direct messages.
    """
    named = (
        group(role) if _GROUP.fullmatch(role) else "",
        f"<@{person}>" if _PERSON.fullmatch(person) else "",
        f"<#{channel}>" if _CHANNEL.fullmatch(channel) else "",
    )
    return " ".join(filter(None, named))


def _entities(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EMOJI.sub(f":{ZERO_WIDTH}", _QUOTE.sub(rf"\1{ZERO_WIDTH}", text))


def _target(url: str) -> Target | None:
    found = target(url, _URL_SAFE)
    written = replace(found, url=found.url.replace("&", "&amp;")) if found else None
    return written if written and len(written.url) <= LIMIT else None


def _same(named: str, host: str) -> bool:
    """Tell whether a name in a label is the host's, or that of the site it belongs to."""
    name = named.lower().strip(".").removeprefix("www.")
    return host == name or host.endswith(f".{name}")
