"""Several reports of one thing: one order is worked, all who reported read the same lines."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from linli.domains.cases import events
from linli.domains.cases.models import Case
from linli.domains.cases.services import moves, route
from linli.domains.cases.services.desk import check_chosen
from linli.domains.cases.states import State
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@transaction.atomic
def merge_cases(actor: Actor, *, case: Case, into: Case) -> Case:
    """Join `case` to `into`, which is worked on; cases joined to `case` before follow it. Returns the joined case.

    Raises `cases.joins_itself`, `cases.joins_duplicate`, `cases.joins_ended`, `cases.other_county`.
    """
    case, into = _both(case, into)
    for each in (case, into):
        moves.allow(actor, "cases.merge", each)
    _check_pair(case, into)
    moves.move(actor, case, "merge", duplicate_of=into)
    Case.unscoped.filter(duplicate_of=case).update(duplicate_of=into)
    moves.record(actor, case, events.CaseMerged(into=into.ref))
    moves.record(actor, into, events.CaseTookIn(ref=case.ref))
    return case


@transaction.atomic
def merge_many(actor: Actor, *, cases: Sequence[Case], into: Case) -> int:
    """Join several to one: all or none, at most 100. Returns how many were joined; raises what `merge_cases` raises."""
    check_chosen(cases)
    for case in sorted(cases, key=lambda one: one.pk):
        merge_cases(actor, case=case, into=into)
    return len(cases)


@transaction.atomic
def unlink_case(actor: Actor, *, case: Case) -> Case:
    """Undo a merge: the case goes to the office again and from there to whoever the method names."""
    case = moves.locked(case)
    moves.allow(actor, "cases.merge", case)
    was = case.duplicate_of.ref if case.duplicate_of else ""
    moves.move(actor, case, "unlink", duplicate_of=None, handler_id=None, handler_org=None)
    moves.record(actor, case, events.CaseUnlinked(was=was))
    route.route_case(actor, case=case)
    return case


def _both(case: Case, into: Case) -> tuple[Case, Case]:
    """Both rows locked in one order, so that two merges at once never wait for each other."""
    if case.pk == into.pk:
        raise RuleBroken("cases.joins_itself")
    first, second = sorted((case, into), key=lambda each: each.pk)
    rows = {each.pk: moves.locked(each) for each in (first, second)}
    return rows[case.pk], rows[into.pk]


def _check_pair(case: Case, into: Case) -> None:
    if case.county_id != into.county_id:
        raise RuleBroken("cases.other_county")
    if into.at is State.DUPLICATE:
        raise RuleBroken("cases.joins_duplicate", ref=into.ref)
    if not into.is_open:
        raise RuleBroken("cases.joins_ended", ref=into.ref)
