"""Pages with cursors (reference: "Pagination"): a cursor says where the next page begins."""

import base64
import binascii
from collections.abc import Callable, Sequence

from tests.servers.slack.errors import Refusal, Word
from tests.servers.slack.methods.call import Call
from tests.servers.store import Json


def cursor_after(mark: str) -> str:
    """Return a cursor that says what the next page begins with."""
    return base64.b64encode(f"next:{mark}".encode()).decode()


def mark_of(call: Call) -> str:
    """Return what the wanted page begins with; empty for the first one."""
    cursor = call.args.get("cursor")
    if not cursor:
        return ""
    try:
        word, _, mark = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        word, mark = "", ""
    if word != "next":
        raise Refusal(Word.INVALID_CURSOR)
    return mark


def page(call: Call, every: Sequence[Json], *, key: Callable[[Json], str], most: int = 1000) -> tuple[list[Json], str]:
    """Return a page of objects and the cursor of the next one, which is empty at the end."""
    mark = mark_of(call)
    first = 0
    if mark:
        first = next((number for number, one in enumerate(every) if key(one) == mark), len(every))
    size = min(call.limit or most, most)
    rest = every[first : first + size]
    after = every[first + size : first + size + 1]
    return list(rest), cursor_after(key(after[0])) if after else ""
