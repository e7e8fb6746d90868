"""The address guard: no connection to an address that is not public.

It stands where the socket is made, so it sees the address that is really being connected to, at every redirect and
whatever the name resolved to a moment ago.
"""

import errno
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

# IANA IPv4 Special-Purpose Address Registry and IPv4 Address Space Registry. Written out, because what
# `ipaddress.is_global` knows differs between releases of Python.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers; also Alibaba's metadata service
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's wire server, reachable from its virtual machines only (learn.microsoft.com)
        "169.254.0.0/16",  # link local; also the metadata services of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

# IANA IPv6 Global Unicast Address Assignments: nothing outside 2000::/3 is assigned for global use, so loopback,
# fc00::/7, fe80::/10, ff00::/8 and the translations ::/96, ::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48 all fall out.
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments, among them Teredo, which carries an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",  # documentation
    )
)


class AddressNotPublicError(OSError):
    """A connection to an address that is not public was refused. Its text names no address.

    Always the same text: aiohttp's connector keeps the type of the errors of several addresses only if they read alike,
    and the answer to a stranger should not tell what our names resolve to.
    """

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "the address is not public")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether `address` is one that anybody on the internet could reach."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _GLOBAL_6 and not any(address in network for network in _NOT_PUBLIC_6)


class AddressGuard:
    """Makes the sockets of a connector, and refuses those to addresses neither public nor allowed."""

    def __init__(self, allow: Sequence[IPv4Network | IPv6Network] = ()) -> None:
        self._allow = tuple(allow)

    def permits(self, address: str) -> bool:
        """Say whether `address`, a literal, may be connected to. What cannot be read is refused."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        return any(parsed in network for network in self._allow) or is_public(parsed)

    def open_socket(self, addr_info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for one address of `getaddrinfo`: what `TCPConnector(socket_factory=…)` wants.

        Raises:
            AddressNotPublicError: the address is not public and not allowed.
        """
        family, kind, protocol, _, address = addr_info
        if not self.permits(str(address[0])):
            raise AddressNotPublicError
        return socket.socket(family, kind, protocol)
