"""Lines that buttons begin, and lines made from values."""

import pytest

from bot.commands.command import Command, OptionKind, Permission, Value
from bot.commands.form import MOST, Form
from bot.commands.line import Typed, read_begun, read_line
from bot.commands.registry import commands
from bot.commands.typed import line_of
from bot.commands.vocabulary import Vocabulary
from bot.locale.voice import Voice
from tests.bot.invented import DESK

BY_NAME = {command.name: command for command in commands()}
VALUES: dict[OptionKind, Value] = {
    OptionKind.TEXT: 'the new text: "as it" stands',
    OptionKind.INTEGER: 7,
    OptionKind.TOPIC: "visa-talks",
    OptionKind.TIME: "09:05",
    OptionKind.ZONE: "Asia/Seoul",
    OptionKind.COMMAND: "latest",
    OptionKind.CHANNEL: "123456789",
    OptionKind.STORY: "17",
    OptionKind.FEED: "kit-desk",
    OptionKind.UNTIL: "tomorrow",
    OptionKind.ROLE: "123456789012345678",
    OptionKind.PERSON: "U0123456789",
    OptionKind.FLAG: False,
}
READING = [command for command in commands() if command.repeatable]


def test_a_line_may_lack_what_its_command_needs(vocabulary: Vocabulary, english: Voice) -> None:
    form = read_begun("term add visa-talks", vocabulary, english, DESK)
    assert isinstance(form, Form)
    assert form.incomplete
    assert dict(form.given) == {"topic": "visa-talks"}
    assert [option.name for option in form.asked] == ["expression"]


def test_a_complete_line_lacks_nothing(vocabulary: Vocabulary, english: Voice) -> None:
    form = read_begun("mute 17", vocabulary, english, DESK)
    assert isinstance(form, Form)
    assert not form.incomplete


def test_a_form_asks_for_what_is_required_first_and_for_no_more_than_fits() -> None:
    form = Form(BY_NAME["subscribe"], {})
    assert form.asked[0].name == "topic"
    assert len(form.asked) == MOST


@pytest.mark.parametrize("command", READING, ids=lambda command: command.name)
def test_an_answer_can_be_asked_for_again_by_its_line(command: Command, vocabulary: Vocabulary, english: Voice) -> None:
    values = {
        option.name: option.choices[0] if option.kind is OptionKind.CHOICE else VALUES[option.kind]
        for option in command.options
    }
    again = read_line(line_of(command, values), vocabulary, english, DESK)
    assert isinstance(again, Typed), again
    assert again.command is command or again.command.name == command.name
    assert again.values == values


def test_nothing_that_changes_something_is_asked_for_again_to_turn_a_page() -> None:
    changing = {"add", "remove", "edit", "rename", "pause", "resume", "import", "subscribe", "unsubscribe", "mute"}
    assert not [one.name for one in READING if changing & set(one.name.split())]
    assert all(one.permission in {Permission.EVERYONE, Permission.OPERATOR, Permission.ADMIN} for one in READING)
