import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.facts.quotes import blank, find_quotes, inside
from feeds.facts.sentences import split

PIECES = st.lists(
    st.sampled_from(["Kim said ", "the U.S. ", "“", "”", '"', ". ", "? ", ".", "말했다. ",
                     "\n\n", "\n", "Dr. Ko ", "3. ", "A ", "H.R. 4687 "]),
    max_size=30,
)  # fmt: skip


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@given(PIECES.map("".join))
def test_sentences_are_in_order_and_hold_every_character_but_white_space(text: str) -> None:
    assert "".join("".join(parts(text)).split()) == "".join(text.split())


@given(PIECES.map("".join))
def test_blanking_quotations_keeps_every_place(text: str) -> None:
    quotes = find_quotes(text)
    skeleton = blank(text, quotes)
    assert len(skeleton) == len(text)
    assert all(skeleton[at] == text[at] or inside(at, quotes) for at in range(len(text)))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Rep. Young Kim in the U.S. Senate. It rained.", 2),
        ("They work in the U.S. The rest stayed home.", 2),
        ("H.R. 4687 passed. S. 2210 did not.", 2),
        ("On Jan. 28 they met. On Feb. 3 they parted.", 2),
        ("“It is late. It is dark,” Kim said. She left.", 2),
        ("He called it “half a loaf.” Nobody laughed.", 2),
        ("The desk opened at 9 a.m. on Monday.", 1),
        ("James R. Heller spoke. Mr. Lee did not.", 2),
        ("회의가 열렸다. 김 국장은 “늦었다. 어둡다”고 말했다. 끝났다.", 3),
        ("회의가 열렸다.그는 떠났다.", 2),
        ("2026. 3. 5. 열린 회의다.", 1),
        ("One\n\nTwo", 2),
        ("An unclosed “quote. Then more.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(parts(text)) == count, parts(text)


def test_a_question_stays_with_who_asked() -> None:
    text = "“Will it work?” Kim asked. Nobody knew."
    found = [text[start:end] for start, end in split(text, attributes=lambda rest: rest.startswith("Kim asked"))]
    assert found == ["“Will it work?” Kim asked.", "Nobody knew."]


@pytest.mark.parametrize(
    "text", ["." * 20_000, '"' * 20_000, "“" * 20_000, "가" * 20_000, "A. " * 6_000, "\n \n" * 6_000]
)
def test_hostile_text_is_split_in_linear_time(text: str) -> None:
    began = time.process_time()
    list(split(text))
    assert time.process_time() - began < 1
