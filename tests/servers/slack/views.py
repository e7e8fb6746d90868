"""Modals and App Home: open, pushed, changed, sent and closed views (reference: "Views", views.*)."""

import secrets

from tests.servers.slack import files
from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.messages import numbered
from tests.servers.slack.world import World
from tests.servers.store import Json

TRIGGER_LASTS = 3.0
MOST_PUSHED = 3
_OWN = ("type", "title", "submit", "close", "private_metadata", "callback_id", "external_id", "clear_on_close")


def trigger(world: World, team: str, person: str, asked: str, view: str = "") -> str:
    """Make a trigger_id: it opens one modal of a person within three seconds. `view` is the modal it comes from."""
    made = f"{world.ids.next('')}.{secrets.token_hex(8)}"
    row = {"team": team, "user": person, "asked": asked, "view": view, "at": world.now(), "used": False}
    world.store.put("triggers", made, row)
    return made


def exchange(world: World, team: str, trigger_id: str) -> Json:
    """Use a trigger_id up."""
    row = world.store.table("triggers").get(trigger_id)
    if row is None or row["team"] != team:
        raise Refusal(Word.INVALID_TRIGGER_ID)
    if row["used"]:
        raise Refusal(Word.EXCHANGED_TRIGGER_ID)
    if world.now() - row["at"] > TRIGGER_LASTS:
        raise Refusal(Word.EXPIRED_TRIGGER_ID)
    world.store.put("triggers", trigger_id, row | {"used": True})
    return row


def open_modal(world: World, team: str, person: str, view: Json, below: Json | None = None) -> Json:
    """Show a modal to a person: a new one, or on top of another."""
    made = _made(world, team, view)
    made |= {"previous_view_id": below["id"] if below else None, "root_view_id": made["id"]}
    if below is not None:
        made["root_view_id"] = below["root_view_id"]
        if len(stack(world, below["root_view_id"])) >= MOST_PUSHED:
            raise Refusal(Word.PUSH_LIMIT_REACHED)
    world.store.put("views", made["id"], {"view": made, "user": person, "team": team, "open": True, "offered": {}})
    return made


def update(world: World, row: Json, view: Json) -> Json:
    """Put another modal in the place of one."""
    before = row["view"]
    kept = {key: before[key] for key in ("id", "previous_view_id", "root_view_id")}
    row["view"] = _made(world, row["team"], view) | kept
    row["view"]["state"] = {"values": _kept_state(before, row["view"])}
    world.store.put("views", kept["id"], row)
    return dict(row["view"])


def publish(world: World, team: str, person: str, view: Json) -> Json:
    """Show a person their App Home."""
    known = world.store.table("homes").get(person)
    made = _made(world, team, view)
    if known is not None:
        made["id"] = known["view"]["id"]
    made |= {"previous_view_id": None, "root_view_id": made["id"]}
    row = {"view": made, "user": person, "team": team, "open": True, "offered": {}}
    world.store.put("homes", person, row)
    return made


def find(world: World, view: str) -> Json:
    """Return the row of a view: a modal, open or not, or a home."""
    row = world.store.table("views").get(view)
    if row is not None:
        return row
    for home in world.store.table("homes").values():
        if home["view"]["id"] == view:
            return home
    raise Refusal(Word.NOT_FOUND)


def stack(world: World, root: str) -> list[Json]:
    """Return the open modals above a root, the root first."""
    rows = world.store.table("views").values()
    return [row for row in rows if row["open"] and row["view"]["root_view_id"] == root]


def close(world: World, view: str, *, everything: bool = False) -> None:
    """Close a modal, or all of its stack."""
    row = find(world, view)
    for one in stack(world, row["view"]["root_view_id"]) if everything else [row]:
        one["open"] = False
        world.store.put("views", one["view"]["id"], one)


def _made(world: World, team: str, view: Json) -> Json:
    files.must_be_there(world, team, view["blocks"])
    install = world.installed(team)
    made = {key: view[key] for key in _OWN if view.get(key) is not None}
    defaults = {"private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False, "close": None}
    return {
        **defaults,
        **made,
        "id": world.ids.next("V"),
        "team_id": team,
        "app_id": world.app,
        "bot_id": install["bot"],
        "app_installed_team_id": team,
        "notify_on_close": bool(view.get("notify_on_close")),
        "blocks": numbered(view["blocks"]),
        "state": {"values": {}},
        "hash": f"{int(world.now())}.{secrets.token_hex(4)}",
    }


def _kept_state(before: Json, after: Json) -> Json:
    """Keep what was filled into fields that are still there: the same block_id and action_id."""
    kept = {}
    for block in after["blocks"]:
        filled = before["state"]["values"].get(block["block_id"])
        if filled and block.get("element", {}).get("action_id") in filled:
            kept[block["block_id"]] = filled
    return kept
