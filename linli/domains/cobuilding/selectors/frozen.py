"""What a community's lists hold: now, and as a frozen version says it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.cobuilding.models import Claim, Entry, ListVersion, Part
from linli.domains.cobuilding.states import HOLDING, EntryState

if TYPE_CHECKING:
    from linli.domains.cobuilding.method import CobuildingRules


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An entry in a version. `change` is one of added, changed, gone and ""."""

    list_kind: str
    title: str
    owner: str
    kind: str
    parts: list[dict[str, Any]]
    change: str


def content_of(area: Any, rules: CobuildingRules) -> dict[str, Any]:
    """Open entries of a community by key, with who holds their parts: units and communities, never people."""
    entries = list(
        Entry.unscoped.filter(area=area, state=EntryState.OPEN).select_related("organization", "area").order_by("pk")
    )
    parts = parts_by_entry([entry.pk for entry in entries])
    return {
        str(entry.pk): {
            "list": entry.list_kind, "title": entry.title, "owner": entry.owner, "kind": rules.kind_label(entry.kind),
            "parts": [
                {"title": part.title, "by": claim.who if claim else "", "state": claim.state if claim else ""}
                for part, claim in parts[entry.pk]
            ],
        }
        for entry in entries
    }  # fmt: skip


def parts_by_entry(ids: list[int]) -> dict[int, list[tuple[Part, Claim | None]]]:
    """Parts of entries, each with the claim that holds it; two statements."""
    held = Claim.unscoped.filter(part__entry__in=ids, state__in=HOLDING).select_related("organization", "claimant")
    by_part = {claim.part_id: claim for claim in held}
    found: dict[int, list[tuple[Part, Claim | None]]] = defaultdict(list)
    for part in Part.unscoped.filter(entry__in=ids).order_by("entry", "number"):
        found[part.entry_id].append((part, by_part.get(part.pk)))
    return found


def version_rows(version: ListVersion) -> list[VersionRow]:
    """What a version says, by list; entries that went stand at the end with what the version before said of them."""
    before = ListVersion.unscoped.filter(area_id=version.area_id, number=version.number - 1).first()
    marks = dict.fromkeys(version.added, "added") | dict.fromkeys(version.changed, "changed")
    now = [_row(one, marks.get(key, "")) for key, one in version.entries.items()]
    went = [_row(before.entries[key], "gone") for key in version.gone if before and key in before.entries]
    return [*sorted(now, key=lambda row: (row.list_kind, row.title)), *went]


def _row(one: dict[str, Any], change: str) -> VersionRow:
    return VersionRow(one["list"], one["title"], one["owner"], one["kind"], one["parts"], change)
