"""Questions that wait for somebody's decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext

from linli.domains.cases.models import Approval, ApprovalKind, Case
from linli.domains.cases.selectors.where import place_line, with_place
from linli.foundation.methods import selectors as methods
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.statements import Kept, hole
from linli.kernel.words import N_

MOST = 200
LABELS = {
    ApprovalKind.RETURN: N_("Return"),
    ApprovalKind.EXTENSION: N_("More time"),
    ApprovalKind.SUSPENSION: N_("Suspension"),
    ApprovalKind.WHISTLE: N_("Call"),
}


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A question in a list. `wish` says what would be done; `mine` whether this actor is the one who decides."""

    id: int
    kind: str
    label: str
    ref: str
    title: str
    area: str
    category: str
    organization: str
    asked_by: str
    reason: str
    wish: str
    post: str
    asked_at: datetime
    due_at: datetime | None
    is_late: bool
    mine: bool
    granted: bool | None = None
    words: str = ""
    decided_by: str = ""


def arbitration_queue(actor: Actor) -> list[ApprovalRow]:
    """Returned cases and calls that wait for the centre's word, oldest first; at most 200."""
    return _listed(actor, _open(actor).filter(kind=ApprovalKind.RETURN))


def approvals_for(actor: Actor) -> list[ApprovalRow]:
    """Everything that waits for a decision where the actor may decide: those that name the actor's own post first."""
    rows = _listed(actor, _open(actor))
    return sorted(rows, key=lambda row: (not row.mine, row.asked_at))


def approvals_of(actor: Actor, case: Case) -> list[ApprovalRow]:
    """All questions of a case that the actor was given, newest first, with their answers."""
    found = _OF_CASE.rows(case=case.pk)
    if found:
        prefetch_related_objects([case], "deadlines")
    for one in found:
        one.case = case  # as it was given: most cases have no question, and its tables would be read for nothing
    return _listed(actor, found)


_OF_CASE = Kept(
    lambda: (
        Approval.objects.filter(case_id=hole("case"))
        .select_related("call__organization", "call__whistle")
        .order_by("-id")[:MOST]
    )
)


def approval_for(actor: Actor, pk: int, to: str | None = None) -> Approval:
    """One question on a case that the actor sees: Http404 when hidden, PermissionDenied with `to="decide"` without the right."""
    approval = _rows().filter(pk=pk, case__in=Case.scoped.visible_to(actor)).first()
    if approval is None:
        raise Http404
    if to == "decide" and not actor.reaches("cases.decide", approval.case.area.path):
        raise PermissionDenied
    return approval


def _open(actor: Actor) -> Any:
    seen = Case.scoped.visible_to(actor, "cases.decide").open()
    return _rows().filter(granted__isnull=True, case__in=seen).order_by("asked_at")


def _rows() -> Any:
    rows = Approval.objects.select_related("case__county", "case__category", "call__organization")
    return (
        with_place(rows, "case__area")
        .select_related("case__handler_org", "call__whistle")
        .prefetch_related("case__deadlines")
    )


def _listed(actor: Actor, rows: Any) -> list[ApprovalRow]:
    found = list(rows[:MOST])
    waiting = any(each.granted is None for each in found)
    own = _own_posts(actor) if waiting else frozenset()
    return [_row(actor, each, own) for each in found]


def _own_posts(actor: Actor) -> frozenset[str]:
    """Kinds of the posts that the actor holds now."""
    if actor.person_id is None:
        return frozenset()
    held = people.posts_by_card([people.card_by_id(actor.person_id)])
    return frozenset(post.kind for posts in held.values() for post in posts)


def _row(actor: Actor, approval: Approval, own: Iterable[str]) -> ApprovalRow:
    case = approval.case
    due = _due(approval)
    organization = approval.call.organization if approval.call else case.handler_org
    post = methods.rules_for(case.release_id).organizations.posts.get(approval.post)
    return ApprovalRow(
        id=approval.pk,
        kind=approval.kind,
        label=gettext(LABELS[ApprovalKind(approval.kind)]),
        ref=case.ref,
        title=case.title,
        area=place_line(case.area),
        category=case.category.name,
        organization=organization.label if organization else "",
        asked_by=approval.asked_by,
        reason=approval.reason,
        wish=_wish(approval),
        post=post.label if post else approval.post,
        asked_at=approval.asked_at,
        due_at=due,
        is_late=due is not None and due < clock.now(),
        mine=approval.post in own and approval.asked_by_account != actor.account_id,
        granted=approval.granted,
        words=approval.words,
        decided_by=approval.decided_by,
    )


def _wish(approval: Approval) -> str:
    plan = approval.plan
    if approval.kind == ApprovalKind.EXTENSION:
        return gettext("until {until}").format(until=_said(plan["until"]))
    if approval.kind == ApprovalKind.SUSPENSION:
        return gettext("until {until}").format(until=_said(plan["day"]))
    return str(plan.get("names", ""))


def _said(text: str) -> str:
    """A day or a moment ("2026-11-26 17:30") as people say it; what is neither is said as it stands."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    day = date_format(at, "MONTH_DAY_FORMAT" if at.year == clock.today().year else "DATE_FORMAT")
    return f"{day} {at:%H:%M}" if ":" in text else day


def _due(approval: Approval) -> datetime | None:
    """The running clock of the decision, where the method sets one (returns)."""
    running = [
        each.due_at
        for each in approval.case.deadlines.all()
        if each.kind == "arbitrate" and each.state == "running" and each.call_id == approval.call_id
    ]
    return min(running, default=None)
