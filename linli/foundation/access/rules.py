"""Pure decisions about signing in: how long a lock lasts, where a role begins its day, what a device is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

#: Wrong tries before a name is locked, and for how long (quality.md: lock-out).
TRIES_PER_ACCOUNT = 5
#: An office shares one address, so an address is given more tries than a name.
TRIES_PER_ADDRESS = 20
LOCKED_FOR = timedelta(minutes=15)
WINDOW = timedelta(minutes=15)

#: How stale "last seen" of a session may be: seeing it costs a statement, so it isn't written on every request.
SEEN_EVERY = timedelta(minutes=10)

#: After a right password: for how long the code of the second factor is awaited (assumed).
CODE_AWAITED = timedelta(minutes=5)

#: Recovery codes: how many, and how many letters each has behind its digit (49 bits, behind a slow hash and a lock).
RECOVERY_CODES, RECOVERY_LETTERS = 10, 10

#: Without 0/O and 1/l/I: people read them from paper, or to somebody on the phone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

PASSWORD_LEAST, PASSWORD_MOST = 10, 128

#: Where a role's day begins, most particular first: the first role that somebody holds decides.
HOMES: tuple[tuple[str, str], ...] = (
    ("leader", "web:board"),
    ("supervisor", "web:board"),
    ("centre", "cases:queue"),
    ("office", "cases:queue"),
    ("department_leader", "cases:queue"),
    ("department", "cases:queue"),
    ("field_leader", "web:field-home"),
    ("field_worker", "web:field-home"),
    ("helper", "web:field-home"),
    ("party_office", "membership:members"),
    ("administrator", "access:accounts"),
    ("auditor", "access:accounts"),
    ("method_keeper", "methods:compare"),
    ("observer", "territory:areas"),
)


@dataclass(frozen=True, slots=True)
class Tries:
    """Tries so far for one name or address: how many since when, and the lock's end if there is one."""

    count: int
    since: datetime
    locked_until: datetime | None = None


def is_locked(tries: Tries, now: datetime) -> bool:
    """Whether a lock still holds at `now`; it ends exactly at `locked_until`."""
    return tries.locked_until is not None and now < tries.locked_until


def another_try(tries: Tries, now: datetime, allowed: int) -> Tries:
    """The count after one more try: a window that has passed starts again; the last allowed try sets the lock."""
    if now - tries.since >= WINDOW:
        tries = Tries(0, now)
    count = tries.count + 1
    return Tries(count, tries.since, now + LOCKED_FOR if count >= allowed else None)


def homes_of(roles: Iterable[str]) -> list[str]:
    """Names of the addresses where these roles begin their day, best first; [] for none."""
    held = set(roles)
    return [name for role, name in HOMES if role in held]


def recovery_code(slot: int, choose: Callable[[str], str]) -> str:
    """A recovery code: the digit of its slot, then two groups of letters, the last of which is no figure ("3-abcde-fghjk")."""
    letters = [choose(LETTERS) for _ in range(RECOVERY_LETTERS - 1)] + [choose(LETTERS[:23])]
    half = RECOVERY_LETTERS // 2
    return f"{slot}-{''.join(letters[:half])}-{''.join(letters[half:])}"


def network_of(address: str | None) -> str | None:
    """The network of an address: its first 24 bits, or 48 for IPv6, the rest zero; None for None."""
    if address is None:
        return None
    bits = 24 if ip_address(address).version == 4 else 48
    return str(ip_network((address, bits), strict=False).network_address)


_SYSTEMS = (("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"))
_DESKTOPS = (("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))
_PROGRAMS = (("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg", "Edge"), ("Firefox", "Firefox"))
_BROWSERS = (("Chrome", "Chrome"), ("Safari", "Safari"))


def device_name(user_agent: str) -> str:
    """What a person would call a device: "Android · Chrome"; "" when nothing in the header is known."""
    found = (_first(user_agent, _SYSTEMS + _DESKTOPS), _first(user_agent, _PROGRAMS + _BROWSERS))
    return " · ".join(part for part in found if part)


def _first(text: str, names: Iterable[tuple[str, str]]) -> str:
    return next((name for sign, name in names if sign in text), "")
