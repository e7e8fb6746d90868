"""What a button carries: everything that is known when it is pressed, a year and ten restarts later.

    v1:p:TOKEN:LINE    run this command line; TOKEN, if any, is the delivery whose post the button stands on
    v1:g:NUMBER:LINE   run this line again, and show that page of the answer in this message
    v1:a::LINE         ask, in a form, for what this line lacks

A capital letter (P, G, A) says that LINE is the code of a line that is stored, because it does not fit where the
platform lets a button carry something: Discord takes 100 characters, Slack 2,000. The buttons of a message must differ.
"""

import re
from dataclasses import dataclass

TEMPLATE = re.compile(
    r"v1:(?:(?P<press>[Pp]):(?P<token>[^:\s]{0,25})|(?P<page>[Gg]):(?P<number>[0-9]{1,4})|(?P<ask>[Aa]):):(?P<line>.+)"
)
"""Ours, as this version of the bot reads them."""

OURS = re.compile(r"v\d+:.+")
"""What ours are known by, those of other versions too: who presses one gets an answer."""

_TOKEN = re.compile(r"[^:\s]{1,25}")
_LAST_PAGE = 9999


@dataclass(frozen=True, slots=True)
class Press:
    """Run a command line."""

    line: str
    """The line, or the code it is stored under."""
    token: str | None = None
    """The delivery's id, at most 25 characters: the post can be found again by it."""
    stored: bool = False
    """Whether `line` is such a code."""


@dataclass(frozen=True, slots=True)
class Page:
    """Run a command line again, and show one page of the answer where the button stands."""

    line: str
    number: int
    """From 0."""
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Open the form of the command that a line begins."""

    line: str
    stored: bool = False


def pressed(what: Press | Page | Ask) -> str:
    """Return what to put on a button.

    Raises:
        ValueError: it could not be read back: there is not one line, or no such token, or no answer has so many pages.
    """
    if not what.line or "\n" in what.line:
        msg = f"a button must carry one line, not {what.line!r}"
        raise ValueError(msg)
    kind, argument = _kind(what)
    return f"v1:{kind.upper() if what.stored else kind}:{argument}:{what.line}"


def read_pressed(text: str) -> Press | Page | Ask | None:
    """Return what a button carries; None: it is not ours, or of another version."""
    found = TEMPLATE.fullmatch(text)
    if not found:
        return None
    line = found["line"]
    if kind := found["page"]:
        return Page(line, int(found["number"]), stored=kind.isupper())
    if kind := found["ask"]:
        return Ask(line, stored=kind.isupper())
    return Press(line, found["token"] or None, stored=found["press"].isupper())


def is_in_place(line: str) -> bool:
    """Tell whether the answer to a pressed line stands where its button stood: a question that was answered is gone."""
    return line.startswith("confirm ")


def token_of(text: str) -> str | None:
    """Return the delivery whose post a button stands on, if it says."""
    what = read_pressed(text)
    return what.token if isinstance(what, Press) else None


def _kind(what: Press | Page | Ask) -> tuple[str, str]:
    match what:
        case Page(number=number):
            if not 0 <= number <= _LAST_PAGE:
                msg = f"a page's number must be 0 to {_LAST_PAGE}, not {number}"
                raise ValueError(msg)
            return "g", str(number)
        case Press(token=token):
            if token is not None and not _TOKEN.fullmatch(token):
                msg = f"a delivery's token must be 1 to 25 characters without colons and spaces, not {token!r}"
                raise ValueError(msg)
            return "p", token or ""
        case Ask():
            return "a", ""
