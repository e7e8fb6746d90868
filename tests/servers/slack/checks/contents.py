"""What is wrong with what a request says: messages, views, options."""

from collections.abc import Iterator

from tests.servers.slack.checks import messages, views
from tests.servers.slack.checks.objects import GROUPS, options
from tests.servers.slack.checks.problem import Problem
from tests.servers.store import Json

_WRITING = ("chat.postMessage", "chat.postEphemeral", "chat.update")
_RESPONSE = frozenset(
    {
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
        "metadata",
        "mrkdwn",
    }
)


def of_call(method: str, args: Json) -> Iterator[Problem]:
    """Find what is wrong with the arguments of a method."""
    if method in _WRITING:
        yield from messages.problems(args)
    if method == "chat.postMessage":
        yield from _unfurling(args)
    if method == "chat.update":
        yield from _said_again(args)
    if "view" in args:
        yield from views.problems(args["view"])


def of_response(body: Json) -> Iterator[Problem]:
    """Find what is wrong with a message that answers by response_url, or with the acknowledgement."""
    for name in set(body) - _RESPONSE:
        yield Problem((name,), "there is no such argument")
    for name in ("replace_original", "delete_original"):
        if not isinstance(body.get(name, False), bool):
            yield Problem((name,), f"must be a flag, not {body[name]!r}", "invalid_payload")
    if body.get("response_type") not in (None, "ephemeral", "in_channel"):
        yield Problem(("response_type",), f"{body['response_type']!r} is none", "invalid_payload")
    if body.get("response_type") == "in_channel":
        yield from _unfurling(body)
    if not body.get("delete_original"):
        if not body.get("text") and not body.get("blocks"):
            yield Problem((), "says nothing", "no_text")
        yield from messages.problems(body)


def of_acknowledgement(kind: str, payload: Json, view: Json) -> Iterator[Problem]:
    """Find what is wrong with what came with an acknowledgement; `view` is what it is about, if it is a view."""
    match kind:
        case "slash_command" if payload:
            yield from of_response(payload)
        case "view_submission":
            yield from views.of_submission(payload, view)
        case "block_suggestion":
            yield from _suggested(payload)
        case "slash_command":
            pass
        case _ if payload:
            yield Problem((), f"{kind} takes nothing with its acknowledgement")


def _suggested(payload: Json) -> Iterator[Problem]:
    if "option_groups" in payload:
        yield from GROUPS(payload["option_groups"], ("option_groups",))
    elif payload.get("options"):
        yield from options()(payload["options"], ("options",))
    elif "options" not in payload:
        yield Problem(("options",), "missing required field: options", "invalid_options")


def _unfurling(args: Json) -> Iterator[Problem]:
    for name in ("unfurl_links", "unfurl_media"):
        if args.get(name) is not False:
            yield Problem((name,), "must be false: news must not unfurl")


def _said_again(args: Json) -> Iterator[Problem]:
    """An edit does not keep these two from before, and "client" is its default (reference: chat.update)."""
    if args.get("parse") != "none":
        yield Problem(("parse",), "must be said again: an edit would link a stranger's text")
    if args.get("link_names") is not False:
        yield Problem(("link_names",), "must be said again: an edit would link a stranger's @name")
