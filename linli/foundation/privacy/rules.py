"""Decisions of privacy: what an entry's digest covers. Pure functions, no Django, no clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

#: The columns of an entry that its digest covers, in their order. `digest` itself and the row's id are the only others.
COVERED = (
    "county_id", "number", "at", "part", "subject_kind", "subject_id", "path", "actor_id", "actor_label", "post", "reason",
    "ground", "shown_from", "key_number", "previous",
)  # fmt: skip


def covered(entry: Mapping[str, Any]) -> str:
    """The words over which an entry's digest is made: the same for the value that is written and the row that is read."""
    return json.dumps([_plain(entry[name]) for name in COVERED], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
