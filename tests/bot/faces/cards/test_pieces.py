"""Rows in pieces that have room, in order, none of them cut."""

from bot.faces.cards.pieces import FOOT, Block, cost, foot, pieces


def test_a_statement_is_one_piece_if_it_has_room_beside_the_heading() -> None:
    assert list(pieces("head", [Block(("a" * 10, "b" * 10)), Block(("c",))], 27)) == [
        (("a" * 10, "b" * 10), True),
        (("c",), True),
    ]
    assert list(pieces("head", [Block(("a" * 10, "b" * 10))], 26)) == [(("a" * 10,), False), (("b" * 10,), True)]


def test_a_row_without_room_stays_whole() -> None:
    assert list(pieces("", [Block(("a", "b" * 50, "c"))], 10)) == [
        (("a",), False),
        (("b" * 50,), False),
        (("c",), True),
    ]


def test_a_heading_without_statements_is_shown_all_the_same() -> None:
    assert list(pieces("head", [], 10)) == [((), False)]
    assert list(pieces("", [], 10)) == []


def test_a_row_takes_its_utf_16_units_and_its_end() -> None:
    assert cost(["a", "비자", "👩"]) == 2 + 3 + 3


def test_a_footer_too_long_for_every_page_is_statements() -> None:
    assert foot(["a" * 199, "b" * 200]) == (f"{'a' * 199}\n{'b' * 200}", ())
    assert foot(["a" * FOOT, "b"]) == ("", (Block(("a" * FOOT,)), Block(("b",))))
