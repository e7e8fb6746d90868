"""What is being answered when the bot ends is answered."""

import asyncio

from bot.faces.slack.listening.running import Running


async def test_what_runs_is_let_come_to_its_end() -> None:
    running, begun, may_end, answered = Running(), asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await may_end.wait()
        for _ in range(100):
            await asyncio.sleep(0)
        answered.append(True)

    running.start(work())
    await begun.wait()
    closing = asyncio.create_task(running.close())
    await asyncio.sleep(0)
    may_end.set()
    await closing
    assert answered
