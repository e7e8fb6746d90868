"""Slack's markup (reference: "Formatting text for app surfaces"): `<…>` is a command, `& < >` of text are escaped.

Slack takes whatever it is sent. What is looked for here is what a stranger's text could do if it were not escaped.
"""

import re
from collections.abc import Iterator

from tests.servers.slack.checks.problem import Path, Problem

_TOKEN = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_LINK = re.compile(r"(https?://[^\s|<>@]+(?:@[^\s|<>]*)?|mailto:[^\s|<>]+)(\|[^|<>]*)?")
_DATE = re.compile(r"!date\^-?\d+\^([^|^<>]*\{[a-z_]+\}[^|^<>]*)(\^https?://[^\s|<>]+)?\|[^<>]+")
_DATE_WORDS = frozenset(
    {
        "date_num",
        "date_slash",
        "date_long",
        "date_long_full",
        "date_long_pretty",
        "date",
        "date_pretty",
        "date_short",
        "date_short_pretty",
        "time",
        "time_secs",
        "ago",
        "day_divider_pretty",
    }
)
_NAMED = re.compile(r"(@[UW][A-Z0-9]+|#C[A-Z0-9]+|!subteam\^S[A-Z0-9]+)(\|[^|<>]*)?")
_CREDENTIALS = re.compile(r"https?://[^/|]*@")
_CALLS = ("!channel", "!here", "!everyone")


def problems(text: str, path: Path) -> Iterator[Problem]:
    """Find what is wrong with a text in Slack's markup."""
    for found in _TOKEN.finditer(text):
        reason = _wrong_with(found[1])
        if reason:
            yield Problem(path, f"{found[0]!r} {reason}")
    rest = _TOKEN.sub(" ", text)
    if "<" in rest:
        yield Problem(path, f"an unbalanced '<' in {text!r}")
    for line in rest.split("\n"):
        if ">" in line.lstrip().removeprefix(">>>").removeprefix(">"):
            yield Problem(path, f"an unescaped '>' in {line!r}")
    if _ENTITY.search(text):
        yield Problem(path, f"an unescaped '&' in {text!r}")


def _wrong_with(token: str) -> str:
    if token.partition("|")[0].startswith(_CALLS):
        return "calls everybody"
    if token.startswith("!date"):
        return _wrong_with_date(token)
    if _NAMED.fullmatch(token):
        return ""
    if _CREDENTIALS.match(token):
        return "is a link with credentials"
    return "" if _LINK.fullmatch(token) else "is no link, mention or date"


def _wrong_with_date(token: str) -> str:
    found = _DATE.fullmatch(token)
    if found is None:
        return "is no date with a fallback"
    unknown = set(re.findall(r"\{(\w+)\}", found[1])) - _DATE_WORDS
    return f"has no format {sorted(unknown)}" if unknown else ""
