"""Decisions of webhooks: which addresses may be called, when a failed delivery is tried again, when it is given up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: The first wait after a failure; it doubles with each one, up to `LONGEST_WAIT` (assumed).
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)

#: What nobody took for so long is given up, and waits for a person (assumed: a partner may be down over a weekend).
GIVE_UP = timedelta(days=3)

#: What was taken is forgotten after so long (assumed); what was given up stays.
KEPT = timedelta(days=90)

_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart; `path` with its question."""

    host: str
    port: int
    path: str
    tls: bool


def target_of(url: str) -> Target | None:
    """An address in its parts; None for one that is no address of a web server, or holds a name and password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if (
        parts.scheme not in _PORTS
        or not parts.hostname
        or "@" in parts.netloc
        or any(not 32 < ord(c) < 127 for c in url)
    ):
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, port or _PORTS[parts.scheme], path, parts.scheme == "https")


def may_call(text: str, allowed: Iterable[Network]) -> bool:
    """Whether requests may go to a number of the network: to public ones, and to those in `allowed`."""
    address: Address = ip_address(text)
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if mapped is not None:
        address = mapped
    if any(address in network for network in allowed if network.version == address.version):
        return True
    return address.is_global and not address.is_multicast


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row (1 or more)."""
    return min(FIRST_WAIT * 2 ** min(failures - 1, 20), LONGEST_WAIT)


def is_taken(status: int) -> bool:
    """Whether an answer means that the other side has it. A redirect doesn't: it isn't followed."""
    return 200 <= status < 300
