"""Bulk loading of posts and duties: one bad row refuses all; thousands of rows take about a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from linli.foundation.audit.services import record
from linli.foundation.organizations import events
from linli.foundation.organizations.models import Duty, Organization, Post
from linli.foundation.organizations.selectors.duties import known_duties
from linli.foundation.organizations.services import _checks
from linli.foundation.organizations.services.duties import check_duty
from linli.foundation.organizations.services.posts import check_seats, fits, rule_of
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.tables import parts

if TYPE_CHECKING:
    from linli.foundation.organizations.method import OrganizationRules
    from linli.foundation.territory.models import Area

_BATCH = 2000


class _Known:
    """Areas and organizations of a county by code; rows may also hold the objects themselves."""

    def __init__(self, county: Area) -> None:
        areas = territory.descendants(county, include_self=True).exclude(code="").defer("boundary")
        self.areas = {area.code: area for area in areas}
        bodies = Organization.unscoped.filter(county=county, valid_to=None)
        self.bodies = {body.code: body for body in bodies if body.code}
        self.county = county

    def area(self, line: int, value: Any) -> Area:
        """The area; "" is the county."""
        return self._find(self.areas, line, value or self.county)

    def body(self, line: int, value: Any) -> Organization | None:
        """The organization; None for ""."""
        return self._find(self.bodies, line, value) if value else None

    def _find(self, there: Mapping[str, Any], line: int, value: Any) -> Any:
        found = there.get(value.strip()) if isinstance(value, str) else value
        if found is None:
            raise RuleBroken("organizations.no_such_row", line=line, value=str(value)[:40])
        return found


@transaction.atomic
def import_posts(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]]) -> list[Post]:
    """Load posts: kind, and area or organization (code or object), title, seats. Doubles of "exactly one" are refused."""
    _checks.may_change(actor, county)
    known, method = _Known(county), _checks.method_of(county)
    made = [_post(known, method, line, row) for line, row in enumerate(rows, start=2)]
    _refuse_doubles(method, made)
    Post.unscoped.bulk_create(made, batch_size=_BATCH)
    record(actor, events.Imported(len(made), gettext("posts")), subject=county, county_id=county.pk)
    return made


@transaction.atomic
def import_duties(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]]) -> list[Duty]:
    """Load a first duty catalogue: category, lead, assisting (codes or objects), not_to_grid, basis."""
    _checks.may_change(actor, county)
    known, raw = _Known(county), list(rows)
    made, helpers = [], []
    for line, row in enumerate(raw, start=2):
        assisting = [known.body(line, value) for value in parts(row.get("assisting"))]
        made.append(_duty(known, line, row, assisting))
        helpers.append(assisting)
    Duty.unscoped.bulk_create(made, batch_size=_BATCH)
    known_duties.changed()
    link = Duty.assisting.through
    links = [link(duty=duty, organization=body) for duty, bodies in zip(made, helpers, strict=True) for body in bodies]
    link.objects.bulk_create(links, batch_size=_BATCH)
    record(
        actor, events.Imported(len(made), gettext("entries of the duty catalogue")), subject=county, county_id=county.pk
    )
    return made


def _post(known: _Known, method: OrganizationRules, line: int, row: Mapping[str, Any]) -> Post:
    rule = rule_of(method, row["kind"])
    body = known.body(line, row.get("organization"))
    area = body.area if body else known.area(line, row.get("area"))
    if not fits(rule, area, body):
        raise RuleBroken("organizations.wrong_place", post=rule.label, place=body or area)
    seats = int(row.get("seats") or 1)
    check_seats(rule, seats)
    return Post(
        county=known.county, area=area, organization=body, kind=row["kind"], role=rule.role, seats=seats,
        title=str(row.get("title") or "").strip()[:80] or rule.label, valid_from=clock.today(),
    )  # fmt: skip


def _refuse_doubles(method: OrganizationRules, made: list[Post]) -> None:
    single = [code for code, rule in method.posts.items() if rule.per_area in ("exactly_one", "at_most_one")]
    held = Post.unscoped.filter(kind__in=single, valid_to=None, area__in={post.area_id for post in made})
    seen = set(held.values_list("area_id", "organization_id", "kind"))
    for post in made:
        key = (post.area_id, post.organization_id, post.kind)
        if post.kind in single and key in seen:
            raise RuleBroken("organizations.post_exists", place=post.organization or post.area, post=post.title)
        seen.add(key)


def _duty(known: _Known, line: int, row: Mapping[str, Any], assisting: list[Organization | None]) -> Duty:
    lead = known.body(line, row["lead"])
    if lead is None:
        raise RuleBroken("organizations.no_such_row", line=line, value="")
    check_duty(known.county, row["category"], lead, [body for body in assisting if body])
    return Duty(
        county=known.county, category=row["category"], lead=lead, not_to_grid=bool(row.get("not_to_grid")),
        basis=str(row.get("basis") or ""), valid_from=clock.today(),
    )  # fmt: skip
