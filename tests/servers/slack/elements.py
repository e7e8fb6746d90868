"""What can be used in blocks: buttons, selects, inputs; and what a message says."""

from collections.abc import Iterator

from tests.servers.store import Json


def every(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each interactive element with its block."""
    for block in blocks:
        for element in (*block.get("elements", []), block.get("accessory"), block.get("element")):
            if element and "action_id" in element:
                yield block, element


def texts(blocks: list[Json]) -> Iterator[str]:
    """Yield what blocks show, from the top, without what stands on buttons."""
    for block in blocks:
        kind = block["type"]
        if kind in ("section", "header", "markdown"):
            text = block.get("text")
            yield from [text if isinstance(text, str) else text["text"]] if text else []
            yield from (one["text"] for one in block.get("fields", []))
        elif kind == "context":
            yield from (one.get("text") or one["alt_text"] for one in block["elements"])
        elif kind == "image":
            yield block["alt_text"]
        elif kind == "input":
            yield block["label"]["text"]


def said(message: Json) -> str:
    """Return all that a message or a view shows; the text where it has no blocks."""
    return "\n".join(texts(message["blocks"])) if message.get("blocks") else str(message.get("text", ""))


def label(element: Json) -> str:
    """Return what stands on an element."""
    shown = element.get("text") or element.get("placeholder") or {}
    return str(shown.get("text", ""))
