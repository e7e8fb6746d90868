"""Messages beyond the description (documentation, "Message Resource" and "Component Reference")."""

from collections.abc import Iterator

from tests.servers.discord.checks import parts
from tests.servers.discord.checks.problem import Problem
from tests.servers.discord.messages import COMPONENTS_V2, EPHEMERAL, Upload
from tests.servers.store import Json

MOST_CONTENT = 2000
MOST_EMBED_TEXT = 6000
MOST_NONCE = 25
MOST_FILE = 10 * 1024 * 1024


def problems(body: Json, files: tuple[Upload, ...], *, interaction: bool, editing: bool) -> Iterator[Problem]:
    """Find what is wrong with a message that is to be written or edited.

    Args:
        body: The message.
        files: What came with it.
        interaction: Whether it answers an interaction: only such a message may be private.
        editing: Whether it changes a message; what that one is already is not looked at here.
    """
    flags = body.get("flags") or 0
    v2 = bool(flags & COMPONENTS_V2)
    content = body.get("content") or ""
    if len(content) > MOST_CONTENT:
        yield Problem(("content",), "BASE_TYPE_MAX_LENGTH", f"{len(content)} characters, {MOST_CONTENT} are allowed")
    if v2 and (content or body.get("embeds") or body.get("poll") or body.get("sticker_ids")):
        text = "The content, embeds, stickers and poll fields cannot be used with the flag IS_COMPONENTS_V2"
        yield Problem(("content",), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    if flags & EPHEMERAL and not interaction:
        yield Problem(("flags",), "MESSAGE_FLAGS_INVALID", "Only the answer to an interaction is private")
    components = body.get("components") or []
    yield from parts.problems(components, v2=v2 or (editing and "flags" not in body and _looks_v2(components)))
    yield from _embeds(body.get("embeds") or [])
    yield from _mentions(body.get("allowed_mentions") or {})
    if len(str(body.get("nonce") or "")) > MOST_NONCE:
        yield Problem(("nonce",), "NONCE_TYPE_TOO_LONG", f"{len(str(body['nonce']))} characters, 25 are allowed")
    yield from _files(body, files)


def _looks_v2(components: list[Json]) -> bool:
    return any(one["type"] in parts.ONLY_V2 for one in components)


def _embeds(embeds: list[Json]) -> Iterator[Problem]:
    total = 0
    for number, embed in enumerate(embeds):
        texts = [embed.get("title"), embed.get("description")]
        texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
        texts += [text for one in embed.get("fields") or [] for text in (one["name"], one["value"])]
        length = sum(len(text) for text in texts if text)
        if not length and not embed.get("image") and not embed.get("thumbnail"):
            yield Problem(("embeds", number), "EMBED_EMPTY", "An embed needs something to show")
        total += length
    if total > MOST_EMBED_TEXT:
        text = f"{total} characters in all embeds, {MOST_EMBED_TEXT} are allowed"
        yield Problem(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", text)


def _mentions(allowed: Json) -> Iterator[Problem]:
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or []) and allowed.get(kind):
            text = f'"{kind}" in parse and {kind} exclude each other'
            yield Problem(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)


def _files(body: Json, files: tuple[Upload, ...]) -> Iterator[Problem]:
    described = {str(one.get("id")) for one in body.get("attachments") or []}
    for upload in files:
        if "attachments" in body and str(upload.number) not in described:
            yield Problem(("attachments",), "ATTACHMENT_NOT_DESCRIBED", f"files[{upload.number}] is not described")
        if len(upload.content) > MOST_FILE:
            yield Problem(("files", upload.number), "ATTACHMENT_TOO_LARGE", f"{len(upload.content)} bytes")
