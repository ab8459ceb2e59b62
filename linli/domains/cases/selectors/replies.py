"""Starting points for official replies, from a data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linli.domains.cases.models import Case

_FILE = Path(__file__).resolve().parent.parent / "data" / "replies.toml"


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """A prepared reply: its name in the list, and its words."""

    code: str
    label: str
    text: str


def reply_templates(case: Case) -> list[ReplyTemplate]:
    """Prepared replies with the case's number filled in; nothing else of the case is read."""
    return [ReplyTemplate(each.code, each.label, each.text.replace("{ref}", case.ref)) for each in _templates()]


@cache
def _templates() -> tuple[ReplyTemplate, ...]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["replies"]
    return tuple(ReplyTemplate(**row) for row in rows)
