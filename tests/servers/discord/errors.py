"""Discord's refusals, as it words them (documentation, "Opcodes and Status Codes: JSON Error Codes")."""

from enum import Enum
from typing import Any


class Refusal(Exception):  # noqa: N818 - the API refuses; it is no error of the fake
    """The answer is an error: `status`, Discord's `code` and its `message`."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.more = more
        self.mistake = True
        """Whether only a mistake of the client brings it about, where its code says so."""

    def body(self) -> dict[str, Any]:
        """Return the JSON of the answer."""
        return {"message": self.message, "code": self.code, **self.more}


class Unknown(Enum):
    """What may not be there, with its code and its name in the documentation."""

    APPLICATION = (10002, "Application")
    CHANNEL = (10003, "Channel")
    GUILD = (10004, "Guild")
    MEMBER = (10007, "Member")
    MESSAGE = (10008, "Message")
    ROLE = (10011, "Role")
    USER = (10013, "User")
    WEBHOOK = (10015, "Webhook")
    INTERACTION = (10062, "interaction")
    COMMAND = (10063, "application command")


def unknown(what: Unknown) -> Refusal:
    """Return 404 for something that is not there."""
    code, name = what.value
    return Refusal(404, code, f"Unknown {name}")


def no_access() -> Refusal:
    """The channel cannot be seen."""
    return Refusal(403, 50001, "Missing Access")


def no_permission() -> Refusal:
    """The channel can be seen, but this may not be done in it."""
    return Refusal(403, 50013, "Missing Permissions")


INVALID_FORM = 50035


def bad_form(path: tuple[str | int, ...], code: str, message: str, *, mistake: bool = True) -> Refusal:
    """The body, query or path is wrong at `path`: Discord's nested form of `errors`.

    It is no `mistake` if what is named was there a moment ago.
    """
    nested: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for step in reversed(path):
        nested = {str(step): nested}
    made = Refusal(400, INVALID_FORM, "Invalid Form Body", errors=nested)
    made.mistake = mistake
    return made


def slow_mode(wait: float) -> Refusal:
    """The channel is in slow mode and this account wrote less than its pause ago."""
    text = "This action cannot be performed due to slowmode rate limit."
    return Refusal(429, 20016, text, retry_after=round(wait, 3), **{"global": False})
