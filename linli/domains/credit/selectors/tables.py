"""Tables of rules, which everybody may read once they have their time; and pictures by their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from linli.domains.credit import kinds
from linli.domains.credit.models import Picture, Rule, RuleTable
from linli.domains.credit.selectors.texts import kind_labels_of, section_of
from linli.domains.credit.states import RULES
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.pictures import PictureFile, opened
from linli.kernel.whether import Whether

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it is read: points in words."""

    rule: Rule
    points: str
    is_thanks: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table with its rules; `holds` today, or will (`comes`)."""

    table: RuleTable
    holds: bool
    comes: bool
    rows: tuple[RuleRow, ...]


def _has_contracts(county_id: int) -> bool:
    return section_of(territory.area_by_id(county_id)) is not None


#: Whether a county's method has contracts.
has_contracts = Whether(_has_contracts)


def table_on(county_id: int, day: date) -> RuleTable | None:
    """The table that holds on a day: the one that began last, unless it has ended."""
    with rls.everywhere():
        begun = RuleTable.unscoped.filter(county_id=county_id, valid_from__lte=day)
        found: RuleTable | None = begun.order_by("-valid_from").first()
    return found if found and (found.valid_until is None or day <= found.valid_until) else None


def public_tables(county: Any) -> list[TableRow]:
    """The table that holds today and those that come, with all their rules; earlier ones without."""
    with rls.everywhere():
        tables = list(
            RuleTable.unscoped.filter(county=county)
            .exclude(valid_from=None)
            .prefetch_related("rules")
            .order_by("-valid_from")
        )
        now = table_on(county.pk, clock.today())
        today, labels = clock.today(), kind_labels_of(county)
        return [_row(one, now, today, labels) for one in tables]


def tables_for(actor: Actor) -> list[TableRow]:
    """All tables of the actor's county, with those that have no time yet; their rules too."""
    with rls.reaching(actor, RULES):
        found = RuleTable.scoped.visible_to(actor, RULES).select_related("county").prefetch_related("rules")
        tables = list(found.order_by("-number"))
        today = clock.today()
        now = table_on(tables[0].county_id, today) if tables else None
        labels = kind_labels_of(tables[0].county) if tables else {}
        return [_row(one, now, today, labels, whole=True) for one in tables]


def table_for(actor: Actor, pk: int) -> RuleTable:
    """One table; Http404 when hidden."""
    with rls.reaching(actor, RULES):
        found: RuleTable | None = (
            RuleTable.scoped.visible_to(actor, RULES).select_related("county").filter(pk=pk).first()
        )
    if found is None:
        raise Http404
    return found


def county_for(actor: Actor) -> Any:
    """The actor's county with contracts; Http404 where there is none, PermissionDenied where its rules aren't theirs."""
    found = next((one for one in territory.counties() if one.pk == actor.county_id), None)
    if found is None or section_of(found) is None:
        raise Http404
    if not actor.reaches(RULES, found.path):
        raise PermissionDenied
    return found


def rule_by_id(county_id: int, pk: int) -> Rule | None:
    """A rule of a county; None for one of another county, or of a table without a time."""
    with rls.everywhere():
        found: Rule | None = Rule.objects.filter(
            ~Q(table__valid_from=None), pk=pk, table__county_id=county_id
        ).select_related("table").first()  # fmt: skip
    return found


def picture_file(pk: int) -> PictureFile:
    """An open file of a picture whose address was given to who may see it; Http404 where it is gone."""
    found = Picture.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return PictureFile(opened(found.path), found.sha256)


def _row(
    table: RuleTable, now: RuleTable | None, today: date, labels: Mapping[str, str], *, whole: bool = False
) -> TableRow:
    holds = now is not None and now.pk == table.pk
    comes = table.valid_from is not None and table.valid_from > today
    rows = tuple(rule_row(one, labels) for one in table.rules.all()) if holds or comes or whole else ()
    return TableRow(table, holds, comes, rows)


def rule_row(rule: Rule, labels: Mapping[str, str]) -> RuleRow:
    """A rule as it is read, with the labels of kinds."""
    named = tuple(labels.get(code, code) for code in rule.kinds)
    return RuleRow(rule, ("+" if rule.points > 0 else "") + kinds.UNIT.shown(rule.points), rule.points > 0, named)
