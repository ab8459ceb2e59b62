"""Bulk loading of organizations: the whole table is judged first, and one bad row refuses all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from linli.foundation.audit.services import record
from linli.foundation.organizations import events, rules
from linli.foundation.organizations.models import Organization
from linli.foundation.organizations.services import _checks
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.tables import Column, Judged, Report, cell, line_of, parts
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

_BATCH = 2000
_SUPERIORS = ("parent", "second_superior")

COLUMNS = (
    Column("kind", ("类型", "组织类型"), N_("Kind of organization of the county's method"), needed=True),
    Column("name", ("名称", "组织名称"), N_("At most 120 characters"), needed=True),
    Column("code", ("编码", "代码"), N_("Unique in the county; by it others name it as their superior")),
    Column("area", ("驻地编码", "所在地编码"), N_("Code of the area of its seat; empty: the county")),
    Column("short_name", ("简称",), N_("At most 20 characters")),
    Column("parent", ("上级编码", "上级"), N_("Code of its superior, in this table or there already")),
    Column("second_superior", ("第二上级编码", "第二上级"), N_("Where two lines of command may give tasks.")),
    Column("serves", ("服务区域编码", "服务区域"), N_("Codes of the areas it serves, several with ; between them")),
    Column("serves_county", ("服务全县",), N_("Yes or no: serves the whole county")),
    Column("uscc", ("统一社会信用代码",), N_("18 characters")),
    Column("hours", ("工作时间",), N_("For example 8:30-12:00, 13:30-17:30. The county's own hours when left empty.")),
    Column("ends_on", ("截止日期", "最后一天"), N_("For temporary organizations only.")),
)


@transaction.atomic
def import_organizations(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]], dry: bool = False) -> Report:
    """Load organizations (see `COLUMNS`), in any order; `made` are they in the order of the rows.

    Areas and organizations are given by code, or as objects by who loads in bulk; several codes as "a;b" or as a list.
    A row that is there already (its code, or else its kind, name and seat) changes nothing; what contradicts it is an error.
    `dry` only judges.
    """
    _checks.may_change(actor, county)
    _checks.lock_county(county.pk)
    sheet = _Sheet(county)
    sheet.read(list(rows))
    if sheet.errors:
        return sheet.refused(len(sheet.bodies))
    new = [body for body in sheet.bodies if _is_new(body)]
    if new and not dry:
        sheet.write()
        record(actor, events.Imported(len(new), _("organizations")), subject=county, county_id=county.pk)
    total = len(sheet.bodies)
    return Report(total, len(new), total - len(new), warnings=sheet.warnings, made=sheet.bodies)


class _Sheet(Judged):
    """A table of organizations. `bodies` are as the rows: those that are there, and new ones that wait to be written."""

    def __init__(self, county: Area) -> None:
        super().__init__()
        self.county, self.method = county, _checks.method_of(county)
        areas = territory.descendants(county, include_self=True).exclude(code="").defer("boundary")
        self.areas = {area.code: area for area in areas}
        found = Organization.unscoped.filter(county=county, valid_to=None)
        there = list(found.select_related("area", "parent", "second_superior").defer("area__boundary"))
        self.by_code = {body.code: body for body in there if body.code}
        self.by_name = {_name_key(body): body for body in there}
        self.uscc = {body.uscc: body for body in there if body.uscc}
        self.kinds = {rule.label: kind for kind, rule in self.method.kinds.items()} | {
            kind: kind for kind in self.method.kinds
        }
        self.lines: dict[Any, int] = {}
        self.bodies: list[Organization] = []
        self.serves: list[tuple[Organization, Area]] = []

    def read(self, raw: list[Mapping[str, Any]]) -> None:
        """Judge every row: each alone first, then who stands under whom."""
        placed = [(line_of(row, place), row) for place, row in enumerate(raw, start=2)]
        drafts = [self._draft(line, row) for line, row in placed]
        self.bodies = [self._known_or_new(line, draft) for (line, _row), draft in zip(placed, drafts, strict=True)]
        for (line, row), body, draft in zip(placed, self.bodies, drafts, strict=True):
            self._set_superiors(line, row, draft)
            if body is draft:
                self._set_served(line, row, draft)
            else:
                self._check_same(line, draft, body)
        self._check_rings([line for line, _row in placed])

    def write(self) -> None:
        """Insert in one go per generation, so that a child finds its superior's id; then whom they serve."""
        for generation in self._generations():
            Organization.unscoped.bulk_create(generation, batch_size=_BATCH)
        link = Organization.serves.through
        links = [link(organization=body, area=area) for body, area in self.serves]
        link.objects.bulk_create(links, batch_size=_BATCH, ignore_conflicts=True)

    def _draft(self, line: int, raw: Mapping[str, Any]) -> Organization:
        """A row as an organization, superiors aside; what is wrong with it alone is complained about."""
        body = Organization(
            county=self.county, area=self._area(line, "area", raw.get("area")) or self.county, name=cell(raw, "name"),
            kind=self.kinds.get(cell(raw, "kind"), ""), short_name=cell(raw, "short_name"), code=cell(raw, "code"),
            uscc=cell(raw, "uscc").replace(" ", "").upper(), serves_county=self.yes(line, raw, "serves_county"),
            hours=self._hours(line, raw), ends_on=self.day(line, raw, "ends_on"), valid_from=clock.today(),
        )  # fmt: skip
        self._check_alone(line, raw, body)
        return body

    def _check_alone(self, line: int, raw: Mapping[str, Any], body: Organization) -> None:
        rule = self.method.kinds.get(body.kind)  # type: ignore[call-overload]  # any string may be asked for
        try:
            if rule is None:
                raise RuleBroken("organizations.unknown_kind", kind=cell(raw, "kind")[:40])
            _checks.check_name(body)
            _checks.check_end(body, rule)
        except RuleBroken as refused:
            self.complain(line, _COLUMN_OF[refused.code], refused.message)
        if body.code and not rules.is_code(body.code):
            self.complain(line, "code", _("A code has at most 40 characters, without blanks, commas and semicolons."))
        if len(body.short_name) > 20:
            self.complain(line, "short_name", _("The short name has at most 20 characters."))
        if body.uscc and not rules.is_uscc(body.uscc):
            self.complain(line, "uscc", RuleBroken("organizations.bad_uscc", value=body.uscc[:20]).message)

    def _known_or_new(self, line: int, draft: Organization) -> Organization:
        """The organization that a row is about; complains about rows that are about the same one."""
        key = draft.code or _name_key(draft)
        first = self.lines.setdefault(key, line)
        if first != line:
            words = _("{name} stands in line {line} already.")
            self.complain(line, "code" if draft.code else "name", words.format(name=draft.name[:40], line=first))
        there = self.by_code.get(draft.code) if draft.code else self.by_name.get(_name_key(draft))
        holder = self.uscc.setdefault(draft.uscc, there or draft) if draft.uscc else None
        if holder is not None and holder is not draft and holder is not there:
            self.complain(line, "uscc", RuleBroken("organizations.uscc_taken", value=draft.uscc).message)
        if there is None and draft.code:
            self.by_code[draft.code] = draft
            if _name_key(draft) in self.by_name:
                self.warnings.append(_("{name} stands in the same place under another code.").format(name=draft.name))
        return there or draft

    def _set_superiors(self, line: int, raw: Mapping[str, Any], draft: Organization) -> None:
        for column in _SUPERIORS:
            value = raw.get(column)
            found = self.by_code.get(value.strip()) if isinstance(value, str) else value
            if value and found is None:
                self.complain(line, column, _("No organization has the code {code}.").format(code=str(value)[:40]))
            setattr(draft, column, found or None)
        if draft.parent and draft.parent is draft.second_superior:
            self.complain(line, "second_superior", RuleBroken("organizations.same_superior").message)

    def _set_served(self, line: int, raw: Mapping[str, Any], draft: Organization) -> None:
        found = [self._area(line, "serves", value) for value in parts(raw.get("serves"))]
        self.serves += [(draft, area) for area in found if area]

    def _check_same(self, line: int, draft: Organization, there: Organization) -> None:
        """A row about an organization that is there must say nothing else: kind, name, seat and superiors as they are."""
        asked = [("kind", draft.kind, there.kind), ("name", draft.name, there.name), ("area", draft.area, there.area)]
        asked += [(key, getattr(draft, key), getattr(there, key)) for key in _SUPERIORS if getattr(draft, key)]
        for column, new, old in asked:
            if new != old:
                words = _("{name} is there already, with another entry here: {old}.")
                self.complain(line, column, words.format(name=there.name, old=old or "–"))

    def _check_rings(self, lines: list[int]) -> None:
        """Whoever is left over when everybody has been placed after their superiors stands in a ring."""
        placed = {id(body) for generation in self._generations() for body in generation}
        for line, body in zip(lines, self.bodies, strict=True):
            if _is_new(body) and id(body) not in placed:
                self.complain(line, "parent", RuleBroken("organizations.cycle", name=body.name[:40]).message)

    def _generations(self) -> list[list[Organization]]:
        """New organizations, superiors first; those in a ring are left out."""
        waiting = [body for body in self.bodies if _is_new(body)]
        placed: set[int] = set()
        found = []
        while ready := [body for body in waiting if all(_stands(above, placed) for above in _above(body))]:
            placed.update(map(id, ready))
            found.append(ready)
            waiting = [body for body in waiting if id(body) not in placed]
        return found

    def _area(self, line: int, column: str, value: Any) -> Area | None:
        """The area of a code (or the area itself); None for "", and for a code that was complained about."""
        found: Area | None = self.areas.get(value.strip()) if isinstance(value, str) else value
        if value and found is None:
            self.complain(line, column, _("No area has the code {code}.").format(code=str(value)[:40]))
        return found

    def _hours(self, line: int, raw: Mapping[str, Any]) -> list[list[str]]:
        value = raw.get("hours")
        hours = rules.parse_hours(value) if isinstance(value, str) else value or []
        if hours is None:
            self.complain(line, "hours", RuleBroken("organizations.bad_hours").message)
        return hours or []


#: Where a refusal of the shared checks stands in a table.
_COLUMN_OF = {
    "organizations.unknown_kind": "kind",
    "organizations.bad_name": "name",
    "organizations.needs_end": "ends_on",
    "organizations.ends_in_past": "ends_on",
}


def _name_key(body: Organization) -> tuple[str, str, int]:
    """What an organization without code is known by."""
    return body.kind, body.name, body.area_id


def _is_new(body: Organization) -> bool:
    return body._state.adding


def _above(body: Organization) -> list[Organization]:
    return [above for above in (body.parent, body.second_superior) if above]


def _stands(body: Organization, placed: set[int]) -> bool:
    return not _is_new(body) or id(body) in placed
