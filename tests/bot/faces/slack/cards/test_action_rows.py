"""A card's actions as buttons: what each carries, and where it stands."""

import pytest

from bot.cards.card import Action, Card, CardKind
from bot.faces.pressed import Ask, Page, Press, pressed, read_pressed
from bot.faces.slack.cards.action_rows import ACTION_ID, ACTIONS, VALUES, carried
from tests.bot.faces.slack.messages import choices, labels, rendered, rows

DELIVERY = "mark-1f"


def acting(*actions: Action, lang: str = "en") -> Card:
    return Card(CardKind.ALERT, "a", lang, actions=actions)


def numbered(count: int, line: str = "story s{}") -> Card:
    return acting(*(Action(f"b{n}", line.format(n)) for n in range(count)))


def test_buttons_carry_their_line_and_the_first_that_runs_one_the_token() -> None:
    card = acting(Action("Add a term", "term add", form=True), Action("Latest", "latest visa-talks"))
    assert labels(rendered(card)) == [("Add a term", "v1:a::term add"), ("Latest", "v1:p::latest visa-talks")]
    assert labels(rendered(card, token=DELIVERY)) == [
        ("Add a term", "v1:a::term add"),
        ("Latest", "v1:p:mark-1f:latest visa-talks"),
    ]


@pytest.mark.parametrize(("lang", "label"), [("en", "About"), ("ko", "소개")])
def test_a_post_without_an_action_that_can_has_one_that_carries_the_token(lang: str, label: str) -> None:
    card = acting(lang=lang)
    assert labels(rendered(card)) == []
    assert labels(rendered(card, token=DELIVERY)) == [(label, "v1:p:mark-1f:about")]
    form = acting(Action("Add", "term add", form=True), lang=lang)
    assert labels(rendered(form, token=DELIVERY))[1] == (label, "v1:p:mark-1f:about")


def test_a_long_line_stands_whole_on_its_button() -> None:
    line = "search " + "비자 " * 300
    assert [read_pressed(value) for _, value in labels(rendered(acting(Action("Long", line.strip()))))] == [
        Press(line.strip())
    ]


def test_the_same_line_twice_is_one_button() -> None:
    card = acting(Action("One", "status"), Action("Two", "status"))
    assert [label for label, _ in labels(rendered(card))] == ["One"]


def test_up_to_five_buttons_stand_in_a_row() -> None:
    assert [[one["type"] for one in row] for row in rows(rendered(numbered(5)))] == [["button"] * 5]


def test_more_buttons_are_in_a_menu_at_the_end_of_the_row() -> None:
    made = rendered(numbered(8))
    assert [[one["type"] for one in row] for row in rows(made)] == [["button"] * 4 + ["overflow"]]
    assert labels(made) == [(f"b{n}", f"v1:p::story s{n}") for n in range(8)]


def test_what_a_menu_has_no_room_for_stands_in_rows_below() -> None:
    made = rendered(numbered(20))
    assert [[one["type"] for one in row] for row in rows(made)] == [["button"] * 4 + ["overflow"], ["button"] * 5]
    assert len(list(choices(made))) == ACTIONS
    long = rendered(numbered(7, "search {} " + "x" * 140))
    assert [[one["type"] for one in row] for row in rows(long)] == [["button"] * 4, ["button"] * 3]


def test_the_buttons_of_a_message_carry_no_more_than_fits_in_it() -> None:
    made = rendered(numbered(14, "search {} " + "x" * 900))
    assert 0 < sum(len(value) for _, value in labels(made)) <= VALUES


def test_each_action_of_a_message_has_its_own_id_that_listeners_know() -> None:
    made = rendered(numbered(14), token=DELIVERY)
    ids = [one["action_id"] for row in rows(made) for one in row]
    assert ids == [f"visabot-{n}" for n in range(1, len(ids) + 1)]
    assert all(ACTION_ID.fullmatch(one) for one in ids)


def test_what_was_pressed_is_read_from_a_button_and_from_a_menu() -> None:
    what = pressed(Ask("term add"))
    assert carried({"type": "button", "action_id": "visabot-1", "value": what}) == what
    assert carried({"type": "overflow", "selected_option": {"value": what}}) == what
    assert carried({"type": "button", "action_id": "visabot-1"}) == ""


def test_a_button_without_a_label_is_named_by_what_it_does_and_a_long_label_is_cut() -> None:
    made = rendered(acting(Action(" ", "status"), Action("word " * 40, "latest")))
    (first, _), (second, _) = labels(made)
    assert first == "status"
    assert second.endswith("word…")
    assert len(second) <= 75


def test_a_command_of_pages_reads_back_as_one() -> None:
    assert read_pressed(pressed(Page("feeds", 3))) == Page("feeds", 3)
