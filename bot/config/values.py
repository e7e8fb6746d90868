"""Values as people write them in settings and on the command line: durations, lists, networks, zones, addresses."""

import base64
import binascii
import ipaddress
import re
from datetime import timedelta
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_UNITS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
    "d": 86400, "day": 86400, "days": 86400,
}  # fmt: skip
_PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)", re.ASCII)
_LONGEST = timedelta(days=36500)

_PERSON = re.compile(r"(?:discord:\d{15,20}|slack:[A-Z0-9]{6,20})")

_LISTENED = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(\d{1,5})")
_LAST_PORT = 65535
_KEY_BYTES = 32

_PASSWORD = re.compile(r"(?<=://)([^:@/]*:)(.*)@")
"""Up to the last @: a password may hold / and @ that should have been escaped, and must be hidden all the same."""
_PARAMETER = re.compile(r"(?i)([?&](?:ssl)?password=)([^&#]*)")


def duration(value: object) -> timedelta:
    """Return a positive duration from `10` (seconds), `"10"`, `"10 s"`, `"15m"`, `"1h 30min"` or `"2 days"`.

    Raises:
        ValueError: with a sentence for the person who wrote it.
    """
    if isinstance(value, timedelta):
        return value
    text = str(value).strip().lower()
    seconds, at = 0.0, 0
    while part := _PART.match(text, at):
        number, unit = part.groups()
        if unit and unit not in _UNITS:
            msg = f"{unit!r} is not a unit of time: write s, min, h or days"
            raise ValueError(msg)
        seconds += float(number) * (_UNITS[unit] if unit else 1)
        at = part.end()
    if isinstance(value, bool) or at == 0 or text[at:].strip():
        msg = f"{_short(value)} is not a duration"
        raise ValueError(msg)
    if not 0 < seconds <= _LONGEST.total_seconds():
        msg = f"{_short(value)} must be more than nothing and at most a hundred years"
        raise ValueError(msg)
    return timedelta(seconds=seconds)


def words(value: object) -> tuple[object, ...]:
    """Return the parts of a list, or of a text that lists them with commas: `"a, b"` is `("a", "b")`."""
    if isinstance(value, str):
        return tuple(part for part in (piece.strip() for piece in value.split(",")) if part)
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return (value,)


def people(value: object) -> tuple[str, ...]:
    """Return people as `"discord:123"`, from a list or a text with commas.

    Raises:
        ValueError: one of them is not written so.
    """
    told = tuple(str(one) for one in words(value))
    for one in told:
        if not _PERSON.fullmatch(one):
            msg = f"{_short(one)} is not a person: write discord:ID or slack:ID"
            raise ValueError(msg)
    return told


def networks(value: object) -> tuple[Network, ...]:
    """Return networks from a list of CIDR blocks or single addresses.

    Raises:
        ValueError: with a sentence for the person who wrote it.
    """
    return tuple(_network(part) for part in words(value))


def _network(value: object) -> Network:
    if isinstance(value, (ipaddress.IPv4Network, ipaddress.IPv6Network)):
        return value
    try:
        loose = ipaddress.ip_network(str(value), strict=False)
    except ValueError as error:
        msg = f"{_short(value)} is neither an address nor a network"
        raise ValueError(msg) from error
    if "/" in str(value) and str(value).partition("/")[0] != str(loose.network_address):
        # A typing mistake here opens the wrong part of somebody's network: ask rather than guess.
        msg = f"{_short(value)} names an address inside a network: the network is {loose}"
        raise ValueError(msg)
    return loose


def zone(value: object) -> str:
    """Return the name of an IANA time zone.

    Raises:
        ValueError: where there is none of this name.
    """
    name = str(value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:  # ZoneInfoNotFoundError is a KeyError; folders are OSErrors
        msg = f"there is no time zone {_short(value)}"
        raise ValueError(msg) from error
    return name


def web_address(value: str) -> str:
    """Return an address with scheme http or https and a host.

    Raises:
        ValueError: with a sentence for the person who wrote it.
    """
    text = value.strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        msg = f"{_short(value)} is not an address: {error}"
        raise ValueError(msg) from error
    if parts.scheme.lower() not in {"http", "https"}:
        msg = f"{_short(value)} does not begin with https:// or http://"
        raise ValueError(msg)
    if not host:
        msg = f"{_short(value)} names no host"
        raise ValueError(msg)
    if any(not char.isprintable() or char.isspace() for char in text):
        msg = f"{_short(value)} holds a space or a character that cannot be seen"
        raise ValueError(msg)
    return text


def public_address(value: object) -> str:
    """Return the address at which a server of ours is reached from outside, without a slash at its end.

    Raises:
        ValueError: it is no address, holds more than a path, or is neither https nor on this machine.
    """
    text = web_address(str(value)).rstrip("/")
    parts = urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        msg = f"{_short(value)} holds more than a host and a path"
        raise ValueError(msg)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        msg = f"{_short(value)} does not begin with https://"
        raise ValueError(msg)
    return text


def listened(value: object) -> str:
    """Return where to listen: `"127.0.0.1:3000"`, `"[::1]:3000"`, `"localhost:3000"`.

    Raises:
        ValueError: it is not written so.
    """
    text = str(value).strip()
    found = _LISTENED.fullmatch(text)
    if not found or int(found[2]) > _LAST_PORT:
        msg = f"{_short(value)} is not where to listen: write HOST:PORT"
        raise ValueError(msg)
    return text


def host_and_port(text: str) -> tuple[str, int]:
    """Return both of what `listened` returned."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def secret_keys(text: str) -> tuple[str, ...]:
    """Return keys of 32 bytes from their Base64, separated by commas, in the alphabet that is safe in addresses.

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
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == _KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def without_password(url: str) -> str:
    """Return a database's URL with `***` for its password, also where that is given as a parameter."""
    hidden = _PASSWORD.sub(r"\1***@", url)
    return _PARAMETER.sub(r"\1***", hidden)


def passwords(url: str) -> tuple[str, ...]:
    """Return the passwords in a database's URL, as they are written there and as they are meant."""
    written = [found[2] for found in _PASSWORD.finditer(url)] + [found[2] for found in _PARAMETER.finditer(url)]
    return tuple({text for one in written for text in (one, unquote(one)) if text})


def _short(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:77] + "…"  # noqa: PLR2004 - about a line of a terminal
