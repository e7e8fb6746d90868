"""Cards for a person at a terminal."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.cards.card import Action, Card, CardKind, Document, Line, Section, Source
from bot.faces.terminal.render import Look, look, render

PLAIN = Look(60, styled=False, coloured=False)
STYLED = Look(60)
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
OURS = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^;]*;[^\x1b]*\x1b\\")
"""What a rendered card may hold: colours and links, nothing that moves."""


def card(text: str, url: str = "") -> Card:
    line = Line(text, (Source(text, url, when=text),), mark=text, details=(text,))
    return Card(
        CardKind.ALERT,
        text,
        "en",
        url=url,
        sections=(Section(text, (line, line)),),
        footer=(text,),
        actions=(Action(text, text),),
        stamp=text,
    )


def test_everything_a_card_says_is_shown() -> None:
    line = Line("Round two is set", (Source("Yonhap", "https://y.example/1", when="09:14 KST"),), "new", ("a detail",))
    full = Card(
        CardKind.ALERT, "Talks", "en", "https://n.example/1", (Section("Seoul", (line,)),), ("1 publisher",),
        (Action("Feeds", "feeds"), Action("Latest news", "latest")), "DEMO",
    )  # fmt: skip
    assert render(full, PLAIN).splitlines() == [
        " DEMO  Talks",
        "https://n.example/1",
        "",
        "Seoul",
        "• [new] Round two is set (Yonhap, 09:14 KST)",
        "  a detail",
        "  https://y.example/1",
        "1 publisher",
        "› feeds · latest",
    ]


FOUR = tuple(Action(label, f"{label} s17 {'x' * 9}") for label in ("sources", "why", "mute", "not-relevant"))


def test_a_post_takes_one_row_for_what_one_can_type_and_an_answer_what_it_needs() -> None:
    post = Card(CardKind.ALERT, "Talks", "en", actions=FOUR)
    assert render(post, PLAIN).splitlines()[1:] == ["› sources s17 xxxxxxxxx · why s17 xxxxxxxxx"]
    assert render(replace(post, kind=CardKind.STORY), PLAIN).splitlines()[1:] == [
        "› sources s17 xxxxxxxxx · why s17 xxxxxxxxx",
        "  mute s17 xxxxxxxxx · not-relevant s17 xxxxxxxxx",
    ]


def test_links_go_where_the_card_says_and_only_to_web_pages() -> None:
    assert set(LINK.findall(render(card("x", "https://n.example/1"), STYLED))) == {"https://n.example/1", ""}
    assert LINK.findall(render(card("x", "javascript:alert(1)"), STYLED)) == []
    assert "javascript" not in render(card("x", "javascript:alert(1)"), STYLED)


def test_square_brackets_are_no_markup_anywhere_in_a_card() -> None:
    text = "[red]x[/red] [link=https://evil.example]y[/link] :smile:"
    harmless = "(red)x(/red) (link=https://evil.example)y(/link) -smile-"
    wide = Look(2000, styled=False, coloured=False)
    assert render(card(text), wide).count(text) == render(card(harmless), wide).count(harmless) > 8


@given(st.text(st.characters() | st.sampled_from("\x1b\x07\x9b\r\n\b\x00\u202e\u2066]8;;[2J"), max_size=60))
def test_no_text_can_move_the_cursor_or_start_a_line_or_turn_the_reading_direction(text: str) -> None:
    shown = render(card(text), STYLED)
    rest = OURS.sub("", shown)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", rest)
    assert not LINK.search(shown)


@given(
    st.text(st.sampled_from("한미비자협의abc -·워킹그룹…'\" "), min_size=1, max_size=200),
    st.integers(min_value=20, max_value=100),
)
def test_no_line_is_wider_than_the_terminal_and_hangul_takes_two_columns(text: str, width: int) -> None:
    for line in render(card(text), Look(width, styled=False, coloured=False)).splitlines():
        assert cell_len(line) <= width


def test_an_address_is_not_wrapped_so_that_it_can_be_copied() -> None:
    address = "https://news.example/" + "a" * 100
    assert address in render(card("x", address), Look(30, styled=False, coloured=False)).splitlines()


def test_a_document_is_neither_wrapped_nor_coloured_so_that_it_can_be_copied() -> None:
    text = "a: 1\nb:\n  - " + "비자 " * 40 + "[red]x[/red]\n"
    shown = render(Card(CardKind.SETTINGS, "File", "en", document=Document("a.yaml", "application/yaml", text)), STYLED)
    assert text in shown


def test_colour_needs_a_terminal_that_has_it_and_a_person_who_wants_it() -> None:
    assert look({"TERM": "xterm"}, 80, terminal=True) == Look(80, styled=True, coloured=True)
    assert look({"TERM": "xterm", "NO_COLOR": "1"}, 80, terminal=True) == Look(80, styled=True, coloured=False)
    assert look({"TERM": "xterm"}, 80, terminal=False) == Look(80, styled=False, coloured=False)
    assert look({"TERM": "dumb"}, 80, terminal=True) == Look(80, styled=False, coloured=False)
    assert re.search(r"\x1b\[[\d;]*3\dm", render(card("x"), Look(60)))
    assert not re.search(r"\x1b\[[\d;]*3\dm", render(card("x"), Look(60, coloured=False)))
    assert "\x1b" not in render(card("x", "https://n.example/"), PLAIN)
