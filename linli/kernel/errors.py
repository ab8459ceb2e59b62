"""Errors of the domain, raised anywhere and mapped once (see `middleware.DomainErrors`).

A message is registered under its code by the app's `errors.py`, so that every refusal can be listed, translated and
found; raising an unregistered code is a programming error.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from django.utils.translation import gettext

_messages: dict[str, str] = {}


def register(messages: Mapping[str, str]) -> None:
    """Declare an app's refusals: code → msgid with `{placeholders}`, none of them `{code}` (see `RuleBroken`)."""
    for code, msgid in messages.items():
        if "code" in {name for _, name, *_ in Formatter().parse(msgid)}:
            raise ValueError(f"message {code} has a placeholder {{code}}; that name is the refusal's own")
        if _messages.setdefault(code, msgid) != msgid:
            raise ValueError(f"message {code} is declared twice")


def registered() -> dict[str, str]:
    """All declared refusals by code."""
    return dict(_messages)


class RuleBroken(Exception):
    """Something may not be done now, and the person can be told why. `params` fill the message's placeholders.

    `status` is the HTTP answer; subclasses may say it closer (413 for what is too large).
    """

    status = 409

    def __init__(self, code: str, /, **params: object) -> None:
        if "code" in params:
            raise TypeError(f"{code} can't have a parameter named code; that name is the refusal's own")
        if code not in _messages:
            raise LookupError(f"no message is registered for {code}")
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        """The reason in the reader's language."""
        return gettext(_messages[self.code]).format(**self.params)

    def __str__(self) -> str:
        return f"{self.code} {self.params}"


class OutOfScope(Exception):
    """A write would have put a row outside of what its writer may see; it is rolled back (net 5)."""
