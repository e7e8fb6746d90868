"""Sealing the tokens that workspaces gave, so that who has the database alone can do nothing with them.

Fernet (AES-128-CBC with an HMAC) of the package `cryptography`. The first key seals, and each opens: to change it, put
the new one before the old; once the bot has run, nothing needs the old one any more.
"""

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBrokenError(ValueError):
    """No key opens it, or it belongs to somebody else."""


class SecretKeys:
    """Seals texts, each for one owner."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, at least one, as `bot.config.values.secret_keys` returns them."""
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
