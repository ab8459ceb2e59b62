"""Whom to call, and how calls went: suggestions by the duty list, and the figures of both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Max, Q
from django.utils.translation import gettext

from linli.domains.cases.models import Call, CallState, Case, ClockKind, ClockState, Deadline
from linli.foundation.organizations import selectors as organizations
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organization to call: why the duty list names it, and when it last came to a call (None: never)."""

    organization_id: int
    name: str
    lead: bool
    why: str
    last_answer_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrganizationFigures:
    """Both sides of an organization's calls. `stars` is the mean of the callers' ratings, `justified` the share (0–1) of calls
    that it found justified; None where nobody has rated.
    """

    organization_id: int
    name: str
    calls: int
    answered_in_time: int
    returned: int
    stars: float | None
    rated: int
    justified: float | None
    judged: int


def suggested_for(case: Case) -> list[Suggestion]:
    """Whom the duty list names for the case's category: lead first, then assisting ones. Three statements."""
    duty = organizations.duty_for(case.county, case.category.key)
    if duty is None:
        return []
    named = [(duty.lead, True), *((each, False) for each in duty.assisting.all())]
    named = [(each, lead) for each, lead in named if each.is_open]
    last = _last_answers(each.pk for each, _ in named)
    why = duty.basis or gettext("By the duty list")
    return [Suggestion(each.pk, each.label, lead, why, last.get(each.pk)) for each, lead in named]


def callable_for(case: Case) -> list[Any]:
    """All organizations that may be called to a case, by name, without those that are called already."""
    there = set(
        Call.objects.filter(case=case, whistle__ended_at__isnull=True).values_list("organization_id", flat=True)
    )
    return [each for each in organizations.callable_for(case.area) if each.pk not in there]


def figures_of(actor: Actor, *, since: datetime | None = None) -> list[OrganizationFigures]:
    """How each organization came to calls, in cases that the actor sees: times and both sides' ratings. For the office's own
    use: whom to call, and where whistles are blown without need.
    """
    rows: Any = Call.objects.filter(case__in=Case.scoped.visible_to(actor))
    if since is not None:
        rows = rows.filter(called_at__gte=since)
    grouped = rows.values("organization_id", "organization__name", "organization__short_name").annotate(**_FIGURES)
    in_time = _answered_in_time(rows)
    return [
        _figures(row, in_time.get(row["organization_id"], 0)) for row in grouped.order_by("-calls", "organization_id")
    ]


_FIGURES = {
    "calls": Count("id"),
    "returned": Count("id", filter=Q(state=CallState.RELEASED)),
    "mean": Avg("stars"),
    "rated": Count("stars"),
    "judged": Count("justified"),
    "yes": Count("id", filter=Q(justified=True)),
}


def _figures(row: dict[str, Any], in_time: int) -> OrganizationFigures:
    return OrganizationFigures(
        organization_id=row["organization_id"],
        name=row["organization__short_name"] or row["organization__name"],
        calls=row["calls"],
        answered_in_time=in_time,
        returned=row["returned"],
        stars=row["mean"],
        rated=row["rated"],
        justified=row["yes"] / row["judged"] if row["judged"] else None,
        judged=row["judged"],
    )


def _answered_in_time(rows: Any) -> dict[int, int]:
    met = Deadline.objects.filter(kind=ClockKind.CALL_ANSWER, state=ClockState.MET, call__in=rows)
    counted = met.values_list("call__organization_id").annotate(Count("id"))
    return dict(counted)


def _last_answers(ids: Iterable[int]) -> dict[int, datetime]:
    arrived = Call.objects.filter(organization_id__in=list(ids), arrived_at__isnull=False)
    return dict(arrived.values_list("organization_id").annotate(Max("arrived_at")))
