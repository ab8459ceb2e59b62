"""What a simulator of time needs to know: the next moment of the sweep, and how one case stands now."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from linli.domains.cases.models import Approval, ApprovalKind, Call, CallState, Case, Whistle
from linli.kernel.statements import ask

#: Called organizations that still have to do something.
_LIVE = (CallState.CALLED, CallState.ACCEPTED, CallState.ARRIVED, CallState.RETURNING)


class Standing(NamedTuple):
    """The columns of a case that change while it is worked on."""

    state: str
    tier_no: int
    tier: str
    handler_id: int | None
    handler_org_id: int | None
    area_id: int
    ended_at: datetime | None


def next_act(county_id: int) -> datetime | None:
    """When the sweep next has something to do in a county; None when no clock runs.

    Asked for before each of many thousand events, so it is written by hand: building the query costs more than running it.
    """
    rows = ask(_NEXT_ACT, [county_id])
    return rows[0][0] if rows else None


_NEXT_ACT = """
    SELECT d.act_at FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id
    WHERE d.state = 'running' AND d.act_at IS NOT NULL AND c.county_id = $1 ORDER BY d.act_at LIMIT 1
"""


def standing(pk: int) -> Standing:
    """How one case stands now, in one narrow statement (by hand, as above)."""
    return Standing(*ask(_STANDING, [pk])[0])


_STANDING = f"SELECT {', '.join(Standing._fields)} FROM cases_case WHERE id = $1"  # noqa: S608  (our own columns)


def has_cases(county_id: int) -> bool:
    """Whether anything was ever reported in a county."""
    return Case.unscoped.filter(county=county_id).exists()


def case_now(pk: int) -> Case:
    """A case as it stands now, with what its services look at."""
    return Case.unscoped.select_related("area", "county", "category", "handler", "handler_org").get(pk=pk)


def open_whistle(case: Case) -> Whistle | None:
    """The whistle that is out."""
    return Whistle.objects.filter(case=case, ended_at__isnull=True).first()


def live_calls(case: Case) -> list[Call]:
    """Calls that somebody still has to do something about, oldest first."""
    found = Call.objects.filter(case=case, whistle__ended_at__isnull=True, state__in=_LIVE)
    return list(found.select_related("organization", "case", "whistle").order_by("id"))


def unrated_calls(case: Case) -> list[Call]:
    """Reported calls of which the caller hasn't said yet how good the help was."""
    found = Call.objects.filter(case=case, reported_at__isnull=False, stars__isnull=True)
    return list(found.select_related("organization", "case").order_by("id"))


def open_approval(case: Case, kind: str = ApprovalKind.RETURN) -> Approval | None:
    """The question of a kind that nobody has answered yet, the oldest first."""
    return (
        Approval.objects.filter(case=case, kind=kind, granted__isnull=True)
        .select_related("case")
        .order_by("id")
        .first()
    )
