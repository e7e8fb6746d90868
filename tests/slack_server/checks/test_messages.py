"""Messages within and beyond Slack's limits, and what this project does not want."""

from typing import Any

import pytest

from tests.servers.slack.checks import messages

_SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "a" * 2_700}}
_METADATA = {"event_type": "visabot_delivery", "event_payload": {"token": "t"}}


def _found(**body: Any) -> str:
    return "; ".join(f"{problem} {problem.error}" for problem in messages.problems(body))


def test_a_message_with_text_blocks_and_metadata_is_taken() -> None:
    assert _found(text="a" * 40_000, blocks=[_SECTION] * 4, metadata=_METADATA, parse="none") == ""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"text": 5}, "must be a string"),
        ({"text": "<!channel>"}, "calls everybody"),
        ({"text": "a", "blocks": [_SECTION] * 5}, "msg_blocks_too_long"),
        ({"text": "a", "blocks": [{"type": "divider"}] * 51}, "no more than 50 items"),
        ({"blocks": [_SECTION]}, "blocks without text"),
        ({"text": "a", "link_names": True}, "link_names"),
        ({"text": "a", "parse": "full"}, "parse"),
        ({"text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
        ({"text": "a", "attachments": [{}]}, "thing of the past"),
        ({"text": "a", "metadata": {"token": "t"}}, "invalid_metadata_format"),
        ({"text": "a", "metadata": _METADATA | {"event_type": ""}}, "must be a short word"),
        ({"text": "a", "metadata": _METADATA | {"event_payload": "t"}}, "must be an object"),
        ({"text": "a", "metadata": _METADATA | {"event_payload": {"t": "a" * 17_000}}}, "metadata_too_large"),
    ],
)
def test_what_slack_or_this_project_refuses_is_found(body: dict[str, Any], reason: str) -> None:
    assert reason in _found(**body)
