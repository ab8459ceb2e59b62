"""Writing a question to whoever decides; the answers are in `approvals`."""

from __future__ import annotations

from typing import Any

from linli.domains.cases.models import Approval, ApprovalKind, Call, Case
from linli.domains.cases.services import telling
from linli.domains.cases.services.texts import cleaned
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


def ask(
    actor: Actor,
    case: Case,
    kind: ApprovalKind,
    *,
    post: str,
    reason: str,
    plan: dict[str, Any] | None = None,
    call: Call | None = None,
) -> Approval:
    """Write one question of a locked case and tell those who may answer it. A second one of its kind must wait."""
    open_ones = Approval.objects.filter(case=case, kind=kind, call=call, granted__isnull=True)
    if open_ones.exists():
        raise RuleBroken("cases.already_asked")
    approval = Approval.objects.create(
        case=case,
        call=call,
        kind=kind,
        post=post,
        reason=cleaned(reason),
        plan=plan or {},
        asked_by=actor.label,
        asked_by_account=actor.account_id,
        asked_at=clock.now(),
    )
    telling.tell_approver(case, approval)
    return approval
