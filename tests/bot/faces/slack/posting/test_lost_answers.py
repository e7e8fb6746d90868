"""An answer that Slack does not take at once is given again; only what cannot come any more is let go."""

import pytest

from tests.bot.faces.slack.talking import Talk
from tests.servers.slack import Fault, said
from tests.servers.slack.api import HOOK


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.TOO_MANY])
async def test_a_commands_answer_that_did_not_get_through_is_given_again(talk: Talk, fault: Fault) -> None:
    async with talk.listening():
        talk.slack.faults.next(HOOK, fault)
        assert "Talks that never were" in said(await talk.command("about"))


async def test_a_written_lines_answer_that_did_not_get_through_is_given_again(talk: Talk) -> None:
    direct = talk.slack.places.direct(talk.reader)
    async with talk.listening():
        talk.slack.faults.next("chat.postMessage", Fault.LOST_BEFORE)
        talk.slack.people.say(talk.reader, direct, "about")
        await talk.slack.until(lambda: any("never were" in text for text in talk.slack.places.texts(direct)), 30)


async def test_a_person_that_slack_does_not_tell_of_is_answered_all_the_same(talk: Talk) -> None:
    async with talk.listening():
        talk.slack.faults.next("users.info", Fault.DOWN)
        talk.slack.faults.next("conversations.info", Fault.LOST_BEFORE)
        assert "Talks that never were" in said(await talk.command("about"))
