"""What a button does stands in its id, where it fits."""

from bot.faces.discord.answering.custom_id import custom_id
from bot.faces.pressed import Press


def test_a_line_that_does_not_fit_is_told_by_none() -> None:
    line = "story s12 " + "x" * 90
    assert custom_id(Press(line[:94])) == f"v1:p::{line[:94]}"
    assert custom_id(Press(line[:95])) is None
    assert custom_id(Press(line[:94], "visabot-1f")) is None
    assert custom_id(Press("👩" * 48)) is None, "an emoji counts as two"
