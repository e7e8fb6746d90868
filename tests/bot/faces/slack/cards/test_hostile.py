"""Whatever a card holds, its message is within Slack's limits, and says what the card says."""

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.card import Action, Card, CardKind, Document, Line, Picture, Section, Source
from bot.cards.clean import clean_card
from bot.faces.pressed import Page, read_pressed
from bot.faces.slack.cards.mrkdwn import link
from bot.faces.slack.cards.render import Rendered
from tests.bot.faces.card_parts import lines_of, moments_in, pressed_in, urls_in
from tests.bot.faces.hostile_cards import MANY, cards_of, careful, numbered_of, units
from tests.bot.faces.nodes import targets, walk
from tests.bot.faces.slack.dialect import read, same, shown
from tests.bot.faces.slack.messages import blocks, choices, markups, rendered, rows, sayings, texts
from tests.bot.faces.slack.strangers import AUTOMATIC, CONSTRUCTS, HIDDEN, TEXTS, URLS

ALLOWED = {"text", "bold", "link", "date", "code block"}
"""Our own markup."""
CARDS = cards_of(TEXTS, URLS)
LONGEST = Card(
    CardKind.ALERT,
    "*" * 300,
    "ko",
    "https://news.example/" + "&" * 150,
    (Section("`" * 1000, (Line("&" * 1000, (Source("<" * 1000, "https://news.example/" + "x" * 770),) * 9),)),),
    ("*" * 190,),
    tuple(Action("long", f"search {n} " + "x" * 900) for n in range(9)),
    "#" * 1000,
    Picture("<svg/>", "[" * 1000),
    Document("<" * 1000, "text/plain", "`" * 9000),
)
HOWS = st.fixed_dictionaries(
    {},
    optional={
        "token": st.just("mark-1f"),
        "again": TEXTS.map(lambda text: f"again {' '.join(text.split())}"),
        "page": st.integers(0, 3),
        "picture_file": st.just("F0123"),
        "mention": st.just("SAZ94GDB8"),
    },
)


@careful
@given(CARDS, HOWS)
@example(MANY, {"token": "mark-1f", "again": "feeds", "page": 2})
@example(MANY, {"token": "mark-1f", "mention": "SAZ94GDB8"})
@example(LONGEST, {"token": "mark-1f", "again": "latest"})
@example(LONGEST, {"token": "mark-1f", "again": "latest " + "x" * 900, "page": 1})
def test_any_card_is_within_all_limits(card: Card, how: dict[str, Any]) -> None:
    made = rendered(card, **how)
    everything = blocks(made)
    buttons = list(choices(made))
    assert 1 <= len(everything) <= 50
    assert all(0 < units(one["text"]) <= (150 if one is everything[0].get("text") else 3000) for one in texts(made))
    assert units(json.dumps(everything, ensure_ascii=False)) <= 13_000
    assert 0 < units(made.text) <= 3100
    for block in everything:
        assert len(block["elements"]) <= (10 if block["type"] == "context" else 25) if "elements" in block else True
        assert units(block.get("alt_text", "")) <= 2000
        assert units(block["text"]["text"]) <= (150 if block["type"] == "header" else 3000) if "text" in block else True
    for row in rows(made):
        assert 1 <= len(row) <= 5
        for element in row:
            assert len(element.get("options", ["one"])) in range(1, 6)
            assert all(units(choice["value"]) <= 150 for choice in element.get("options", []))
    for one in buttons:
        assert 1 <= units(one["text"]["text"]) <= 75
        assert units(one["value"]) <= 2000
        assert read_pressed(one["value"])
    ids = [element["action_id"] for row in rows(made) for element in row]
    assert len(set(ids)) == len(ids)
    if token := how.get("token"):
        assert sum(f":{token}:" in one["value"] for one in buttons) == 1, "the post could not be found again"


@careful
@given(CARDS)
@example(MANY)
@example(LONGEST)
def test_nothing_of_a_stranger_is_markup(card: Card) -> None:
    card = clean_card(card)
    leading = {found for url in urls_in(card) for found in targets(read(link("A", url)))}
    for made in _pages(card):
        for text in markups(made):
            nodes = read(text)
            assert {node.kind for node in walk(nodes)} <= ALLOWED
            assert targets(nodes) <= leading
            assert {int(node.target.split("^")[1]) for node in walk(nodes) if node.kind == "date"} <= moments_in(card)
        assert {node.kind for node in walk(read(made.text))} <= {"text"}


@pytest.mark.parametrize("name", [*CONSTRUCTS, *AUTOMATIC, *HIDDEN])
def test_each_construct_shows_as_text_in_every_place_of_a_card(name: str) -> None:
    text = {**CONSTRUCTS, **AUTOMATIC, **HIDDEN}[name]
    source = Source(f"{text} n", "https://news.example/1", None, f"{text} w")
    line = Line(f"{text} l", (source,), f"{text} m", (f"{text} d",))
    card = clean_card(
        Card(CardKind.ALERT, f"{text} t", "en", "", (Section(f"{text} s", (line,)),), (f"{text} f",), stamp=f"{text} p")
    )
    made = rendered(card)
    kinds = [node.kind for markup in markups(made) for node in walk(read(markup))]
    said = same(" ".join(shown(read(one["text"])) if one["type"] == "mrkdwn" else one["text"] for one in texts(made)))
    (section,) = card.sections
    (one,) = section.lines
    assert set(kinds) <= {"text", "bold", "link"}
    assert kinds.count("bold") == 2, "the heading and the mark"
    for written in (card.title, section.title, one.text, one.mark, *one.details, *card.footer, one.sources[0].when):
        assert same(written) in said


@careful
@given(numbered_of(TEXTS, "№", "№"))
def test_the_pages_show_every_line_once_in_order(card: Card) -> None:
    pages = _pages(card)
    found = [int(number) for page in pages for text in sayings(page) for number in re.findall(r"•  №(\d+)№", text)]
    assert found == list(range(len(lines_of(card))))
    assert all(sayings(page)[-1] == "the footer" for page in pages)


@careful
@given(CARDS)
@example(MANY)
def test_each_page_leads_to_the_next_and_back_and_a_post_counts_what_it_leaves_out(card: Card) -> None:
    pages = _pages(card)
    for at, page in enumerate(pages):
        turns = [read_pressed(one["value"]) for one in choices(page)]
        numbers = [turn.number for turn in turns if isinstance(turn, Page)]
        assert numbers == [n for n in (at - 1, at + 1) if 0 <= n < len(pages)]
    assert sayings(rendered(card, again="again", page=999)) == sayings(pages[-1])
    post = rendered(card)
    assert post.pages == 1
    assert sum(bool(re.fullmatch(r"… .*\d.*", text)) for text in sayings(post)) == (len(pages) > 1)


@careful
@given(CARDS)
@example(MANY)
def test_every_action_is_a_button(card: Card) -> None:
    pressed = [read_pressed(one["value"]) for one in choices(rendered(card))]
    wanted = pressed_in(card)
    assert len(set(pressed)) == len(pressed)
    assert set(pressed) <= set(wanted)
    assert set(pressed) == set(wanted) or sum(len(what.line) for what in wanted) > 2300


def _pages(card: Card) -> list[Rendered]:
    count = rendered(card, again="again").pages
    return [rendered(card, again="again", page=page) for page in range(count)]
