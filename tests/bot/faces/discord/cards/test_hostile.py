"""Whatever a card holds, its message is within Discord's limits, and says what the card says."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.card import Card, CardKind, Document, Line, Picture, Section, Source
from bot.cards.clean import clean_card
from bot.faces.cards.statement import STAMP
from bot.faces.discord.answering.custom_id import custom_id
from bot.faces.discord.cards.blocks import shorten_to
from bot.faces.discord.cards.markdown import link
from bot.faces.discord.cards.render import Rendered, fallback
from bot.faces.discord.limits import FILE
from bot.faces.pressed import Page, read_pressed
from tests.bot.faces.card_parts import lines_of, moments_in, pressed_in, urls_in
from tests.bot.faces.discord.dialect import read, shown
from tests.bot.faces.discord.messages import BUTTON, GALLERY, ROW, buttons, components, rendered, texts
from tests.bot.faces.discord.messages import FILE as FILE_SHOWN
from tests.bot.faces.discord.strangers import TEXTS, URLS
from tests.bot.faces.hostile_cards import MANY, cards_of, careful, numbered_of, units
from tests.bot.faces.nodes import Node, targets, walk

ALLOWED = {"text", "bold", "heading", "subtext", "item", "link", "time"}
"""Our own markup."""
CARDS = cards_of(TEXTS, URLS)
LONGEST = Card(
    CardKind.ALERT,
    "*" * 300,
    "ko",
    "https://news.example/" + "(" * 250,
    (Section("`" * 1000, (Line("_" * 1000, (Source("<" * 1000, "https://news.example/" + "x" * 770),) * 9),)),),
    ("*" * 190,),
    (),
    "#" * 1000,
    Picture("<svg/>", "[" * 1000),
    Document("*" * 1000 + ".yaml", "application/yaml", "x" * (FILE + 1)),
)
PNG = b"\x89PNG\r\n\x1a\n"

HOWS = st.fixed_dictionaries(
    {},
    optional={
        "token": st.just("mark-1f"),
        "again": TEXTS.map(lambda text: " ".join(text.split())),
        "page": st.integers(0, 3),
        "drawing": st.just(PNG),
    },
)


@careful
@given(CARDS, HOWS)
@example(MANY, {"token": "mark-1f", "again": "feeds", "page": 2})
@example(MANY, {"token": "mark-1f", "drawing": PNG})
@example(LONGEST, {"token": "mark-1f", "again": "latest"})
@example(replace(LONGEST, document=Document("picture.png", "text/plain", "x")), {"drawing": PNG})
def test_any_card_is_within_all_limits(card: Card, how: dict[str, Any]) -> None:
    made = rendered(card, mention=2**63, **how)
    everything = components(made)
    ids = [one["custom_id"] for one in buttons(made)]
    assert len(everything) <= 40
    assert all(texts(made))
    assert sum(units(text) for text in texts(made)) <= 4000
    assert len(set(ids)) == len(ids)
    for one in everything:
        if one["type"] == ROW:
            assert 1 <= len(one["components"]) <= 5
        if one["type"] == BUTTON:
            assert 1 <= units(one["label"]) <= 80
            assert units(one["custom_id"]) <= 100
            assert read_pressed(one["custom_id"])
        if one["type"] == GALLERY:
            assert len(one["items"]) == 1
            assert len(one["items"][0].get("description") or "") <= 1024
    named = [one["items"][0]["media"]["url"] for one in everything if one["type"] == GALLERY]
    named += [one["file"]["url"] for one in everything if one["type"] == FILE_SHOWN]
    assert [f"attachment://{file.filename}" for file in made.files] == named
    assert len(set(named)) == len(named)
    if token := how.get("token"):
        assert sum(f":{token}:" in one for one in ids) == 1, "the post could not be found again"


@careful
@given(CARDS)
@example(MANY)
@example(LONGEST)
def test_nothing_of_a_stranger_is_markup(card: Card) -> None:
    card = clean_card(card)
    made = rendered(card)
    leading = {found for url in urls_in(card) for found in targets(read(link("A", url)))}
    title = texts(made)[0]
    for at, text in enumerate(texts(made)):
        nodes = read(text)
        assert _kinds(nodes) <= ALLOWED
        assert targets(nodes) <= leading
        assert {int(node.text.split(":")[1]) for node in walk(nodes) if node.kind == "time"} <= moments_in(card)
        assert sum(node.kind == "heading" for node in walk(nodes)) == (at == 0)
    words = f"{card.stamp} · {card.title}" if card.stamp else card.title
    if card.title and shorten_to(card.stamp, STAMP) == card.stamp and len(words) < 100:
        assert shown(read(title)).split("\n")[0] == words.strip()


@careful
@given(numbered_of(TEXTS, "<<", ">>"))
def test_the_pages_show_every_line_once_in_order(card: Card) -> None:
    pages = _pages(card)
    found = [int(number) for page in pages for text in texts(page) for number in re.findall(r"\\<\\<(\d+)>>", text)]
    assert found == list(range(len(lines_of(card))))
    assert all("footer" in texts(page)[-1] for page in pages)


@careful
@given(CARDS)
@example(MANY)
def test_each_page_leads_to_the_next_and_back(card: Card) -> None:
    pages = _pages(card)
    for at, page in enumerate(pages):
        turns = [read_pressed(one["custom_id"]) for one in buttons(page)]
        numbers = [turn.number for turn in turns if isinstance(turn, Page)]
        assert numbers == [n for n in (at - 1, at, at + 1) if len(pages) > 1 and 0 <= n < len(pages)]
    assert texts(rendered(card, again="again", page=999)) == texts(pages[-1])


@careful
@given(CARDS)
@example(MANY)
def test_a_post_counts_what_it_leaves_out(card: Card) -> None:
    made, pages = rendered(card), rendered(card, again="again").pages
    tails = [text for text in texts(made) if re.fullmatch(r"-# … .*\d.*", text)]
    assert made.pages == 1
    assert len(tails) == (pages > 1) or not any(section.lines for section in card.sections)


@careful
@given(CARDS)
@example(MANY)
def test_every_action_that_fits_is_a_button(card: Card) -> None:
    pressed = [read_pressed(one["custom_id"]) for one in buttons(rendered(card))]
    assert pressed == [what for what in pressed_in(card) if custom_id(what)]


@careful
@given(CARDS)
@example(LONGEST)
def test_a_card_as_content_is_short_and_plain(card: Card) -> None:
    content = fallback(card)
    assert units(content) <= 200
    assert {node.kind for node in read(content)} <= {"text"}


def _pages(card: Card) -> list[Rendered]:
    count = rendered(card, again="again").pages
    return [rendered(card, again="again", page=page) for page in range(count)]


def _kinds(nodes: Iterable[Node], *, in_link: bool = False) -> set[str]:
    """Return the constructs; a host in a link's label is none: it leads where the link leads."""
    kinds = {kind for node in nodes for kind in (node.kind, *_kinds(node.inner, in_link=node.kind == "link"))}
    return kinds - {"www"} if in_link else kinds
