"""What the centre's word on a return does: somebody else takes it, or it goes back with the reason."""

from __future__ import annotations

from typing import Any

from linli.domains.cases import events
from linli.domains.cases.models import Approval, Call, Case, ClockKind
from linli.domains.cases.services import calls, clocks, moves, route, whistles
from linli.domains.cases.states import State
from linli.foundation.organizations import selectors as organizations
from linli.kernel.actor import Actor


def carry_out(
    actor: Actor, case: Case, approval: Approval, *, to_org: int | None = None, to_person: int | None = None
) -> None:
    """Uphold (`approval.granted`) or refuse the return of a call or of a whole case, both locked by the caller."""
    if approval.call is not None:
        call = calls.locked(approval.call)
        if approval.granted:
            _uphold_call(actor, case, call, approval.words, to_org)
        else:
            calls.take_back(case, call)
            moves.record(actor, case, events.ReturnRefused(approval.words))
        clocks.refresh_due(case)
    elif approval.granted:
        _uphold_case(actor, case, approval.words, to_org, to_person)
    else:
        _refuse_case(actor, case, approval.words)


def _uphold_call(actor: Actor, case: Case, call: Call, words: str, to_org: int | None) -> None:
    """The call isn't theirs. Another organization is called instead, if named; else whoever is left goes on."""
    clocks.stop(case, ClockKind.ARBITRATE, call=call)
    calls.release(actor, case, call)
    other: Any = organizations.organization_by_id(to_org) if to_org is not None else None
    if other is not None:
        whistles.add_call(actor, case, call.whistle, other, lead=call.lead)
        moves.record(actor, case, events.ReturnUpheld(other.label, words))
        return
    moves.record(actor, case, events.ApprovalGranted("return", words))
    if call.lead:
        whistles.pass_lead(call.whistle)
    whistles.settle(actor, case)


def _uphold_case(actor: Actor, case: Case, words: str, to_org: int | None, to_person: int | None) -> None:
    _check_returned(case)
    target = route.chosen(case, to_person, to_org)
    moves.record(actor, case, events.ReturnUpheld(target.label, words))
    route.place(actor, case, "arbitrate", target)


def _refuse_case(actor: Actor, case: Case, words: str) -> None:
    """Back into the same hands, which kept it while it waited."""
    _check_returned(case)
    moves.move(actor, case, "arbitrate")
    moves.record(actor, case, events.ReturnRefused(words))


def _check_returned(case: Case) -> None:
    if case.at is not State.RETURNED:
        raise moves.already_moved(case)
