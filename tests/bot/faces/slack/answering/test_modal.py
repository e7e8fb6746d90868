"""What a form keeps until it is sent."""

from bot.faces.slack.answering.modal import Kept
from bot.faces.utf16 import size


def _read(kept: Kept) -> Kept | None:
    written = kept.written()
    assert size(written) <= 3000
    return Kept.read({"private_metadata": written})


def test_a_form_keeps_what_it_was_opened_for() -> None:
    kept = Kept("subscribe 비자", "C1", "1.0", "https://hooks.example/1")
    assert _read(kept) == kept


def test_a_long_line_is_kept_and_answered_in_the_form() -> None:
    line = "term add " + "x" * 2960
    assert _read(Kept(line, "C1", "1.0", "https://hooks.example/1")) == Kept(line, "C1", "1.0", "")


def test_what_another_version_kept_is_none() -> None:
    assert Kept.read({"private_metadata": "[1]"}) is None
    assert Kept.read({}) is None
