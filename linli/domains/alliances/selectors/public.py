"""Alliances as everybody may see them: units, never people."""

from __future__ import annotations

from typing import Any

from linli.domains.alliances.models import Alliance, Member
from linli.domains.alliances.selectors.founding import place_of
from linli.domains.alliances.selectors.points import honours_of
from linli.domains.alliances.selectors.reach import rules_at
from linli.domains.alliances.states import Membership
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel.whether import Whether

#: Alliances on one public page; the largest county has some dozens.
MOST = 200


def _has_kinds(county_id: int) -> bool:
    return bool(rules_at(territory.area_by_id(county_id)).kinds)


#: Whether a county's method has alliances: every page of the console asks before it shows the way there.
has_alliances = Whether(_has_kinds)


def county_page(county: Any) -> dict[str, Any]:
    """Open alliances with their member units by kind, and units that are honoured for their points."""
    rules = rules_at(county)
    found = Alliance.unscoped.filter(county=county, closed_on=None).select_related("area", "in_charge", "parent")
    rows = list(found.order_by("kind", "name", "pk")[:MOST])
    units: dict[int, list[str]] = {row.pk: [] for row in rows}
    with rls.within(county.path):
        members = Member.unscoped.filter(alliance__in=units, state=Membership.CONFIRMED, organization__isnull=False)
        for alliance, name in members.order_by("organization__name").values_list("alliance", "organization__name"):
            units[alliance].append(name)
    for row in rows:
        row.units, row.place_label = units[row.pk], place_of(row, rules)
    kinds = [(one.label, [row for row in rows if row.kind == code]) for code, one in rules.kinds.items()]
    return {"kinds": [line for line in kinds if line[1]], "honours": honours_of(county), "rule": rules.points}
