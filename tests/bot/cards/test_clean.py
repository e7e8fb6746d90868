import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.cards.clean import clean_card, clean_line, clean_text, clean_url, shorten

NASTY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x9b\x9d\x07\r\n\t\u202e\u2066\u2069\u200b\u2028\u0301[]0;m\\"),
    )
)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("red \x1b[31;1malert\x1b[0m", "red alert"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1bPdevice\x1b\\ control", "control"),
        ("\x1bcreset", "reset"),
        ("one\r\ntwo\u2028three\ttabbed", "one two three tabbed"),
        ("abc\u202ecba\u202c \u2066x\u2069 \u200fy", "abccba x y"),
        ("비\u200b자\ufeff", "비자"),
        ("null\x00 bell\x07 delete\x7f", "null bell delete"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * 4),
        ("👩\u200d💻 works", "👩\u200d💻 works"),
        ("\ud800lone", "lone"),
        ("H‑1B — “visa”", "H‑1B — “visa”"),
    ],
)
def test_what_could_move_or_paint_or_turn_is_gone_and_the_words_stay(hostile: str, harmless: str) -> None:
    assert clean_line(hostile) == harmless


@given(NASTY)
def test_a_documents_lines_have_what_lines_have_and_their_spaces(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert list(map(clean_line, cleaned.splitlines())) == list(map(clean_line, text.splitlines()))


def test_a_document_keeps_what_it_is_indented_by() -> None:
    assert clean_text("a:\n  - \x1b[31m비자\x1b[0m  b\r\n\n\tc") == "a:\n  - 비자  b\n\n c\n"


@given(NASTY)
def test_any_text_becomes_one_line_without_control_or_format_characters(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert line == line.strip()
    assert not [c for c in line if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in line if unicodedata.bidirectional(c) in {"LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI"}]


@given(NASTY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)


@given(NASTY, st.integers(2, 50))
def test_a_line_keeps_within_its_limit(text: str, limit: int) -> None:
    assert len(clean_line(text, limit)) <= limit


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shorten("the working group met", 18) == "the working group…"
    assert shorten("supercalifragilistic", 10) == "supercali…"
    assert shorten("fits", 4) == "fits"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c#d"),
        ("http://news.example/", "http://news.example/"),
        (" https://news.example/ ", "https://news.example/"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://yonhap.example@evil.example/", ""),
        ("https://user:secret@news.example/", ""),
        ("https://news.example/a\nb", ""),
        ("https://news.example/\u202egpj", ""),
        ("https://[broken", ""),
        ("https://", ""),
        ("https://news.example/" + "a" * 2048, ""),
        ("", ""),
    ],
)
def test_only_a_plain_web_address_is_a_link(url: str, shown: str) -> None:
    assert clean_url(url) == shown


def test_every_text_and_link_of_a_card_is_cleaned() -> None:
    bad, link = "a\x1b[31m\nb", "javascript:x"
    card = clean_card(
        Card(
            kind=CardKind.ALERT,
            title=bad,
            lang="en",
            url=link,
            sections=(Section(bad, (Line(bad, (Source(bad, link, when=bad),), mark=bad, details=(bad,)),)),),
            footer=(bad,),
            actions=(Action(bad, bad),),
            stamp=bad,
        )
    )
    good = "a b"
    assert card == Card(
        kind=CardKind.ALERT,
        title=good,
        lang="en",
        sections=(Section(good, (Line(good, (Source(good, when=good),), mark=good, details=(good,)),)),),
        footer=(good,),
        actions=(Action(good, good),),
        stamp=good,
    )


def test_a_button_whose_line_would_be_cut_is_not_offered() -> None:
    lines = ("feed add https://a.example/" + "a" * 960, "feed add https://a.example/" + "a" * 980)
    card = clean_card(Card(CardKind.FEEDS, "A", "en", actions=tuple(Action("Add", line) for line in lines)))
    assert [one.command for one in card.actions] == [lines[0]]
