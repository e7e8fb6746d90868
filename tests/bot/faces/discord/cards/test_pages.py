"""Rows are divided into messages between statements, in order, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.faces.cards.pieces import Block
from bot.faces.discord.cards.blocks import Part
from bot.faces.discord.cards.pages import DISPLAYS, sheets

ROWS = st.integers(1, 40).map(lambda n: "r" * n)
PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from(["", "**heading**"]),
        st.lists(st.builds(Block, st.lists(ROWS, min_size=1, max_size=4).map(tuple)), max_size=6).map(tuple),
    ),
    max_size=15,
)


@given(PARTS, st.integers(60, 300), st.integers(60, 300))
def test_every_row_is_on_one_sheet_in_order_and_no_sheet_is_too_long(parts: list[Part], room: int, first: int) -> None:
    made = sheets(parts, room, first)
    rows = [row for sheet in made for text in sheet.displays for row in text.split("\n") if row != "**heading**"]
    assert rows == [row for part in parts for block in part.blocks for row in block.rows]
    for at, sheet in enumerate(made):
        assert len("\n".join(sheet.displays)) <= (room if at else first)
        assert len(sheet.displays) <= DISPLAYS
        assert not any(text.endswith("**heading**") and "\n" in text for text in sheet.displays[: DISPLAYS - 1])
    assert sum(sheet.whole for sheet in made) == sum(len(part.blocks) for part in parts)
    assert len(made) == 1 or all(sheet.displays for sheet in made)


def test_a_heading_is_said_again_where_its_section_goes_on() -> None:
    part = Part("**A**", tuple(Block((f"{n}" * 10,)) for n in range(4)))
    assert [sheet.displays for sheet in sheets([part], 30)] == [
        ["**A**\n0000000000\n1111111111"],
        ["**A**\n2222222222\n3333333333"],
    ]


def test_a_statement_moves_to_the_next_sheet_whole() -> None:
    part = Part("", (Block(("a" * 10,)), Block(("b" * 10, "c" * 10))))
    assert [sheet.displays for sheet in sheets([part], 30)] == [["a" * 10], [f"{'b' * 10}\n{'c' * 10}"]]


def test_a_statement_longer_than_a_sheet_is_divided_between_its_rows() -> None:
    part = Part("**A**", (Block(("a" * 10, "b" * 10, "c" * 10)),))
    made = sheets([part], 30)
    assert [sheet.displays for sheet in made] == [[f"**A**\n{'a' * 10}\n{'b' * 10}"], [f"**A**\n{'c' * 10}"]]
    assert [sheet.whole for sheet in made] == [0, 1]


def test_many_sections_share_the_last_display() -> None:
    (sheet,) = sheets([Part(f"**{n}**", ()) for n in range(DISPLAYS + 2)], 1000)
    assert sheet.displays[-1] == f"**{DISPLAYS - 1}**\n**{DISPLAYS}**\n**{DISPLAYS + 1}**"
