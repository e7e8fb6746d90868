"""What Slack sends again is known again; what only asks is not."""

from bot.faces.slack.listening.once import Once


def test_an_event_and_a_press_that_come_again_are_known() -> None:
    once = Once()
    for body in ({"event_id": "Ev1"}, {"trigger_id": "1.2"}):
        assert [once.is_again(body) for _ in range(3)] == [False, True, True]
    assert not once.is_again({"event_id": "Ev2"})


def test_what_has_neither_id_is_never_taken_for_another() -> None:
    once = Once()
    assert [once.is_again({"type": "block_suggestion"}) for _ in range(2)] == [False, False]


def test_the_oldest_are_forgotten_first() -> None:
    once = Once(most=2)
    for number in (1, 2, 3):
        assert not once.is_again({"event_id": f"Ev{number}"})
    assert once.is_again({"event_id": "Ev3"})
    assert once.is_again({"event_id": "Ev2"})
    assert not once.is_again({"event_id": "Ev1"})


def test_what_could_not_be_handled_is_handled_when_it_comes_again() -> None:
    once = Once()
    assert not once.is_again({"event_id": "Ev1"})
    once.forget({"event_id": "Ev1"})
    assert [once.is_again({"event_id": "Ev1"}) for _ in range(2)] == [False, True]
