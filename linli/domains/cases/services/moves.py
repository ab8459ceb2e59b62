"""The one way in which a case changes its state: lock, check the table, write, clocks, history, scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
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
from linli.kernel.statements import Kept, hole
from linli.kernel.writes import update


def locked(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends; what the caller read before may be stale."""
    found: Case | None = _LOCKED.first(pk=case.pk)
    if found is None:
        raise Case.DoesNotExist(case.pk)
    return found


def locked_if_free(pk: int) -> Case | None:
    """The case, locked; None while somebody else has it, who will see to what is due."""
    return _IF_FREE.first(pk=pk)


def _whole() -> QuerySet[Case]:
    """A case with what its services look at; outlines of places are large and stay behind."""
    rows = Case.unscoped.filter(pk=hole("pk")).select_related("area", "county", "category", "handler_org")
    return rows.defer("area__boundary", "county__boundary")


_LOCKED = Kept(lambda: _whole().select_for_update(of=("self",)))
_IF_FREE = Kept(lambda: _whole().select_for_update(of=("self",), skip_locked=True))


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
    clocks.turn_passed(case, old, new)
    update([case], [*changes, "due_at"])
    return old


def already_moved(case: Case) -> RuleBroken:
    """The refusal that names who was first."""
    lines = (
        line for line in history.timeline(case) if not line.code.startswith("notices.")
    )  # telling somebody is no move
    last = next(lines, None)
    who = last.who if last and last.who else gettext("Linli")
    return RuleBroken("cases.already_moved", state=gettext(STATE_LABELS[case.at]), who=who)


def record(actor: Actor, case: Case, *happened: Any) -> None:
    """Write lines into the case's history, inside the transaction of the change."""
    audit.record_all(actor, happened, subject=case, county_id=case.county_id)
