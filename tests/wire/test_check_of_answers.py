"""What the kill test calls a fault of the bot in what people asked, and what it lets pass."""

from dataclasses import replace

import pytest

from tests.wire.asking import APOLOGY, PROGRESS, Question
from tests.wire.killing import Replayed, Told, Trouble, check_answers, check_calm_answers

HARM = Trouble(bot=(1.0, 1.0), servers={"slack": (1.0,)}, faults=True)
RIGHT = "The talks: status, 6 Sep 2025"


def question(*answers: str, heard: int = 1, struck: bool = False) -> Question:
    return Question("1.0", "status", struck, [float(number) for number in range(heard)], list(answers))


def replayed(*questions: Question, lost: int = 0) -> Replayed:
    told = Told()
    told.counts["chat.postMessage lost_after"] = lost
    return Replayed({"slack": told}, questions=list(questions))


def test_what_may_happen_passes() -> None:
    check_calm_answers(replayed(question(RIGHT), question(RIGHT)))
    check_answers(
        replayed(
            question(RIGHT),
            question(struck=True),
            question(struck=True),
            question(RIGHT, RIGHT, heard=2),
            question(RIGHT, RIGHT),
            question(APOLOGY),
            question(heard=0),
            lost=1,
        ),
        HARM,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        question(),
        question(RIGHT, RIGHT),
        question("Latest: the talks"),
        question(RIGHT, PROGRESS),
        question(heard=0),
    ],
    ids=["none", "two", "another", "progress", "never heard"],
)
def test_an_answer_that_is_not_as_it_should_be_is_a_fault(wrong: Question) -> None:
    with pytest.raises(AssertionError):
        check_answers(replayed(wrong, question(RIGHT)), HARM)
    with pytest.raises(AssertionError):
        check_calm_answers(replayed(question(RIGHT), replace(wrong)))


def test_more_that_nobody_answered_than_deaths_came_at_any_instant_are_a_fault() -> None:
    with pytest.raises(AssertionError):
        check_answers(replayed(*[question(struck=True)] * 3, question(RIGHT)), HARM)


def test_one_apology_after_the_other_is_a_fault() -> None:
    with pytest.raises(AssertionError):
        check_answers(replayed(*[question(APOLOGY)] * 2, question(RIGHT)), HARM)
