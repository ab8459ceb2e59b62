"""What votes are for: an app above says what is to happen when one is closed.

`on_closed(actor, vote, outcome)` runs inside the transaction that closes the vote: where it raises, the vote stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from linli.domains.owners.rules import Outcome
from linli.kernel.actor import Actor

OnClosed = Callable[[Actor, Any, Outcome], None]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a vote is held; `label` is a msgid."""

    code: str
    label: str
    on_closed: OnClosed


_purposes: dict[str, Purpose] = {}


def register_purpose(code: str, label: str, on_closed: OnClosed) -> None:
    """Declare a purpose in `apps.ready`; the same code otherwise: ValueError."""
    made = Purpose(code, label, on_closed)
    if _purposes.setdefault(code, made) != made:
        raise ValueError(f"purpose {code} is declared twice")


def purpose(code: str) -> Purpose:
    """A purpose; KeyError for one that nobody declared."""
    return _purposes[code]
