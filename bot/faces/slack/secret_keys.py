"""Sealing the tokens that workspaces gave, so that who has the database alone can do nothing with them.

Fernet (AES-128-CBC with an HMAC) of the package `cryptography`. The first key seals, and each opens: to change it, put
the new one before the old; once the bot has run, nothing needs the old one any more.
"""

import base64
import binascii
import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_BYTES = 32


class SealBrokenError(ValueError):
    """No key opens it, or it belongs to somebody else."""


class SecretKeys:
    """Seals texts, each for one owner."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, at least one, as `read_keys` returns them."""
        self._first = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])

    def seal(self, owner: str, text: str) -> str:
        """Return a text sealed."""
        return self._first.encrypt(json.dumps([owner, text]).encode()).decode()

    def unseal(self, owner: str, sealed: str) -> str:
        """Return the text.

        Raises:
            SealBrokenError: no key opens it, or it was sealed for another owner.
        """
        try:
            its, text = json.loads(self._all.decrypt(sealed.encode()))
        except (InvalidToken, ValueError) as error:
            raise SealBrokenError(owner) from error
        if its != owner:
            raise SealBrokenError(owner)
        return str(text)

    def is_current(self, sealed: str) -> bool:
        """Tell whether it is the first key that opens it."""
        try:
            self._first.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


def read_keys(text: str) -> tuple[str, ...]:
    """Return the keys that a setting names, separated by commas, in the alphabet that Fernet wants.

    Raises:
        ValueError: one of them is no key; it is not repeated in the error.
    """
    keys = [part.strip().translate(str.maketrans("+/", "-_")) for part in text.split(",")]
    for number, key in enumerate(keys, start=1):
        if not _is_key(key):
            which = f"number {number} " if len(keys) > 1 else ""
            msg = f"{which}is not 32 random bytes in Base64, as `openssl rand -base64 32` prints them"
            raise ValueError(msg)
    return tuple(keys)


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == _BYTES
    except (binascii.Error, ValueError):
        return False
