"""Ways out of the house: a module for text messages (setting LINLI_SMS) and one for mail (LINLI_MAIL); "" switches a way off.

A gateway is a module with `send(parcel) -> Handed`. It raises `NotSent` when nothing was handed over, uses no database (but for the
demonstration's, which says so by `STAYS_HERE`), ends within `SECONDS`, and logs neither a whole number nor the words, which may
hold a code. `parcel.name` is the same at each try of a message: a gateway that sees it twice sends once, if it can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings

from linli.domains.notices.method import Channel
from linli.foundation.webhooks.services.wire import SECONDS

__all__ = [
    "SECONDS",
    "Handed",
    "NotSent",
    "Parcel",
    "any_way",
    "hand_over",
    "is_open",
    "is_way",
    "shut",
    "stays_here",
]


class NotSent(Exception):
    """The gateway took nothing; the sender may try again later. `answered` is whether the other side said anything at all."""

    def __init__(self, words: str = "", *, answered: bool = False) -> None:
        super().__init__(words)
        self.answered = answered


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way: to a phone number or an address; `subject` is for mail."""

    channel: Channel
    to: str
    subject: str
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Handed:
    """The gateway took it. `handle` is its own name for it, `is_there` whether it has arrived already, `shows` whether the words may
    stand in the course of the case (in the demonstration, which has nothing else to show).
    """

    handle: str = ""
    is_there: bool = False
    shows: bool = False


_SETTINGS = {Channel.SMS: "LINLI_SMS", Channel.MAIL: "LINLI_MAIL"}
_shut: ContextVar[bool] = ContextVar("nobody is to be told", default=False)


def is_way(channel: Channel) -> bool:
    """Whether this installation can send by a channel."""
    return bool(getattr(settings, _SETTINGS[channel])) if channel in _SETTINGS else True


def is_open() -> bool:
    """Whether this installation can send text messages at all."""
    return is_way(Channel.SMS)


def any_way(_county_id: int | None = None) -> bool:
    """Whether anybody outside can be told anything: if not, what happens needn't wait to be told. From memory."""
    return not _shut.get() and (is_way(Channel.SMS) or is_way(Channel.MAIL))


@contextmanager
def shut() -> Iterator[None]:
    """What is written in the block is past: nobody is told of it (history that is loaded, the demonstration's year)."""
    token = _shut.set(True)
    try:
        yield
    finally:
        _shut.reset(token)


def stays_here(channel: Channel) -> bool:
    """Whether messages of a channel don't leave the machine (the demonstration)."""
    return bool(getattr(_module(channel), "STAYS_HERE", False))


def hand_over(parcel: Parcel) -> Handed:
    """Give a message to its channel's gateway, now. Raises `NotSent`, also where there is no gateway."""
    if not is_way(parcel.channel):
        raise NotSent(f"no gateway is named by {_SETTINGS[parcel.channel]}")
    found: Handed = _module(parcel.channel).send(parcel)
    return found


def _module(channel: Channel) -> Any:
    return import_module(getattr(settings, _SETTINGS[channel]))
