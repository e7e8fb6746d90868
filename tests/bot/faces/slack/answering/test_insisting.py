"""An answer is given again when that can help, and no sooner than Slack wants."""

import asyncio
from types import SimpleNamespace

import pytest
from slack_sdk.errors import SlackApiError

from bot.faces.slack.answering import insisting
from bot.faces.slack.answering.insisting import insistently


class Failing:
    """Fails with each of these errors first."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.tried: list[float] = []

    async def __call__(self) -> str:
        self.tried.append(asyncio.get_running_loop().time())
        if self.errors:
            raise self.errors.pop(0)
        return "told"


def refused(word: str, *, status: int = 200, **headers: str) -> SlackApiError:
    told = SimpleNamespace(data={"error": word}, status_code=status, headers=headers)
    return SlackApiError(word, told)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insisting, "PAUSE", 0.0)


@pytest.mark.parametrize("error", [OSError(), TimeoutError(), refused("internal_error"), refused("fatal_error")])
async def test_what_may_pass_is_tried_three_times(error: Exception) -> None:
    assert await insistently(Failing(error, error)) == "told"
    with pytest.raises(type(error)):
        await insistently(Failing(error, error, error))


async def test_what_will_not_pass_is_tried_once() -> None:
    failing = Failing(refused("channel_not_found"))
    with pytest.raises(SlackApiError):
        await insistently(failing)
    assert len(failing.tried) == 1


async def test_slack_is_left_alone_as_long_as_it_wants() -> None:
    failing = Failing(refused("ratelimited", status=429, **{"Retry-After": "1"}))
    assert await insistently(failing) == "told"
    assert failing.tried[1] - failing.tried[0] >= 1


async def test_nobody_waits_longer_than_who_asked_would() -> None:
    failing = Failing(refused("ratelimited", status=429, **{"Retry-After": "600"}))
    async with asyncio.timeout(30):
        with pytest.raises(SlackApiError):
            await insistently(failing)
    assert len(failing.tried) == 1
