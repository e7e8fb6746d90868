"""A loopback server in a process of its own, that can be killed and started again where it was.

What it would not have taken from the bot fails the test at the end of the block, however often it died meanwhile.
"""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

ROOT = Path(__file__).resolve().parents[2]


class LoopbackProcess:
    """Start it with `async with`; `kill` and `start` as often as wanted: the port and the state stay.

    At the end it raises AssertionError if there were violations.

    Args:
        state: The journal.
        options: Further options of the module.
        module: What is run with `python -m`; it takes `--port` and `--state`, and prints its port when it listens.
    """

    def __init__(self, state: Path, *options: str, module: str) -> None:
        self.journal, self.options, self.port = state, options, 0
        self.violations: list[dict[str, str]] = []
        """What the platform would not have taken, or not have said, until the last death."""
        self._module = module
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill()
        if error is None and self.violations:
            text = "The platform would not have it:\n" + "\n".join(map(str, self.violations))
            raise AssertionError(text)

    @property
    def address(self) -> str:
        """Where it is reached, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        command = (sys.executable, "-m", self._module, "--port", str(self.port), "--state", str(self.journal))
        self._process = await asyncio.create_subprocess_exec(
            *command, *self.options, cwd=ROOT, stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
        )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 30)
        self.port = int(line)

    async def kill(self) -> None:
        """End it at once, as SIGKILL does. What it found wrong is asked for before: it would die with it."""
        if self._process is not None:
            if self._process.returncode is None:
                with suppress(aiohttp.ClientError):  # it may have ended by itself a moment ago
                    self.violations += (await self.state())["violations"]
                self._process.send_signal(signal.SIGKILL)
            await self._process.communicate()
            self._process = None

    async def call(self, what: str, *args: Any, **given: Any) -> Any:
        """Call a method of one of its parts: `call("places.add_channel", place, "news")`.

        Raises:
            RuntimeError: The method failed; the text is its error's.
        """
        part, _, method = what.partition(".")
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.address}/control/{part}/{method}", json={"args": args, **given}) as response,
        ):
            if response.status != 200:
                raise RuntimeError(await response.text())
            return await response.json()

    async def set(self, part: str, **fields: Any) -> None:
        """Set fields of a part: `set("faults", lost_after=0.05)`."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.address}/control/{part}/set", json=fields) as response,
        ):
            if response.status != 200:
                raise RuntimeError(await response.text())

    async def state(self) -> Any:
        """Return its counts, violations and connections."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.address}/control") as response:
            return await response.json()
