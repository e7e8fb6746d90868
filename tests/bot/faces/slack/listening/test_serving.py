"""The HTTP side comes up as soon as it can."""

import asyncio
from contextlib import suppress

import aiohttp
from structlog.testing import capture_logs

from bot.faces.slack.listening.http import served
from bot.faces.slack.listening.serving import serve

QUICK = 0.01, 0.02


async def test_a_port_that_is_taken_is_tried_again_until_it_is_free() -> None:
    with capture_logs() as said:
        async with served("127.0.0.1", 0) as port:
            serving = asyncio.create_task(serve("127.0.0.1", port, app=None, installing=None, pauses=QUICK))
            async with asyncio.timeout(30):
                while not any(line["log_level"] == "error" for line in said):  # noqa: ASYNC110 - a log tells nobody
                    await asyncio.sleep(0.01)
        async with aiohttp.ClientSession() as http, asyncio.timeout(30):
            while True:
                with suppress(aiohttp.ClientConnectionError):
                    async with http.get(f"http://127.0.0.1:{port}/slack/events") as response:
                        assert response.status == 404
                        break
                await asyncio.sleep(0.01)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    (failed, *_) = [line for line in said if line["log_level"] == "error"]
    assert failed["port"] == port
    assert "in use" in failed["reason"]
