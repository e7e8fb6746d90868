"""Uploaded files (reference: files.getUploadURLExternal, files.completeUploadExternal, "slack_file").

Slack goes on to look at a file when it is complete. Until then the file has no `mimetype`, and blocks that show it are
refused (slackapi/python-slack-sdk, issue 1521; java-slack-sdk, issue 1349); files.info tells. Here that does not take a
time, but so many looks: who shows a file without a look is refused always.
"""

import base64
import secrets
from collections.abc import Iterator
from typing import Any

from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.world import World
from tests.servers.store import Json


def announce(world: World, team: str, name: str, length: int, alt: str) -> tuple[Json, str]:
    """Make a place for a file; return its row and where it is uploaded to."""
    token = secrets.token_urlsafe(18)
    row: Json = {
        "id": world.ids.next("F"),
        "team": team,
        "token": token,
        "length": length,
        "uploaded": False,
        "complete": False,
        "looks": world.looks_at_files,
        "spoiled": False,
        "file": {"name": name, "title": name, "alt_txt": alt, "size": length, "created": int(world.now())},
    }
    world.store.put("files", row["id"], row)
    return row, f"{world.address}/upload/v1/{row['id']}/{token}"


def upload(world: World, file: str, token: str, content: bytes) -> None:
    """Take the content of a file."""
    row = world.store.table("files").get(file)
    if row is None or row["token"] != token:
        raise Refusal(Word.FILE_NOT_FOUND)
    if len(content) != row["length"]:
        raise Refusal(Word.INVALID_UPLOAD)
    world.store.put("files", file, row | {"uploaded": True, "head": content[:16].hex()})


def give(world: World, team: str, user: str, name: str, content: bytes) -> Json:
    """Take a file that a person gives in a form; return it as the payload shows it."""
    row, _ = announce(world, team, name, len(content), "")
    row |= {"uploaded": True, "complete": True, "content": base64.b64encode(content).decode()}
    world.store.put("files", row["id"], row)
    url = shown(world, row)["url_private"]
    return shown(world, row) | {"user": user, "url_private_download": url, "mimetype": "text/plain"}


def content(world: World, file: str, token: str) -> bytes | None:
    """Return what is in a file that was given; None: the token may not read it."""
    row, known = world.store.table("files").get(file), world.store.table("tokens").get(token)
    if row is None or known is None or known["team"] != row["team"] or "content" not in row:
        return None
    if "files:read" not in world.installed(row["team"])["scopes"]:
        return None
    return base64.b64decode(row["content"])


def complete(world: World, team: str, file: str, title: str) -> Json:
    """Finish an upload; return the file as the API shows it."""
    row = find(world, team, file)
    if not row["uploaded"]:
        raise Refusal(Word.FILE_NOT_FOUND)
    row["complete"] = True
    row["file"]["title"] = title or row["file"]["title"]
    world.store.put("files", file, row)
    return shown(world, row)


def look(world: World, team: str, file: str) -> Json:
    """Return a file as files.info shows it; with the last of the looks that it takes, it has a type."""
    row = find(world, team, file)
    row["looks"] = max(0, row["looks"] - 1)
    world.store.put("files", file, row)
    return shown(world, row)


def find(world: World, team: str, file: str) -> Json:
    """Return the row of a file of a workspace."""
    row = world.store.table("files").get(file)
    if row is None or row["team"] != team:
        raise Refusal(Word.FILE_NOT_FOUND)
    return row


def shown(world: World, row: Json) -> Json:
    """Return a file as the API shows it."""
    url = f"{world.address}/files/{row['id']}/{row['file']['name']}"
    kind = "" if row["looks"] else "image/png" if row["file"]["name"].endswith(".png") else "text/plain"
    own = world.installed(row["team"])["user"]
    return {"id": row["id"], "user": own, **row["file"], "mimetype": kind, "url_private": url}


def must_be_allowed(world: World, team: str, channel: Json, blocks: Any) -> None:
    """Refuse blocks that show a file where none may be shown, or that cannot be."""
    if channel.get("refuses_files") and any(_used(blocks)):
        raise Refusal(Word.SLACK_CONNECT_FILE_LINK_SHARING_BLOCKED)
    must_be_there(world, team, blocks)


def must_be_there(world: World, team: str, blocks: Any) -> None:
    """Refuse blocks that show a file which is not uploaded, or which Slack cannot show."""
    for file in _used(blocks):
        row = world.store.table("files").get(str(file.get("id")))
        if row is None or row["team"] != team or not row["complete"] or row["looks"] or row["spoiled"]:
            errors = [f"invalid slack file [json-pointer:/blocks] {file}"]
            raise Refusal(Word.INVALID_BLOCKS, errors=errors)


def _used(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if "slack_file" in value:
            yield value["slack_file"]
        for one in value.values():
            yield from _used(one)
    elif isinstance(value, list):
        for one in value:
            yield from _used(one)
