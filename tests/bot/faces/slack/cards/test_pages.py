"""Rows are divided into messages and blocks between statements, in order, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.faces.cards.pieces import Block
from bot.faces.slack.cards.blocks import Form, Part
from bot.faces.slack.cards.pages import Display, sheets

ROWS = st.integers(1, 40).map(lambda n: "r" * n)
PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from(["", "*heading*"]),
        st.lists(st.builds(Block, st.lists(ROWS, min_size=1, max_size=4).map(tuple)), max_size=6).map(tuple),
        st.sampled_from(Form),
    ),
    max_size=15,
)


@given(PARTS, st.integers(60, 300), st.integers(60, 200), st.integers(1, 6))
def test_every_row_is_on_one_sheet_in_order_and_nothing_is_too_long(
    parts: list[Part], room: int, section: int, displays: int
) -> None:
    made = sheets(parts, room, section, displays)
    texts = [display.text for sheet in made for display in sheet.displays]
    rows = [row for text in texts for row in text.split("\n") if row != "*heading*"]
    assert rows == [row for part in parts for block in part.blocks for row in block.rows]
    for sheet in made:
        assert sum(len(display.text) for display in sheet.displays) <= room
        assert len(sheet.displays) <= displays
        assert all(0 < len(display.text) <= section for display in sheet.displays)
    assert sum(sheet.whole for sheet in made) == sum(len(part.blocks) for part in parts)
    assert len(made) == 1 or all(sheet.displays for sheet in made)


def test_a_heading_is_said_again_where_its_section_goes_on_in_another_message() -> None:
    part = Part("*A*", tuple(Block((f"{n}" * 10,)) for n in range(4)))
    assert [sheet.displays for sheet in sheets([part], 30)] == [
        [Display("*A*\n0000000000\n1111111111")],
        [Display("*A*\n2222222222\n3333333333")],
    ]


def test_a_long_section_goes_on_in_a_block_without_its_heading() -> None:
    part = Part("*A*", tuple(Block((f"{n}" * 10,)) for n in range(4)))
    (sheet,) = sheets([part], 100, 30)
    assert sheet.displays == [Display("*A*\n0000000000\n1111111111"), Display("2222222222\n3333333333")]


def test_a_statement_moves_to_the_next_sheet_whole() -> None:
    part = Part("", (Block(("a" * 10,)), Block(("b" * 10, "c" * 10))))
    assert [sheet.displays for sheet in sheets([part], 30)] == [
        [Display("a" * 10)],
        [Display(f"{'b' * 10}\n{'c' * 10}")],
    ]


def test_a_statement_longer_than_a_sheet_is_divided_between_its_rows() -> None:
    part = Part("*A*", (Block(("a" * 10, "b" * 10, "c" * 10)),))
    made = sheets([part], 30)
    assert [sheet.displays for sheet in made] == [
        [Display(f"*A*\n{'a' * 10}\n{'b' * 10}")],
        [Display(f"*A*\n{'c' * 10}")],
    ]
    assert [sheet.whole for sheet in made] == [0, 1]


def test_more_sections_than_a_message_has_blocks_are_another_message() -> None:
    made = sheets([Part(f"*{n}*", ()) for n in range(5)], displays=2)
    assert [len(sheet.displays) for sheet in made] == [2, 2, 1]


def test_sections_of_other_forms_are_other_blocks() -> None:
    parts = [Part("", (Block(("a",)),), form) for form in Form]
    assert [display.form for display in sheets(parts)[0].displays] == list(Form)
