"""Bodies of requests: JSON, or a form with files (documentation, "API Reference: Uploading Files")."""

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from tests.servers.discord.messages import Upload

_FILE = re.compile(r"files\[(\d+)\]")


class Unreadable(Exception):  # noqa: N818 - it is said to the client, not raised to anybody
    """The body is no JSON, or no form of a message."""


async def read_body(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """Return the JSON of a request and the files that came with it."""
    try:
        if request.content_type == "multipart/form-data":
            return await _read_form(request)
        raw = await request.read()
        if raw and request.content_type != "application/json":
            raise Unreadable
        return (json.loads(raw) if raw else None), ()
    except ValueError as error:
        raise Unreadable from error


async def _read_form(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = None
    files = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Unreadable
        content = bytes(await part.read())
        numbered = _FILE.fullmatch(part.name or "")
        if part.name == "payload_json":
            body = json.loads(content)
        elif numbered is not None and part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(Upload(int(numbered[1]), part.filename, content, kind))
        else:
            raise Unreadable
    return body, tuple(files)
