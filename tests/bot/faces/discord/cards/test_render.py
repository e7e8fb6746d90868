"""A card as a Discord message: what is seen, and what each button carries."""

import asyncio

import pytest

from bot.cards.card import Action, Card, CardKind, Document, Line, Picture, Section
from bot.cards.picture import sheet
from bot.faces.discord.cards.button_rows import overlong
from bot.faces.discord.cards.render import COLOUR, COLOURS, Rendered, drawing_of, fallback
from bot.faces.discord.limits import FILE as MOST
from tests.bot.faces.discord.dialect import read, shown
from tests.bot.faces.discord.messages import (
    CONTAINER,
    FILE,
    GALLERY,
    ROW,
    buttons,
    components,
    payload,
    rendered,
    texts,
)
from tests.bot.faces.shown_cards import ALERT, many

PICTURE = Picture(sheet(10, 10, iter(())), "Picture: nothing at all")
DELIVERY = "mark-1f"
LONG_LINE = "search " + "x" * 100


def labels(made: Rendered) -> list[tuple[str, str]]:
    return [(one["label"], one["custom_id"]) for one in buttons(made)]


def test_an_alert_says_what_plain_text_says_in_the_same_order() -> None:
    assert texts(rendered(ALERT)) == [
        "### Seoul: round two of \\*visa\\* talks\n-# [herald.example](https://herald.example/1)",
        "2 publishers ([Herald](https://herald.example/1), 09:14 KST / 19:14 EST · <t:1769645640:R>)",
        (
            "**Reported by**\n"
            "- **new** · **Visa** **round** two ([Wire](https://wire.example/2), <t:1769645640:f>; visabot, today)\n"
            "  -# a detail\n"
            "  -# \\- another & more\n"
            "- Second line"
        ),
        "-# Visa talks\n-# Not \\<legal> advice.",
    ]


def test_a_stamp_comes_before_the_title() -> None:
    card = Card(CardKind.ALERT, "Round two", "en", stamp="DEMO")
    assert texts(rendered(card)) == ["### DEMO · Round two"]
    assert fallback(card) == "DEMO · Round two"


def test_everything_stands_in_one_container_in_the_colour_of_its_kind() -> None:
    for kind in CardKind:
        (container,) = [one for one in components(rendered(Card(kind, "a", "en"))) if one["type"] == CONTAINER]
        assert container["accent_color"] == COLOURS.get(kind, COLOUR)
    assert COLOURS[CardKind.ERROR] != COLOURS[CardKind.ALERT] != COLOUR


def test_the_library_does_not_keep_the_message_in_mind() -> None:
    view = rendered(ALERT).view
    assert view.timeout is None
    assert view.is_finished(), "discord.py keeps every view that is not, for ever"


def test_a_role_is_mentioned_above_the_card() -> None:
    made = rendered(ALERT, mention=165511591545143296)
    assert texts(made)[0] == "<@&165511591545143296>"
    assert payload(made)[0]["content"] == "<@&165511591545143296>"


@pytest.mark.parametrize(
    ("role", "shown_as"), [("123456789012345678", " <@&123456789012345678>"), ("@everyone", ""), ("1> @here", "")]
)
def test_a_role_ends_its_line_by_its_name_and_nothing_else_can_be_one(role: str, shown_as: str) -> None:
    card = Card(CardKind.SETTINGS, "a", "en", sections=(Section("", (Line("Mentions:", role=role),)),))
    assert texts(rendered(card))[1] == f"Mentions\\:{shown_as}"


def test_buttons_carry_their_line_and_the_first_the_token() -> None:
    assert labels(rendered(ALERT)) == [("Latest", "v1:p::latest visa-talks"), ("Add a term", "v1:a::term add")]
    assert labels(rendered(ALERT, token=DELIVERY))[0] == ("Latest", "v1:p:mark-1f:latest visa-talks")


def test_the_first_button_with_room_for_the_token_carries_it() -> None:
    tight = Action("Tight", "search " + "x" * 85)
    card = Card(CardKind.ALERT, "a", "en", actions=(tight, Action("Status", "status")))
    assert labels(rendered(card, token=DELIVERY)) == [
        ("Tight", f"v1:p::{tight.command}"),
        ("Status", "v1:p:mark-1f:status"),
    ]


@pytest.mark.parametrize(("lang", "label"), [("en", "About"), ("ko", "소개")])
def test_a_post_without_an_action_that_can_has_one_that_carries_the_token(lang: str, label: str) -> None:
    card = Card(CardKind.NOTICE, "a", lang)
    assert labels(rendered(card)) == []
    assert labels(rendered(card, token=DELIVERY)) == [(label, "v1:p:mark-1f:about")]
    form = Card(CardKind.NOTICE, "a", lang, actions=(Action("Add", "term add", form=True),))
    assert labels(rendered(form, token=DELIVERY))[1] == (label, "v1:p:mark-1f:about")


def test_a_line_without_room_is_a_button_only_by_its_code() -> None:
    card = Card(CardKind.ALERT, "a", "en", actions=(Action("Long", LONG_LINE), Action("Ask", LONG_LINE, form=True)))
    assert overlong(card) == (LONG_LINE,)
    assert labels(rendered(card)) == []
    assert labels(rendered(card, codes={LONG_LINE: "c0de"}, token=DELIVERY)) == [
        ("Long", "v1:P:mark-1f:c0de"),
        ("Ask", "v1:A::c0de"),
    ]
    assert overlong(ALERT, again="latest") == ()


def test_the_same_line_twice_is_one_button() -> None:
    card = Card(CardKind.ALERT, "a", "en", actions=(Action("One", "status"), Action("Two", "status")))
    assert [label for label, _ in labels(rendered(card))] == ["One"]


def test_five_buttons_stand_in_a_row() -> None:
    card = Card(CardKind.ALERT, "a", "en", actions=tuple(Action(f"b{n}", f"story s{n}") for n in range(7)))
    assert [len(one["components"]) for one in components(rendered(card)) if one["type"] == ROW] == [5, 2]


def test_a_long_answer_is_turned_page_by_page() -> None:
    made = rendered(many(100), again="feeds", page=1)
    assert made.pages == 3
    assert [(one["label"], one["custom_id"], one["disabled"]) for one in buttons(made)] == [
        ("◀", "v1:g:0:feeds", False),
        ("2/3", "v1:g:1:feeds", True),
        ("▶", "v1:g:2:feeds", False),
    ]
    assert texts(made)[1].startswith("**All**\n- feed ")


def test_the_page_turns_of_a_line_without_room_need_its_code() -> None:
    card = many(100)
    assert overlong(card, again=LONG_LINE) == (LONG_LINE,)
    assert rendered(card, again=LONG_LINE).pages == 1
    made = rendered(card, again=LONG_LINE, codes={LONG_LINE: "c0de"})
    assert made.pages == 3
    assert labels(made) == [("1/3", "v1:G:0:c0de"), ("▶", "v1:G:1:c0de")]


@pytest.mark.parametrize(("lang", "tail"), [("en", "-# … and 1 more line"), ("ko", "-# … 그 밖에 1줄 더 있음")])
def test_a_long_post_counts_what_it_leaves_out(lang: str, tail: str) -> None:
    fits = next(n for n in range(60, 0, -1) if rendered(many(n, lang), again="feeds").pages == 1)
    assert not any("…" in text for text in texts(rendered(many(fits, lang))))
    shown = texts(rendered(many(fits + 1, lang)))
    left = fits + 1 - "\n".join(shown).count("- feed ")
    assert shown[-1] == tail.replace("1", str(left)).replace("line", "line" if left == 1 else "lines")


def test_a_page_past_the_end_is_the_last() -> None:
    assert texts(rendered(many(100), again="feeds", page=9)) == texts(rendered(many(100), again="feeds", page=2))


def test_a_picture_is_shown_with_its_words_for_those_who_do_not_see_it() -> None:
    card = Card(CardKind.STATUS, "a", "en", picture=PICTURE, footer=("foot",))
    made = rendered(card, drawing=b"png")
    (gallery,) = [one for one in components(made) if one["type"] == GALLERY]
    assert gallery["items"][0]["media"] == {"url": "attachment://picture.png"}
    assert gallery["items"][0]["description"] == PICTURE.alt
    assert [(file.filename, file.description) for file in made.files] == [("picture.png", PICTURE.alt)]
    assert made.files[0].fp.read() == b"png"


def test_a_picture_that_was_not_drawn_is_said_in_words() -> None:
    made = rendered(Card(CardKind.STATUS, "a", "en", picture=PICTURE, footer=("foot",)))
    assert texts(made) == ["### a", "-# Picture: nothing at all", "-# foot"]
    assert made.files == ()


def test_a_picture_stands_on_the_first_page_and_is_drawn_only_there() -> None:
    card = Card(CardKind.STATUS, "a", "en", sections=many(100).sections, picture=PICTURE)
    drawing = asyncio.run(drawing_of(card))
    assert drawing
    assert drawing.startswith(b"\x89PNG")
    assert asyncio.run(drawing_of(card, 1)) is None
    first, second = (rendered(card, again="status", page=page, drawing=drawing) for page in (0, 1))
    assert [len(one.files) for one in (first, second)] == [1, 0]
    assert not any(one["type"] == GALLERY for one in components(second))


def document(text: str = "a: 1\n", name: str = "visa-2026-01-29.yaml") -> Card:
    return Card(CardKind.SETTINGS, "File", "en", document=Document(name, "application/yaml", text), footer=("foot",))


def test_a_document_is_a_file_of_the_message() -> None:
    made = rendered(document("비자: 1\n"))
    (shown,) = [one for one in components(made) if one["type"] == FILE]
    assert shown["file"] == {"url": "attachment://visa-2026-01-29.yaml"}
    assert [(file.filename, file.fp.read().decode()) for file in made.files] == [("visa-2026-01-29.yaml", "비자: 1\n")]
    assert texts(made) == ["### File", "-# foot"]


@pytest.mark.parametrize(
    ("named", "sent"),
    [
        ("비자 desk.yaml", "desk.yaml"),
        ("../../etc/passwd", "etc_passwd"),
        ("x" * 200 + ".yaml", "x" * 55 + ".yaml"),
        ("비자", "file.txt"),
    ],
)
def test_a_documents_name_is_one_that_discord_leaves_as_it_is(named: str, sent: str) -> None:
    assert [file.filename for file in rendered(document(name=named)).files] == [sent]


def test_a_document_that_discord_would_not_take_is_told_of() -> None:
    largest = rendered(document("x" * (MOST - 1)))
    assert [len(file.fp.read()) for file in largest.files] == [MOST]
    larger = rendered(document("x" * MOST))
    assert larger.files == ()
    assert "visa-2026-01-29.yaml is larger than Discord takes" in shown(read(texts(larger)[1]))


def test_an_empty_document_is_no_file() -> None:
    assert rendered(document("")).files == ()


def test_a_card_without_words_still_is_a_message() -> None:
    assert texts(rendered(Card(CardKind.ALERT, "", "en", sections=(Section("", (Line(""),)),)))) == ["### —", "—"]


def test_a_long_title_is_cut_for_places_that_take_only_content() -> None:
    assert fallback(Card(CardKind.ALERT, "word " * 60, "en")).endswith("word…")
    assert fallback(ALERT) == "Seoul: round two of \\*visa\\* talks"
