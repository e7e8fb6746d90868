"""What an answer states, and whether a face shows it: the same facts, whatever the platform makes of the layout."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.card import Card
from bot.faces.terminal.render import Look, render

Json = dict[str, Any]

_SLACK_TIME = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
_SLACK_LINK = re.compile(r"<([^<>|\s]+)\|([^<>]*)>")
_DISCORD_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^()<>\s]+)>?\)")
_ESCAPED = re.compile(r"\\(?=[^\w\s])")
_LOOK_ALIKE = str.maketrans({"∗": " ", "ˍ": " ", "∼": " ", "ˋ": " ", "_": " ", "\u200b": ""})


def facts(card: Card) -> Iterator[str]:
    """Yield what a card states: its title, its lines with their details, and who says so where."""
    yield card.title
    for section in card.sections:
        yield section.title
        for line in section.lines:
            yield from (line.text, *line.details)
            for source in line.sources:
                yield from (source.publisher, source.url)
    yield from card.document.text.splitlines() if card.document else ()


def missing(card: Card, shown: str, called: Mapping[str, str]) -> list[str]:
    """Return the facts of a card that are not shown.

    Args:
        card: as another face was given it.
        shown: what this face shows, without the platform's markup.
        called: how the platform calls what the other one calls so: ids. Such a word may also be meant as it stands.
    """
    there = f" {words(shown)} "
    lost = []
    for fact in facts(card):
        said = words(fact)
        stated = " ".join(called.get(word, word) for word in said.split())
        if stated and not any(f" {one} " in there for one in (stated, said)):
            lost.append(stated)
    return lost


def words(text: str) -> str:
    """Return a text as its words alone, without signs, in one case."""
    return " ".join(re.findall(r"\w+", text.translate(_LOOK_ALIKE).casefold()))


def from_terminal(card: Card) -> str:
    """Return what a terminal shows of a card."""
    return render(card, Look(width=10_000, styled=False, coloured=False)) + " ".join(
        source.url for section in card.sections for line in section.lines for source in line.sources
    )


def from_slack(said: str) -> str:
    """Return what Slack shows, with the targets of its links."""
    text = _SLACK_TIME.sub(r"\1", said)
    text = _SLACK_LINK.sub(r" \2 \1 ", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def from_discord(said: str) -> str:
    """Return what Discord shows, with the targets of its links."""
    return _ESCAPED.sub("", _DISCORD_LINK.sub(r" \1 \2 ", said))
