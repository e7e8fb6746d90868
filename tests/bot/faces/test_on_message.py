"""What the commands in a message's menu make of it, whichever platform it stands on."""

import pytest

from bot.faces import on_message
from bot.faces.pressed import Ask, Page, Press, pressed

LINK = "see https://news.example/a?b=1, or https://news.example/c"


def test_a_post_of_ours_is_asked_about_by_its_story() -> None:
    carried = [
        pressed(Page("latest", 1)),
        "somebody else's",
        pressed(Press("why s41", "token")),
        pressed(Press("story s42")),
    ]
    assert on_message.question(carried, [LINK]) == "why s41"


def test_another_message_is_asked_about_by_its_first_link_without_what_ends_the_sentence() -> None:
    others = [pressed(Ask("subscribe")), pressed(Press("mute visa-talks"))]
    assert on_message.question(others, ["no link", LINK]) == "why https://news.example/a?b=1"


def test_a_link_that_dresses_up_as_another_is_none() -> None:
    assert on_message.question([], ["https://news.example@elsewhere.example/"]) is None


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["", "  ", "- battery plant opens", "more"], "battery plant opens"),
        (['# A "visa" round #'], "A visa round"),
        (["https://news.example/a", "E-4 quota"], "E-4 quota"),
        (["비자 협의 " * 20], "비자 협의 " * 9 + "비자 협의"),
        (["https://news.example/a"], ""),
        ([], ""),
    ],
    ids=["first that says something", "quotes and signs", "no address", "cut", "only an address", "nothing"],
)
def test_words_to_watch_are_the_beginning_of_what_is_said(lines: list[str], words: str) -> None:
    assert on_message.words_to_watch(map(on_message.without_links, lines)) == words
