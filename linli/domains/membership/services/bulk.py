"""Many members at once, for lists and demonstrations: few statements, one line of history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.domains.membership import events
from linli.domains.membership.models import CheckIn, Contact, Membership
from linli.domains.membership.selectors import across_bodies
from linli.domains.membership.services import _base
from linli.domains.membership.services.members import check_fit
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with everything known: rows of the register (`person` with its area), organization, households, a check-in."""

    person: Any
    organization: Any
    kind: str
    starts_on: date | None = None
    admitted_on: date | None = None
    registered_on: date | None = None
    compound: Any = None
    card: Any = None
    checked_in: Any = None
    households: tuple[Any, ...] = ()


@_base.changes(_base.CHANGE)
def import_members(actor: Actor, *, county: Any, rows: Sequence[MemberRow]) -> list[Membership]:
    """Enter many members; all or none. The first that doesn't fit is refused as by `add_member`, or for too many households.

    The quota isn't asked: lists say what has been.
    """
    _check(actor, county, rows)
    local = _Locals()
    made = Membership.unscoped.bulk_create([_new(county, row, local) for row in rows], batch_size=_BATCH)
    pairs = list(zip(made, rows, strict=True))
    Contact.unscoped.bulk_create(_contacts(pairs), batch_size=_BATCH)
    CheckIn.unscoped.bulk_create(_checkins(pairs), batch_size=_BATCH)
    record(actor, events.MembersImported(len(rows)), subject=county, county_id=county.pk)
    return made


class _Locals:
    """The party organization of each place, asked once."""

    def __init__(self) -> None:
        self._found: dict[int, Any] = {}

    def at(self, area: Any) -> Any:
        if area.pk not in self._found:
            self._found[area.pk] = organizations.party_body_at(area)
        return self._found[area.pk]


def _check(actor: Actor, county: Any, rows: Sequence[MemberRow]) -> None:
    mine = None if actor.is_system else {one["pk"] for one in organizations.with_parts(actor.org_ids(_base.CHANGE))}
    most = territory.rules_of(county).membership.contact.at_most
    people = [row.person.pk for row in rows]
    with across_bodies():
        known = Membership.unscoped.filter(person__in=people, ends_on=None).exists()
    if known or len(set(people)) < len(people):
        raise RuleBroken("membership.member_already")
    for row in rows:
        check_fit(row.organization, row.person, row.kind)
        if row.organization.county_id != county.pk:
            raise RuleBroken("membership.other_county")
        if mine is not None and row.organization.pk not in mine:
            raise OutOfScope(row.organization.name)
        if most is not None and len(row.households) > most:
            raise RuleBroken("membership.households_full", most=most)


def _new(county: Any, row: MemberRow, local: _Locals) -> Membership:
    near = local.at(row.person.area)
    first = row.starts_on or clock.today()
    own = near is not None and near.pk == row.organization.pk
    return Membership(
        county=county, area_id=row.person.area_id, person=row.person, organization=row.organization, local=near,
        compound=row.compound, card=row.card, kind=row.kind, starts_on=first, admitted_on=row.admitted_on,
        registered_on=row.registered_on or (first if own else None),
    )  # fmt: skip


def _contacts(pairs: Iterable[tuple[Membership, MemberRow]]) -> list[Contact]:
    today = clock.today()
    return [
        Contact(
            county_id=member.county_id, area_id=household.area_id, membership=member, household=household,
            starts_on=today,
        )
        for member, row in pairs
        for household in row.households
    ]  # fmt: skip


def _checkins(pairs: Iterable[tuple[Membership, MemberRow]]) -> list[CheckIn]:
    now = clock.now()
    return [
        CheckIn(
            county_id=member.county_id,
            area_id=row.checked_in.area_id,
            membership=member,
            compound=row.checked_in,
            at=now,
        )
        for member, row in pairs
        if row.checked_in is not None
    ]
