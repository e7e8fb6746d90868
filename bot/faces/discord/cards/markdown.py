r"""Discord's markdown: a stranger's text made to show as exactly that text, and the little markup of our own.

The client tries an ordered list of rules at each place of a text, made from simple-markdown's. What follows from it:

- The escape rule comes first: a backslash before any ASCII punctuation shows that character and ends every other
  construct there. It is also what Discord tells its users to type. In `https\:\/\/` no rule finds an address any more.
- Where a line begins (and where a list item, a heading or bold text does), `#`, `-#`, `>`, `-`, `+` and `1.` mean
  something.
- `:smile:` in a bot's message does become an emoji, so a colon before a word is escaped; one in a clock's time is not.
- Bare domains (`www.x`, `x.com`), e-mail addresses and phone numbers become links only in `<…>` or behind a scheme; but
  invites (`discord.gg/x`) are looked for in the raw text, with or without a scheme: the backslash stands inside them.
- `@everyone` and `@here` are looked for by the server too, which does not know the backslash: a zero-width space after
  the `@` hides them from it (AllowedMentions is the lock, this is the second one).
- In the label of a link the escape rule is off, a link in it undoes the whole, and an emoji may: such labels stay
  outside, and the host is what is linked.
- The end of a link's label is looked for in the raw text, up to ten brackets deep: `](` must not come from a stranger.
"""

import re
from datetime import datetime
from typing import Literal

from bot.faces.cards.target import LIMIT, Target, target

ZERO_WIDTH = "\u200b"

_MENTIONS = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_SPECIAL = re.compile(
    r"[\\*_`<@\[]"
    r"|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|"  # single ones mean nothing, and Korean headlines are full of them
    r"|(?<!\d):(?!\s)|:(?!\s|\d\d(?!\d|\S*:))"  # shortcodes, schemes; not 09:14
    r"|(?<=:)/|(?<=/)/"
    r"|(?<=www)\.|\.(?=[A-Za-z]{2,}[/:])"  # invites: host and path
    r"|(?<=\])\(",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^([^\S\n]*)(?=[#>+-])", re.MULTILINE)
_NUMBERED = re.compile(r"^([^\S\n]*\d+)(?=[.)](?:\s|$))", re.MULTILINE)

_LABEL_SIGNS = frozenset(" .,'\"’‘“”&()·+%!?–—/-;…")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters without a shape, which the client takes out of a label."""
_EMOJI_LETTERS = frozenset("ℹ")
"""Letters by their category that are drawn as emoji."""
_LABEL_BREAKS = re.compile(r"^\d+[.)](?:\s|$)|:(?!\s)(?<!\d:(?=\d\d\b))|\.[A-Za-z]{2,}/|//", re.IGNORECASE)
_OWN_HOSTS = ("discord.gg", "discord.com", "discordapp.com", "discord.new", "discord.gift", "discord.media", "dis.gd")
"""The client takes addresses there for invites, gifts and messages, shows them as such, and never as masked links."""
_URL_SAFE = "!#$%&*+,-./:;=?@_~"
_BRACKETS_DEEP = 10

Style = Literal["t", "T", "d", "D", "f", "F", "R"]


def escape(text: str) -> str:
    """Return markup that shows as this text. Between two escaped texts there must be a sign or word of our own."""
    text = _MENTIONS.sub(f"@{ZERO_WIDTH}", text)
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _NUMBERED.sub(r"\1\\", _LINE_START.sub(r"\1\\", text))


def bold(text: str) -> str:
    """Return a text in bold; nothing for nothing."""
    return f"**{escape(text)}**" if text.strip() else escape(text)


def heading(text: str) -> str:
    """Return a line of its own, larger.

    The client takes away `#` at its end, escaped or not, so something that has no width stands behind it.
    """
    words = escape(text)
    return f"### {words}{ZERO_WIDTH if words.endswith('#') else ''}"


def subtext(markup: str) -> str:
    """Return a line of its own, smaller and grey, of text that is escaped already."""
    return f"-# {markup}"


def time(moment: datetime, style: Style) -> str:
    """Return a moment that the client shows in its reader's zone and language."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def link(label: str, url: str) -> str:
    """Return a label that leads to an address; only the label, where there is no leading there.

    A label that would be markup in a link is shown beside it, and the host is linked.
    """
    found = _target(url)
    if not found:
        return escape(label)
    if _is_plain(label):
        return f"[{label}]({found.url})"
    return f"{escape(label)} · {host_link(url)}" if label.strip() else host_link(url)


def host_link(url: str) -> str:
    """Return a link labelled with its host, look-alike letters shown for what they are; "" for what is not linked."""
    found = _target(url)
    return f"[{found.shown}]({found.url})" if found else ""


def flat(markup: str) -> str:
    """Return markup whose links are found, whatever its texts hold: too many open brackets become full-width."""
    if markup.count("[") <= _BRACKETS_DEEP:
        return markup
    depth = deepest = 0
    for char in markup:
        depth = depth + 1 if char == "[" else max(depth - 1, 0) if char == "]" else depth
        deepest = max(deepest, depth)
    return markup if deepest <= _BRACKETS_DEEP else markup.replace("\\[", "［")


def _target(url: str) -> Target | None:
    found = target(url, _URL_SAFE)
    return found if found and len(found.url) <= LIMIT and not _is_own(found.host) else None


def _is_own(host: str) -> bool:
    return any(host == own or host.endswith(f".{own}") for own in _OWN_HOSTS)


def _is_plain(label: str) -> bool:
    """Tell whether a label shows as it is, where no escape can be."""
    return (
        bool(label)
        and _is_letter(label[0])
        and all(_is_letter(char) or char in _LABEL_SIGNS or char == ":" for char in label)
        and not _LABEL_BREAKS.search(label)
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() and char not in _FILLERS and char not in _EMOJI_LETTERS
