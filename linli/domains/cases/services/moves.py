"""The one way in which a case changes its state: lock, check the table, write, clocks, history, scope."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from linli.domains.cases import permissions
from linli.domains.cases.models import Case
from linli.domains.cases.services import clocks
from linli.domains.cases.states import MACHINE, STATE_LABELS, Kind, State
from linli.foundation.audit import selectors as history
from linli.foundation.audit import services as audit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


def locked(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends; what the caller read before may be stale."""
    rows = Case.unscoped.select_for_update(of=("self",)).select_related("area", "county", "category", "handler_org")
    return rows.get(pk=case.pk)


def allow(actor: Actor, permission: str, case: Case) -> None:
    """Raise `RuleBroken` when the actor may not do this to this case (views have asked before; this is the second lock)."""
    if not permissions.may(actor, permission, case):
        raise RuleBroken("cases.not_yours")


def move(actor: Actor, case: Case, verb: str, **changes: Any) -> State:
    """Move a locked case along the edge `verb` and save `changes` with it; returns the state it came from.

    Raises `RuleBroken("cases.already_moved")` with who moved it last when the table has no such edge (two people at once: the
    second is told, and nothing is lost).
    """
    old = case.at
    new = MACHINE.move(old, verb)
    if new is None:
        raise already_moved(case)
    now = clock.now()
    changes |= {"state": new, "state_since": now, "ended_at": None if new.kind is Kind.OPEN else now}
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=list(changes))
    clocks.turn_passed(case, old, new)
    return old


def already_moved(case: Case) -> RuleBroken:
    """The refusal that names who was first."""
    lines = history.timeline(case)[:1]
    who = lines[0].who if lines and lines[0].who else gettext("Linli")
    return RuleBroken("cases.already_moved", state=gettext(STATE_LABELS[case.at]), who=who)


def record(actor: Actor, case: Case, *happened: Any) -> None:
    """Write lines into the case's history, inside the transaction of the change."""
    audit.record_all(actor, happened, subject=case, county_id=case.county_id)
