"""Many members at once: few statements, one line of history. All or none of them, or, from lists, the good rows, and why the others not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

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
#: How often a batch is begun anew when somebody else enters one of its people meanwhile.
_TURNS = 3


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
    return _write(actor, county, rows)


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A row of a list: its line in the file, and the member it means."""

    line: int
    member: MemberRow


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row was left out: its line, and the words of the refusal."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class ListReport:
    """How a batch of a list went: members added, those of the same organization already, and rows that were left out."""

    added: int
    known: int
    problems: tuple[Refused, ...]


@_base.changes(_base.CHANGE)
def bring_in_members(actor: Actor, *, county: Any, rows: Sequence[ListedMember], dry_run: bool = False) -> ListReport:
    """Enter the rows of a list that fit, and say why the others don't, in the words of `add_member`'s refusals. Who is a member of
    the same organization is known and stays as they are: a list that comes twice adds nobody. `dry_run` only counts.

    The quota isn't asked: lists say what has been. Raises OutOfScope for an organization that isn't the actor's.
    """
    _keep_mine(actor, [row.member for row in rows])
    fitting, problems = _fitting(county, rows)
    for turn in range(1, _TURNS + 1):
        fresh, known, elsewhere = _sorted_by_home(fitting)
        try:
            with transaction.atomic():
                if fresh and not dry_run:
                    _write(actor, county, fresh)
            return ListReport(len(fresh), known, (*problems, *elsewhere))
        except IntegrityError as error:  # somebody was entered by hand at the same moment: asked anew, they are there
            if "membership_one_at_a_time" not in str(error) or turn == _TURNS:
                raise
    raise AssertionError("a turn returns or raises")


def _fitting(county: Any, rows: Sequence[ListedMember]) -> tuple[list[ListedMember], list[Refused]]:
    """Rows that may be written as far as they say, and what is wrong with the others."""
    good, problems = [], []
    for row in rows:
        try:
            _check_row(county, row.member)
            good.append(row)
        except RuleBroken as refused:
            problems.append(Refused(row.line, refused.message))
    return good, problems


def _sorted_by_home(rows: Sequence[ListedMember]) -> tuple[list[MemberRow], int, list[Refused]]:
    """Who is a member of nothing yet; how many are of the same organization; who is of another one. Of two rows for somebody the
    first one counts.
    """
    with across_bodies():
        there = Membership.unscoped.filter(person__in=[row.member.person.pk for row in rows], ends_on=None)
        homes = dict(there.order_by().values_list("person", "organization"))
    fresh, known, elsewhere = [], 0, []
    for row in rows:
        one = row.member
        home = homes.get(one.person.pk)
        homes.setdefault(one.person.pk, one.organization.pk)
        if home is None:
            fresh.append(one)
        elif home == one.organization.pk:
            known += 1
        else:
            elsewhere.append(Refused(row.line, RuleBroken("membership.member_elsewhere").message))
    return fresh, known, elsewhere


def _write(actor: Actor, county: Any, rows: Sequence[MemberRow]) -> list[Membership]:
    """All rows, with what hangs on them, and one line of history."""
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
    people = [row.person.pk for row in rows]
    with across_bodies():
        known = Membership.unscoped.filter(person__in=people, ends_on=None).exists()
    if known or len(set(people)) < len(people):
        raise RuleBroken("membership.member_already")
    _keep_mine(actor, rows)
    for row in rows:
        _check_row(county, row)


def _keep_mine(actor: Actor, rows: Iterable[MemberRow]) -> None:
    """Raise OutOfScope unless all organizations are the actor's, or below one of these."""
    if actor.is_system:
        return
    mine = {one["pk"] for one in organizations.with_parts(actor.org_ids(_base.CHANGE))}
    if beyond := {row.organization.name for row in rows if row.organization.pk not in mine}:
        raise OutOfScope(", ".join(sorted(beyond)))


def _check_row(county: Any, row: MemberRow) -> None:
    """Whether a row fits by itself."""
    check_fit(row.organization, row.person, row.kind)
    most = territory.rules_of(county).membership.contact.at_most
    if most is not None and len(row.households) > most:
        raise RuleBroken("membership.households_full", most=most)
    _base.day_of(row.starts_on)
    if row.organization.county_id != county.pk:
        raise RuleBroken("membership.other_county")


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
