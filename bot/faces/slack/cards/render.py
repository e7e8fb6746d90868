"""A card as a Slack message: the title, the sections, the picture, the footer and the buttons, as Block Kit.

Beside the blocks stand the same words as text, for notifications and screen readers. All of a card's texts are a
stranger's: plain text where nothing is linked or marked, else escaped (`mrkdwn`) and `verbatim`, so that Slack makes no
links of its own. Whatever a card holds, the message is within Slack's limits: it is divided between statements, never
within one (`pages`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.cards.card import Action, Card
from bot.cards.clean import clean_card, shorten
from bot.cards.plain import plain
from bot.faces.cards.pieces import foot
from bot.faces.cards.statement import NOTHING
from bot.faces.cards.statement import TEXT as ROW
from bot.faces.slack.cards import blocks as told
from bot.faces.slack.cards import mrkdwn
from bot.faces.slack.cards.action_rows import action_buttons, page_buttons, rows
from bot.faces.slack.cards.pages import Display, sheets
from bot.faces.slack.limits import ALT, TEXT
from bot.faces.utf16 import fitting
from bot.locale.catalogue import Catalogue
from bot.locale.voice import Voice


@dataclass(frozen=True, slots=True)
class Rendered:
    """What to send."""

    blocks: tuple[Block, ...]
    text: str
    """Markup: the same in plain words, for places without blocks."""
    pages: int
    """How many there are in all; 1 unless `again` was given."""


def needs_picture(card: Card, page: int = 0) -> bool:
    """Tell whether this page shows the card's picture: `render` then wants the id of a file of Slack's."""
    return card.picture is not None and page == 0


def render(
    card: Card,
    catalogue: Catalogue,
    *,
    token: str | None = None,
    page: int = 0,
    again: str | None = None,
    picture_file: str | None = None,
    mention: str | None = None,
) -> Rendered:
    """Return the message.

    Args:
        card: what to show.
        catalogue: for the few words that are the message's own, in the card's language.
        token: a delivery's id; a button carries it, also where the card has no actions.
        page: which page, from 0; past the end: the last.
        again: the line that gives this card again, to turn its pages. None: there is one page, and what does not fit is
            counted at its end.
        picture_file: the id of the picture, uploaded to Slack as PNG; None: its words are shown instead.
        mention: the id of a user group to mention above the card.
    """
    card = clean_card(card)
    voice = Voice(catalogue.spoken(card.lang), "UTC", catalogue)
    body, foot = _body(card)
    made = sheets(body)
    shown = min(page, len(made) - 1)
    spoken = [voice.say("slack.page", number=number + 1, pages=len(made)) for number in range(len(made))]
    turns = page_buttons(again, shown, len(made), spoken) if again and len(made) > 1 else []
    tail = ""
    if len(made) > 1 and not turns:
        made, shown = made[:1], 0
        left = sum(len(part.blocks) for part in body) - made[0].whole
        tail = voice.many("chats.more-lines", left) if left else ""
    above = [_section(Display(mrkdwn.group(mention)))] if mention else []
    blocks = [*above, *_head(card), *map(_section, made[shown].displays)]
    blocks += [_small(tail)] if tail else []
    blocks += _picture(card, picture_file) if shown == 0 else []
    blocks += [_small(foot)] if foot else []
    blocks += rows(action_buttons(card, token, Action(voice.say("chats.about"), "about")), turns)
    called = f"{mrkdwn.group(mention)} " if mention else ""
    return Rendered(tuple(blocks), f"{called}{_text(card)}", len(made))


def _head(card: Card) -> Iterator[Block]:
    head = told.head(card)
    if head.is_header:
        yield HeaderBlock(text=PlainTextObject(text=head.title, emoji=False))
    else:
        yield _section(Display(head.title))
    if head.host:
        yield ContextBlock(elements=[_markup(head.host)])


def _body(card: Card) -> tuple[tuple[told.Part, ...], str]:
    """Return the sections, and the footer, that stands on every page; a long footer is the last of the sections."""
    below, blocks = foot([told.shorten_to(words, ROW, _as_it_is) for words in card.footer if words])
    return (*told.parts(card), *((told.Part("", blocks, told.Form.PLAIN),) if blocks else ())), below


def _section(display: Display) -> Block:
    match display.form:
        case told.Form.PLAIN:
            return SectionBlock(text=PlainTextObject(text=display.text, emoji=False), expand=True)
        case told.Form.CODE:
            return SectionBlock(text=_markup(mrkdwn.block_of_code(display.text)), expand=True)
        case told.Form.MARKUP:
            return SectionBlock(text=_markup(display.text), expand=True)


def _small(words: str) -> Block:
    return ContextBlock(elements=[PlainTextObject(text=words, emoji=False)])


def _markup(text: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=text, verbatim=True)


def _picture(card: Card, file: str | None) -> list[Block]:
    """Return the picture with its words as its description; without a file, the words."""
    if card.picture is None:
        return []
    words = fitting(card.picture.alt, ALT)
    if file is None:
        return [_small(words)] if words else []
    return [ImageBlock(slack_file=SlackFile(id=file), alt_text=words or fitting(card.title, ALT) or NOTHING)]


def _text(card: Card) -> str:
    """Return the card in words, without addresses: nobody wants those read out, and the blocks have them."""
    sections = tuple(
        replace(
            section,
            lines=tuple(
                replace(line, sources=tuple(replace(source, url="") for source in line.sources))
                for line in section.lines
            ),
        )
        for section in card.sections
    )
    words = shorten(plain(replace(card, url="", sections=sections, document=None)), TEXT)
    return mrkdwn.escape(told.shorten_to(words, TEXT)) or NOTHING


def _as_it_is(text: str) -> str:
    return text
