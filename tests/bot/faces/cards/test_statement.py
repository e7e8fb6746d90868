"""How a statement is laid out, whatever the markup."""

from bot.cards.card import Card, CardKind, Line
from bot.faces.cards.statement import ROW, TEXT, highlighted, source_words, title_words, with_sources


def shorten(text: str, limit: int) -> str:
    return text[:limit]


def bold(before: str, text: str, after: str) -> str:
    return f"<{len(before)}{text}{len(after)}>"


def marked(line: Line) -> str:
    return highlighted(line, shorten, str.upper, bold)


def test_a_stamp_stands_before_the_title() -> None:
    assert title_words(Card(CardKind.ALERT, "Round two", "en", stamp="DEMO"), shorten) == "DEMO · Round two"
    assert title_words(Card(CardKind.ALERT, "", "en"), shorten) == "—"


def test_highlights_are_bold_and_told_their_neighbours() -> None:
    assert marked(Line("visa round two", highlights=((0, 4), (5, 10)))) == "<0visa10> <5round4> TWO"


def test_places_that_overlap_or_are_past_the_end_are_not_marked() -> None:
    assert marked(Line("visa round", highlights=((0, 4), (2, 6), (5, 99)))) == "<0visa6> ROUND"


def test_a_text_that_is_cut_or_would_be_nothing_but_marks_has_none() -> None:
    assert "<" not in marked(Line("x" * (TEXT + 1), highlights=((0, 4),)))
    assert "<" not in marked(Line("x" * 100, highlights=tuple((n, n + 1) for n in range(31))))


def test_sources_stand_in_brackets_behind_the_statement() -> None:
    assert list(with_sources("They met", [], str.upper)) == ["They met"]
    assert list(with_sources("They met", ["a, 09:14", "b"], str.upper)) == ["They met (a, 09:14; b)"]
    assert [source_words("a", "09:14"), source_words("a", ""), source_words("", "")] == ["a, 09:14", "a", "—"]


def test_a_source_without_room_has_a_row_of_its_own_and_is_whole() -> None:
    long = "x" * (ROW - 12)
    rows = list(with_sources("They met", ["a", long, "b", "c"], lambda row: f"-# {row}"))
    assert rows == ["They met (a)", f"-# ({long}; b; c)"]
