"""What the bot asks of others than the loopback is held against the same as there."""

from tests.servers.discord.recorded import violations

CALLBACK = "/interactions/1/a-token/callback"


def _wrong(method: str, path: str, body: object) -> list[str]:
    return list(violations(method, path, {}, body))


def test_an_answer_as_discord_takes_it_is_not_wrong() -> None:
    assert _wrong("POST", CALLBACK, {"type": 4, "data": {"content": "hello"}}) == []


def test_what_discord_would_not_take_is_told_with_its_route_and_place() -> None:
    (wrong,) = _wrong("POST", CALLBACK, {"type": 4, "data": {"content": "x" * 2001}})
    assert wrong.startswith("POST /interactions/{interaction_id}/{interaction_token}/callback: ")
    assert "content:" in wrong


def test_a_route_that_there_is_not_is_told() -> None:
    assert _wrong("POST", "/channels/1/polls", {}) == ["POST /channels/1/polls: the loopback has no such route"]
