"""Things that Slack sends again, because it did not hear in time that they had arrived: each is handled once."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

MOST = 5_000
"""Remembered; Slack sends again within an hour."""


class Once:
    """Remembers what has come."""

    def __init__(self, most: int = MOST) -> None:
        """Nothing has come yet."""
        self._most = most
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_again(self, body: Mapping[str, Any]) -> bool:
        """Tell whether this has come before, and remember it.

        Events have an id; what people do has a trigger, which is another one each time. What has neither only asks.
        """
        key = _key(body)
        if not key:
            return False
        if key in self._seen:
            return True
        self._seen[key] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return False

    def forget(self, body: Mapping[str, Any]) -> None:
        """It could not be handled: when it comes again, it comes for the first time."""
        self._seen.pop(_key(body), None)


def _key(body: Mapping[str, Any]) -> str:
    return str(body.get("event_id") or body.get("trigger_id") or "")
