"""Whether an address may be asked at all, told before anything is asked: for whoever types it in."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from yarl import URL

from feeds.fetch.guard import AddressGuard

PATIENCE = 3.0
"""Seconds for a name to be resolved; whoever types waits for them."""


async def is_reachable(url: str, allow: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether the address guard will let a feed be asked, as far as that can be known now.

    False where the host is, or its name resolves to, nothing but addresses that are neither public nor allowed. A name
    that cannot be resolved now may be later. This is for the answer to a person alone: what is connected to in the end
    the guard decides anew (`feeds.fetch.guard`).

    Args:
        url: http or https.
        allow: networks that may be reached although they are not public.

    """
    host = URL(url).host
    if not host:
        return True
    guard = AddressGuard(allow)
    try:
        ip_address(host)
    except ValueError:
        addresses = await _resolved(host)
        return not addresses or any(guard.permits(one) for one in addresses)
    return guard.permits(host)


async def _resolved(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(PATIENCE):
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, TimeoutError, UnicodeError):
        return []
    return [str(address[0]) for *_, address in found]
