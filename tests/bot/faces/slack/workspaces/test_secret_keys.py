"""What is sealed is opened by its own keys only, for its owner only."""

import base64
import secrets

import pytest

from bot.config import values
from bot.faces.slack.workspaces.secret_keys import SealBrokenError, SecretKeys

FIRST, SECOND = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))


def test_what_is_sealed_is_not_to_be_seen_and_opens_again() -> None:
    keys = SecretKeys([FIRST])
    sealed = keys.seal("T1", "xoxb-1")
    assert "xoxb" not in sealed
    assert keys.unseal("T1", sealed) == "xoxb-1"
    assert keys.seal("T1", "xoxb-1") != sealed, "equal tokens could be told"


def test_a_former_key_still_opens_and_is_known_as_one() -> None:
    old, both = SecretKeys([FIRST]), SecretKeys([SECOND, FIRST])
    sealed = old.seal("T1", "xoxb-1")
    assert both.unseal("T1", sealed) == "xoxb-1"
    assert not both.is_current(sealed)
    assert both.is_current(both.seal("T1", "xoxb-1"))


@pytest.mark.parametrize("how", ["another key", "another owner", "changed", "nothing"])
def test_nothing_else_opens(how: str) -> None:
    sealed = SecretKeys([FIRST]).seal("T1", "xoxb-1")
    keys = SecretKeys([SECOND if how == "another key" else FIRST])
    owner = "T2" if how == "another owner" else "T1"
    sealed = {"changed": f"{sealed[:-2]}AA", "nothing": ""}.get(how, sealed)
    with pytest.raises(SealBrokenError):
        keys.unseal(owner, sealed)


def test_keys_are_read_in_both_alphabets_of_base64() -> None:
    made = bytes([0xFB, 0xFF]) * 16
    standard, safe = base64.b64encode(made).decode(), base64.urlsafe_b64encode(made).decode()
    assert values.secret_keys(f" {standard} , {FIRST}") == (safe, FIRST)
    SecretKeys(values.secret_keys(base64.b64encode(secrets.token_bytes(32)).decode()))


@pytest.mark.parametrize("text", ["", "secret", "A" * 44, f"{FIRST},", f"{FIRST},secret", "비밀" * 16])
def test_what_is_no_key_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="32 random bytes") as refused:
        values.secret_keys(text)
    assert "secret" not in str(refused.value)
    assert ("number 2" in str(refused.value)) == ("," in text)
