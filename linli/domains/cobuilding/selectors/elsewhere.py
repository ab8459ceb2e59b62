"""What other floors say before a unit claims something: who keeps such a rule registers it here in its `apps.ready`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: Entry, unit → nothing; raises RuleBroken with the reason and the way back where the unit may not claim a part of it.
ClaimCheck = Callable[[Any, Any], None]

_checks: list[ClaimCheck] = []


def register_claim_check(check: ClaimCheck) -> None:
    """Have `check` asked before each claim of a unit; registering it twice is once."""
    if check not in _checks:
        _checks.append(check)


def check_claim(entry: Any, unit: Any) -> None:
    """Ask all who have a say. Raises RuleBroken of whoever refuses."""
    for check in _checks:
        check(entry, unit)
