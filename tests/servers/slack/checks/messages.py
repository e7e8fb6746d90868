"""Messages: what Slack takes (reference: chat.postMessage, chat.update), and that nothing calls, unfurls or links."""

import json
from collections.abc import Iterator
from typing import Any

from tests.servers.slack.checks import blocks, mrkdwn
from tests.servers.slack.checks.problem import Problem
from tests.servers.store import Json

MOST_BLOCKS = 50
MOST_TEXT = 40_000
MOST_IN_BLOCKS = 13_000
"""Characters in all blocks: not documented; above some 13,200 Slack says msg_blocks_too_long (bolt-js issue 2509)."""
MOST_METADATA = 16 * 1024
MOST_EVENT_TYPE = 255


def problems(body: Json) -> Iterator[Problem]:
    """Find what is wrong with a message that is written, edited or given as an answer."""
    text = body.get("text")
    if text is not None and not isinstance(text, str):
        yield Problem(("text",), f"must be a string, not {text!r}", "invalid_arguments")
        return
    if len(text or "") > MOST_TEXT:
        yield Problem(("text",), f"{len(text or '')} characters, {MOST_TEXT} are allowed", "msg_too_long")
    yield from mrkdwn.problems(text or "", ("text",))
    shown = body.get("blocks")
    if shown is not None:
        yield from blocks.problems(shown, ("blocks",), MOST_BLOCKS)
        if shown and not text:
            yield Problem(("text",), "blocks without text: nothing for notifications and screen readers")
        long = sum(map(len, _strings(shown)))
        if long > MOST_IN_BLOCKS:
            yield Problem(("blocks",), f"{long} characters in all blocks", "msg_blocks_too_long")
    yield from _wishes(body)
    if body.get("metadata") is not None:
        yield from _metadata(body["metadata"])


def _wishes(body: Json) -> Iterator[Problem]:
    if body.get("link_names"):
        yield Problem(("link_names",), "must not be set: a stranger's @name would call somebody")
    if body.get("parse") not in (None, "none"):
        yield Problem(("parse",), "must not be set: a stranger's text would be linked")
    if body.get("markdown_text"):
        yield Problem(("markdown_text",), "must not be set: it excludes text and blocks", "markdown_text_conflict")
    if body.get("attachments"):
        yield Problem(("attachments",), "are a thing of the past")


def _metadata(metadata: Any) -> Iterator[Problem]:
    error = "invalid_metadata_format"
    if not isinstance(metadata, dict) or not set(metadata) <= {"event_type", "event_payload", "entities"}:
        yield Problem(("metadata",), "must have event_type and event_payload", error)
        return
    kind = metadata.get("event_type")
    if not isinstance(kind, str) or not 0 < len(kind) <= MOST_EVENT_TYPE:
        yield Problem(("metadata", "event_type"), f"must be a short word, not {kind!r}", error)
    if not isinstance(metadata.get("event_payload"), dict):
        yield Problem(("metadata", "event_payload"), "must be an object", error)
    if len(json.dumps(metadata)) > MOST_METADATA:
        yield Problem(("metadata",), "is too large", "metadata_too_large")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value
