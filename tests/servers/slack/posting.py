"""HTTP mode: signed requests to the app's address (reference: "Verifying requests from Slack")."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from urllib.parse import urlencode

import aiohttp

from tests.servers.slack.world import SIGNING_SECRET
from tests.servers.store import Json


def signed(body: str, *, at: int, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """Return the headers that prove that a body comes from Slack."""
    made = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={made}"}


def form(row: Json) -> tuple[str, str]:
    """Return the body of an envelope and its content type."""
    if row["type"] == "slash_commands":
        return urlencode(row["payload"]), "application/x-www-form-urlencoded"
    if row["type"] == "interactive":
        return urlencode({"payload": json.dumps(row["payload"])}), "application/x-www-form-urlencoded"
    return json.dumps(row["payload"], ensure_ascii=False), "application/json"


class Poster:
    """Posts envelopes to one address.

    Attributes:
        url: Where to; empty is Socket Mode.
        secret: What the requests are signed with.
        late_by: Seconds that the time of the signature lies behind: more than five minutes is a replay.
    """

    def __init__(self) -> None:
        self.url = ""
        self.secret = SIGNING_SECRET
        self.late_by = 0
        self._session: aiohttp.ClientSession | None = None

    async def post(self, row: Json, within: float) -> tuple[bool, Json | None]:
        """Post an envelope. Return whether it was acknowledged (200 in time), and what came with it."""
        body, kind = form(row)
        more = (
            {"X-Slack-Retry-Num": str(row["attempt"]), "X-Slack-Retry-Reason": "http_timeout"} if row["attempt"] else {}
        )
        status, text = await self.send(body, kind, within, more)
        if status != 200:
            return False, None
        try:
            made = json.loads(text) if text else None
        except ValueError:
            made = {"text": text}
        return True, made if isinstance(made, dict) else None

    async def send(
        self, body: str, kind: str, within: float = 3.0, more: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Post any body, signed; return the status, 0 if there was no answer, and the answer's text."""
        headers = {"Content-Type": kind, **signed(body, at=int(time.time()) - self.late_by, secret=self.secret)}
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with self._session.post(
                self.url,
                data=body.encode(),
                headers={**headers, **(more or {})},
                timeout=aiohttp.ClientTimeout(total=within),
            ) as response:
                return response.status, await response.text()
        except (aiohttp.ClientError, TimeoutError):
            return 0, ""

    async def verify(self, challenge: str = "loopback") -> bool:
        """Ask the app whether the address is its own, as the settings' page does."""
        body = json.dumps({"token": "loopback-verification", "challenge": challenge, "type": "url_verification"})
        status, text = await self.send(body, "application/json")
        return status == 200 and challenge in text

    async def aclose(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
