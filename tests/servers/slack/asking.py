"""What people asked of the app, and what became of it: acknowledged, answered by response_url, a modal opened.

A row of the table `asked`: `id`, `kind` (of the payload), `at`, `by`, `team`, `channel`, `view`, and then `acked` (what
came with the acknowledgement), `acked_at`, `failed` (why the person saw an error), `replies` (times of the messages
that came by response_url or with the acknowledgement), `opened` (the modal that came of it).
"""

import secrets

from tests.servers.slack import messages, private, views
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.messages import Draft
from tests.servers.slack.world import World
from tests.servers.store import Json

HOOK_USES = 5
HOOK_LASTS = 30 * 60.0


def begin(world: World, kind: str, team: str, by: str, *, channel: str = "", view: str = "") -> Json:
    """Note that somebody asks for something."""
    row: Json = {
        "id": world.ids.next("Q"),
        "kind": kind,
        "at": world.now(),
        "by": by,
        "team": team,
        "channel": channel,
        "view": view,
        "replies": [],
    }
    world.store.put("asked", row["id"], row)
    return row


def hook(world: World, row: Json, kind: str, *, original: str = "", thread: str = "") -> str:
    """Return a response_url: it may be used five times in half an hour. `original` is the message it came from.

    A command has none: `replace_original` does nothing there, a further answer is a further message (bolt-js 2287,
    bolt-python 1268), although the documentation reads otherwise.
    """
    token = secrets.token_urlsafe(18)
    made = {"asked": row["id"], "at": world.now(), "uses": 0, "original": original, "thread": thread}
    world.store.put("hooks", token, made)
    return f"{world.address}/{kind}/{row['team']}/{row['id']}/{token}"


def respond(world: World, token: str, body: Json) -> None:
    """Take what was posted to a response_url."""
    known = world.store.table("hooks").get(token)
    if known is None:
        raise Refusal(Word.NO_TEAM)
    if world.now() - known["at"] > HOOK_LASTS:
        raise Refusal(Word.EXPIRED_URL)
    if known["uses"] >= HOOK_USES:
        raise Refusal(Word.USED_URL)
    known["uses"] += 1
    row = world.store.table("asked")[known["asked"]]
    if body.get("delete_original") and known["original"]:
        _remove(world, row, known["original"])
    elif body.get("replace_original") and known["original"]:
        _replace(world, row, known["original"], body)
    else:
        _say(world, row, body, known["thread"])
    world.store.put("hooks", token, known)


def acknowledge(world: World, row: Json, payload: Json | None) -> None:
    """Take the acknowledgement of what somebody asked."""
    if "acked_at" in row or row.get("failed"):
        return
    row |= {"acked": payload or {}, "acked_at": world.now()}
    world.store.put("asked", row["id"], row)
    if row["kind"] == "slash_command" and payload and (payload.get("text") or payload.get("blocks")):
        _say(world, row, payload)
    elif row["kind"] == "view_submission":
        _submitted(world, row, payload or {})
    elif row["kind"] == "block_suggestion":
        _offered(world, row, payload or {})


def fail(world: World, asked: str, reason: str) -> None:
    """Tell a person that nothing came of it: `operation_timeout` or `dispatch_failed`, as Slack words it."""
    row = world.store.table("asked").get(asked)
    if row is not None and "acked_at" not in row:
        world.store.put("asked", asked, row | {"failed": reason})


def opened(world: World, asked: str, view: str) -> None:
    """Note that a modal was opened."""
    row = world.store.table("asked").get(asked)
    if row is not None:
        world.store.put("asked", asked, row | {"opened": view})


def _submitted(world: World, row: Json, payload: Json) -> None:
    """Do what a submit's answer wants (reference: view_submission, "response_action")."""
    match payload.get("response_action"):
        case None:
            below = views.find(world, row["view"])["view"]["previous_view_id"]
            views.close(world, row["view"])
            if below:
                opened(world, row["id"], below)
        case "clear":
            views.close(world, row["view"], everything=True)
        case "update":
            views.update(world, views.find(world, row["view"]), payload["view"])
            opened(world, row["id"], row["view"])
        case "push":
            below = views.find(world, row["view"])["view"]
            made = views.open_modal(world, row["team"], row["by"], payload["view"], below)
            opened(world, row["id"], made["id"])
        case _:
            pass  # errors: the modal stays, and shows them


def _offered(world: World, row: Json, payload: Json) -> None:
    """Keep the options that were offered: only they may be chosen."""
    groups = payload.get("option_groups") or [{"options": payload.get("options") or []}]
    options = [option for group in groups for option in group["options"]]
    if row["view"]:
        view = views.find(world, row["view"])
        view["offered"][row["action"]] = options
        table = "views" if row["view"] in world.store.table("views") else "homes"
        world.store.put(table, row["view"] if table == "views" else view["user"], view)


def _say(world: World, row: Json, body: Json, thread: str = "") -> None:
    if thread and not body.get("thread_ts"):
        body = body | {"thread_ts": thread}
    if body.get("response_type") == "in_channel":
        made = messages.write(world, world.channel(row["channel"]), row["team"], Draft(body))
    else:
        made = private.write(world, row["channel"], row["team"], row["by"], body)
    if not made.get("unseen"):
        row["replies"].append(made["ts"])
    world.store.put("asked", row["id"], row)


def _replace(world: World, row: Json, ts: str, body: Json) -> None:
    if ts in world.store.table("ephemeral"):
        private.replace(world, world.store.table("ephemeral")[ts], body)
    else:
        message = world.message(row["channel"], ts)
        whole = {"text": body.get("text") or "", "blocks": body.get("blocks") or []}
        messages.edit(world, row["channel"], message, whole)
    if ts not in row["replies"]:
        row["replies"].append(ts)
        world.store.put("asked", row["id"], row)


def _remove(world: World, row: Json, ts: str) -> None:
    if ts in world.store.table("ephemeral"):
        world.store.drop("ephemeral", ts)
    else:
        messages.delete(world, row["channel"], world.message(row["channel"], ts))
