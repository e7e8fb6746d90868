"""What a loopback Slack knows of a question that somebody wrote to the bot: when it was heard, and what answered it.

It runs in the platform's process, and outlives its deaths.
"""

import time
from typing import Any

from tests.servers.slack import said
from tests.servers.slack.server import LoopbackSlack
from tests.servers.store import Json

_HEARD = "heard"


class Questions:
    """A part of the server: `call("questions.about", asker, channel, question)`."""

    def __init__(self, server: LoopbackSlack) -> None:
        self._world = server.world
        self._delivery = server.delivery
        server.sockets.acknowledge = self._acknowledge

    def about(self, asker: str, channel: str, question: str) -> dict[str, Any]:
        """Return when a question was acknowledged, by the clock that all processes share, and what its answers show."""
        there = self._world.messages(channel)
        following = [one["ts"] for one in there if one["user"] == asker and one["ts"] > question]
        until = min(following, default="~")
        answers = [said(one) for one in there if one.get("thread_ts") == question != one["ts"]]
        # What the asker alone sees stands in no thread that it would begin.
        private = [one for one in self._world.store.table("ephemeral").values() if one["to"] == asker]
        answers += [said(one) for one in private if question < one["ts"] < until]
        return {"heard": self._heard(question), "answers": answers}

    def _heard(self, question: str) -> list[float]:
        return list(self._world.store.table(_HEARD).get(question, {}).get("at", ()))

    def _acknowledge(self, envelope: str, payload: Json | None) -> None:
        row = self._world.store.table("envelopes").get(envelope)
        self._delivery.acknowledge(envelope, payload)
        event = row["payload"].get("event", {}) if row else {}
        if event.get("type") == "app_mention":
            at = [*self._heard(event["ts"]), time.monotonic()]
            self._world.store.put(_HEARD, event["ts"], {"at": at})
