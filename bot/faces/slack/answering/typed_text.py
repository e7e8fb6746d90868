"""What people type on Slack, as the plain line they meant.

Slack escapes `&`, `<` and `>`, writes people, channels and links in angle brackets, and its clients put curly quotes
and hard spaces where straight ones were typed. Korean and Japanese keyboards add quotes of their own, and signs as wide
as a letter.
"""

import re

_BRACKETS = re.compile(r"<([^<>\s|]+)(?:\|([^<>]*))?>")
_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟＂«»「」『』", '"') | dict.fromkeys("‘’＇", "'") | {"\u00a0": " ", "\u200b": ""}
)
_IN_SINGLE = re.compile(r"(?<![^\s:=：＝(（])‘([^‘’\"“”\n]+)’(?![^\W_])")
"""Words in single curly quotes. One alone is an apostrophe; before a letter, as in "‘비자’를", they quote no value."""
_WIDE = (
    (re.compile(r"^／(?=\w)"), "/"),
    (re.compile(r"(?<!\S)＃(?=\w)"), "#"),
    (re.compile(r"(?<=\d)：(?=\d)"), ":"),
    (re.compile(r"(?<!\S)([^\W\d][\w-]*)[：＝](?=\S)"), r"\1:"),
)
"""Signs as wide as a letter, where they stand for a command's slash, a channel, a time or the name of an option."""
_SPECIAL = {"!here": "@here", "!channel": "@channel", "!everyone": "@everyone"}
_SPACES = re.compile(r"[^\S\n]+")
_CODE = re.compile(r"^`+|`+$")


def plain_line(text: str, bot: str = "") -> str:
    """Return what was typed; it has several lines where a text that takes the rest has, as a document does.

    Args:
        text: as Slack gives it, of a command, a message or a field.
        bot: the bot's own id: where it is mentioned, the mention says nothing.
    """
    line = _BRACKETS.sub(lambda found: _meant(found[1], found[2] or "", bot), text)
    line = straight(unescape_entities(line))
    return _CODE.sub("", _SPACES.sub(" ", line).strip()).strip()


def straight(text: str) -> str:
    """Return a text with the quotes and signs that its keyboard meant; in a form's field Slack escapes nothing."""
    text = _IN_SINGLE.sub(r'"\1"', text).translate(_QUOTES)
    for wide, plain in _WIDE:
        text = wide.sub(plain, text)
    return text


def unescape_entities(text: str) -> str:
    """Return a text with Slack's three entities read, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _meant(what: str, label: str, bot: str) -> str:
    match what[0]:
        case "#":
            return f"<{what}>"  # its id: the name alone is not always clear
        case "@":
            return " " if what.removeprefix("@") == bot else f"<{what}>"
        case "!":
            if what.startswith("!subteam^"):
                return f"<{what}>"
            return _SPECIAL.get(what, label)
        case _ if what.startswith(("mailto:", "tel:")):
            return label or what.partition(":")[2]
        case _:
            return what  # a link: its address, not what Slack shows of it
