"""What an address holds, before it is added as a feed."""

import re
from urllib.parse import urlsplit

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card
from bot.cards.problems import complaint_words
from bot.locale.voice import Voice
from feeds.entry import DatedBy, Entry
from feeds.fetch.redact import holds_secret, shown_url
from feeds.parse.document import Document

SHOWN = 5
"""Newest entries of a preview."""
UNNAMED = "preview"
"""The publisher of a document that is only looked at: nobody has said whose it is."""

_FORMAT = re.compile(r"(rss|atom|cdf|json)(\d)?(\d*)[a-z]*")
"""As feedparser names formats (https://feedparser.readthedocs.io/en/latest/version-detection.html)."""
_NAMES = {"rss": "RSS", "atom": "Atom", "cdf": "CDF", "json": "JSON Feed"}


def preview_card(document: Document, matching: int, url: str, voice: Voice) -> Card:
    """Return what an address holds: format, how much would match, and the newest entries as they would be shown.

    Args:
        document: what was found there.
        matching: how many of its entries are about the desk's topics.
        url: the address.
        voice: the reader's.
    """
    say = voice.say
    newest = sorted(document.entries, key=lambda entry: entry.published, reverse=True)[:SHOWN]
    facts = (
        Line(say("preview.format", format=format_name(document.version), title=document.title or "–")),
        Line(voice.many("preview.entries", len(document.entries), matching=matching)),
        *((Line(voice.many("preview.skipped", document.skipped)),) if document.skipped else ()),
        *(
            (Line(say("preview.complaint", complaint=complaint_words(document.complaint, voice)), mark="!"),)
            if document.complaint
            else ()
        ),
    )
    sections = (Section("", facts), Section(say("preview.newest"), tuple(_entry(entry, voice) for entry in newest)))
    # A button holds its line in the open: a key in the address is typed again rather than shown around.
    add = () if holds_secret(url) else (Action(say("action.add-feed"), f"feed add {url}"),)
    return clean_card(
        Card(
            kind=CardKind.FEEDS,
            title=say("preview.title", url=shown_url(url)),
            lang=voice.locale,
            sections=tuple(section for section in sections if section.lines),
            footer=(say("preview.nothing-added"),),
            actions=add,
        )
    )


def format_name(version: str) -> str:
    """Return a format as people call it: "RSS 2.0" for "rss20"; one that nobody knows as it is."""
    known = _FORMAT.fullmatch(version)
    if known is None:
        return version or "–"
    return f"{_NAMES[known[1]]} {known[2]}.{known[3] or 0}" if known[2] else _NAMES[known[1]]


def _entry(entry: Entry, voice: Voice) -> Line:
    """Return an entry with where it leads and when it is from; what dates it, if its publisher does not."""
    host = (urlsplit(entry.url).hostname or "").removeprefix("www.")
    name = (host if entry.publisher == UNNAMED else entry.publisher) or "–"
    dated = {
        DatedBy.PUBLISHED: "",
        DatedBy.UPDATED: voice.say("dated.updated"),
        DatedBy.URL: voice.say("dated.url"),
        DatedBy.FIRST_SEEN: voice.say("dated.first-seen"),
    }[entry.dated_by]
    when = None if entry.dated_by is DatedBy.FIRST_SEEN else entry.published
    source = Source(name, entry.url, when, voice.moment(when) if when else "")
    return Line(entry.title, (source,), details=(dated,) if dated else ())
