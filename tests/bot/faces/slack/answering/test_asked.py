"""Who does something, where, and where what they alone see is shown: read from what Slack sends."""

import pytest

from bot.faces.slack.answering.asked import of_event, of_interaction


@pytest.mark.parametrize(
    ("message", "thread"),
    [
        ({"ts": "2.1"}, ""),
        ({"ts": "2.1", "thread_ts": "2.1"}, ""),
        ({"ts": "2.2", "thread_ts": "2.1"}, "2.1"),
        ({"ts": "2.2", "thread_ts": "2.1", "subtype": "thread_broadcast"}, ""),
    ],
    ids=["alone", "above replies", "a reply", "a reply that is shown in the channel too"],
)
def test_who_presses_a_button_is_answered_in_the_thread_only_where_they_look_at_it(
    message: dict[str, str], thread: str
) -> None:
    container = {"type": "message", "message_ts": message["ts"], "thread_ts": message.get("thread_ts")}
    assert of_interaction({"container": container, "message": message}).thread == thread


def test_of_a_button_that_one_person_alone_sees_the_container_tells_the_thread() -> None:
    container = {"type": "message", "message_ts": "2.2", "thread_ts": "2.1", "is_ephemeral": True}
    assert of_interaction({"container": container}).thread == "2.1"


def test_what_one_person_alone_sees_does_not_begin_a_thread() -> None:
    mention = {"type": "app_mention", "ts": "2.1", "channel": "C1", "user": "U1"}
    assert of_event({"event": mention}).thread_aside == ""
    assert of_event({"event": mention | {"thread_ts": "1.9"}}).thread_aside == "1.9"
