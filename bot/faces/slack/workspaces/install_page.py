"""The one page that the bot shows in a browser: whether the app was installed."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from slack_bolt.response import BoltResponse

_HEADERS: Mapping[str, str | Sequence[str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",  # the address holds Slack's code
    "X-Content-Type-Options": "nosniff",
}
_STYLE = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color:#1d1c1d}"
    "a{color:#1264a3}@media(prefers-color-scheme:dark){body{background:#1a1d21;color:#e8e8e8}a{color:#6cb6ff}}"
)


class Words(NamedTuple):
    """What a page says. All are texts, not markup."""

    title: str
    text: str
    url: str
    label: str
    """Of the link there."""


def page(status: int, lang: str, words: Words) -> BoltResponse:
    """Return a page; `lang` is the language of its words."""
    title, text, url, label = map(escape, words)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    body = f'<h1>{title}</h1><p>{text}</p><p><a href="{url}">{label}</a></p>'
    html = f'<!doctype html><html lang="{lang}"><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>'
    return BoltResponse(status=status, body=html, headers=dict(_HEADERS))
