"""Changing a case only as one knew it: for programs, which read now and write later."""

from __future__ import annotations

from linli.domains.cases.errors import ChangedSince
from linli.domains.cases.models import Case
from linli.domains.cases.services import moves
from linli.foundation.audit import selectors as history


def hold(case: Case, *, version: int) -> None:
    """Keep the case as it was when its history's newest line was `version` (`CasePage.version`), until the transaction ends.

    Inside a transaction only. Raises `ChangedSince` (412) where something happened since.
    """
    held = moves.locked(case)
    if history.last_line(held) != version:
        raise ChangedSince("cases.changed_since", ref=held.ref)
