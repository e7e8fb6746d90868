"""What a term hit is marked in the text itself."""

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.marks import CLOSE, OPEN, excerpt, marked

TEXT = st.text(alphabet="가나다 abc", max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))), max_size=5)


def test_hits_stand_in_corner_brackets() -> None:
    text, highlights = marked("전문직 비자 신설", [(4, 6)])
    assert text == "전문직 「비자」 신설"
    assert [text[start:end] for start, end in highlights] == ["비자"]


@given(TEXT, SPANS)
def test_marking_adds_nothing_but_marks_and_says_where_the_hits_are_now(
    text: str, spans: list[tuple[int, int]]
) -> None:
    inside = [(start, end) for start, end in spans if start < end <= len(text)]
    shown, highlights = marked(text, inside)
    assert shown.replace(OPEN, "").replace(CLOSE, "") == text
    hit = {place for start, end in inside for place in range(start, end)}
    assert sum(end - start for start, end in highlights) == len(hit)
    assert all(shown[start - 1] == OPEN and shown[end] == CLOSE for start, end in highlights)


def test_of_a_long_text_only_what_stands_around_the_first_hit_is_shown() -> None:
    text = "가" * 100 + "비자" + "나" * 100 + "비자"
    assert excerpt(text, [(100, 102), (202, 204)]) == "…" + "가" * 30 + "「비자」" + "나" * 30 + "…"
    assert excerpt("비자 문제", [(0, 2)]) == "「비자」 문제"
    assert excerpt("비자", []) == ""
