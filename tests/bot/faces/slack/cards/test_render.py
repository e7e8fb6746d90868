"""A card as a Slack message: what is seen, read out and carried."""

import pytest

from bot.cards.card import Card, CardKind, Document, Line, Picture, Section, Source
from bot.faces.slack.cards.render import needs_picture
from tests.bot.faces.shown_cards import ALERT, AT, many
from tests.bot.faces.slack.messages import blocks, choices, labels, markups, rendered, sayings, texts

PICTURE = Picture("<svg/>", "Picture: nothing at all")


def test_an_alert_says_what_plain_text_says_in_the_same_order() -> None:
    assert sayings(rendered(ALERT)) == [
        "Seoul: round two of *visa* talks",
        "<https://herald.example/1|herald.example>",
        "2 publishers (<https://herald.example/1|Herald>, 09:14 KST / 19:14 EST)",
        (
            "*Reported by*\n"
            "•  *new* · *Visa* *round* two (<https://wire.example/2|Wire>, "
            "<!date^1769645640^{date_short_pretty} {time}|09:14 KST>; visabot, today)\n"
            "      ◦  a detail\n"
            "      ◦  - another &amp; more\n"
            "•  Second line"
        ),
        "Visa talks\nNot <legal> advice.",
    ]


def test_the_title_is_a_header_of_plain_text_in_which_no_emoji_is_looked_for() -> None:
    first = blocks(rendered(ALERT))[0]
    assert first["type"] == "header"
    assert first["text"] == {"type": "plain_text", "text": ALERT.title, "emoji": False}


def test_a_title_too_long_for_a_header_is_bold_and_whole() -> None:
    title = "word " * 40 + "end"
    first = blocks(rendered(Card(CardKind.ALERT, title, "en")))[0]
    assert first["type"] == "section"
    assert first["text"]["text"] == f"*{title}*"


def test_a_stamp_comes_before_the_title() -> None:
    made = rendered(Card(CardKind.ALERT, "Round two", "en", stamp="DEMO"))
    assert sayings(made) == ["DEMO · Round two"]
    assert made.text == "DEMO · Round two"


def test_what_has_no_links_and_marks_is_plain_text() -> None:
    card = Card(CardKind.ERROR, "a", "en", sections=(Section("", (Line("*b* & <!here>"), Line("c", details=("d",)))),))
    assert texts(rendered(card))[1] == {
        "type": "plain_text",
        "text": "•  *b* & <!here>\n•  c\n      ◦  d",
        "emoji": False,
    }


def test_all_markup_is_verbatim_so_that_slack_links_nothing_by_itself() -> None:
    found = [one for one in texts(rendered(ALERT, mention="SAZ94GDB8")) if one["type"] == "mrkdwn"]
    assert len(found) == 4
    assert all(one["verbatim"] is True for one in found)


def test_sections_are_shown_whole_without_a_click() -> None:
    assert all(block["expand"] for block in blocks(rendered(ALERT)) if block["type"] == "section")


def test_the_words_beside_the_blocks_read_well_without_addresses() -> None:
    assert rendered(ALERT).text.split("\n") == [
        "Seoul: round two of ∗visa∗ talks",
        "- 2 publishers (Herald, 09:14 KST / 19:14 EST)",
        "Reported by:",
        "- [new] Visa round two (Wire, 09:14 KST; visabot, today)",
        "  a detail",
        "  - another &amp; more",
        "- Second line",
        "Visa talks",
        "Not &lt;legal&gt; advice.",
    ]
    assert len(rendered(many(100)).text) <= 3000


def test_a_group_is_mentioned_above_the_card_and_in_the_notification() -> None:
    made = rendered(ALERT, mention="SAZ94GDB8")
    assert markups(made)[0] == "<!subteam^SAZ94GDB8>"
    assert made.text.startswith("<!subteam^SAZ94GDB8> Seoul")


def test_a_day_without_an_hour_stays_in_words() -> None:
    card = Card(CardKind.ALERT, "a", "en", sections=(Section("", (Line("b", (Source("c", "", AT, "29 January"),)),)),))
    assert sayings(rendered(card))[1] == "b (c, 29 January)"


def test_a_long_answer_is_turned_page_by_page() -> None:
    made = rendered(many(100), again="feeds", page=1)
    assert made.pages == 3
    assert labels(made) == [("◀ 1/3", "v1:g:0:feeds"), ("3/3 ▶", "v1:g:2:feeds")]
    assert [one["accessibility_label"] for one in choices(made)] == ["Page 1 of 3", "Page 3 of 3"]
    assert sayings(made)[1].startswith("*All*\n•  feed ")


def test_a_page_past_the_end_is_the_last() -> None:
    assert sayings(rendered(many(100), again="feeds", page=9)) == sayings(rendered(many(100), again="feeds", page=2))


def test_an_answer_whose_line_no_button_can_carry_counts_what_it_leaves_out() -> None:
    made = rendered(many(100), again="search " + "x" * 2000)
    assert made.pages == 1
    assert sayings(made)[-1].startswith("… and ")


@pytest.mark.parametrize(("lang", "tail"), [("en", "… and 1 more line"), ("ko", "… 그 밖에 1줄 더 있음")])
def test_a_long_post_counts_what_it_leaves_out(lang: str, tail: str) -> None:
    fits = next(n for n in range(60, 0, -1) if rendered(many(n, lang), again="feeds").pages == 1)
    assert not any("…" in text for text in sayings(rendered(many(fits, lang))))
    assert sayings(rendered(many(fits + 1, lang)))[-1] == tail


def test_a_picture_is_shown_with_its_words_for_those_who_do_not_see_it() -> None:
    card = Card(CardKind.STATUS, "a", "en", picture=PICTURE, footer=("foot",))
    (image,) = [block for block in blocks(rendered(card, picture_file="F123")) if block["type"] == "image"]
    assert image == {"type": "image", "slack_file": {"id": "F123"}, "alt_text": PICTURE.alt}
    assert PICTURE.alt in rendered(card, picture_file="F123").text


def test_a_picture_that_was_not_uploaded_is_said_in_words() -> None:
    card = Card(CardKind.STATUS, "a", "en", picture=PICTURE, footer=("foot",))
    assert sayings(rendered(card)) == ["a", PICTURE.alt, "foot"]


def test_a_picture_stands_on_the_first_page_only() -> None:
    card = Card(CardKind.STATUS, "a", "en", sections=many(100).sections, picture=PICTURE)
    assert [needs_picture(card, page) for page in (0, 1)] == [True, False]
    second = rendered(card, again="status", page=1, picture_file="F123")
    assert not any(block["type"] == "image" for block in blocks(second))
    assert PICTURE.alt not in sayings(second)


def test_a_document_can_be_copied_from_a_block_of_code() -> None:
    card = Card(CardKind.SETTINGS, "a", "en", document=Document("a.yaml", "application/yaml", "x: <1>\n  y: *2*\n"))
    assert sayings(rendered(card)) == ["a", "*a.yaml*", "```\nx: &lt;1&gt;\n  y: *2*\n```"]


def test_a_card_without_words_still_is_a_message() -> None:
    made = rendered(Card(CardKind.ALERT, "", "en", sections=(Section("", (Line(""),)),)))
    assert sayings(made) == ["—", "—"]
    assert made.text
