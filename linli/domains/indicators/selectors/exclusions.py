"""Cases that people took out of the appraisal: on the case, and those that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.domains.cases.permissions import may
from linli.domains.indicators.method import Reason
from linli.domains.indicators.models import Exclusion
from linli.domains.indicators.selectors.figures import rules_at
from linli.domains.indicators.states import EXCLUDE, OBJECT
from linli.kernel.whether import Whether

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands in the appraisal: out for a reason (`exclusion`), or in. `may_…` are the reader's."""

    case: Any
    exclusion: Exclusion | None
    reason: str
    may_exclude: bool
    may_object: bool
    may_keep: bool


def reasons_at(area: Any) -> dict[str, Reason]:
    """Reasons that the method of a place names."""
    return {code: one for code, one in rules_at(area).reasons.items() if one.use}


#: Whether any case of a county was ever taken out: most case pages of most counties need ask no more.
has_exclusions = Whether(lambda county_id: Exclusion.objects.filter(case__county_id=county_id).exists())


def in_force(case: Any) -> Exclusion | None:
    """The exclusion of a case that holds now; nothing is asked where the county has none."""
    if not has_exclusions(case.county_id):
        return None
    found: Exclusion | None = Exclusion.objects.filter(case=case, undone_at=None).first()
    return found


def standing_of(actor: Actor, case: Any) -> Standing:
    """How a case that was fetched in scope stands."""
    one = in_force(case)
    excludes = actor.reaches(EXCLUDE, case.area.path)
    return Standing(
        case=case, exclusion=one, reason=_label(case, one), may_exclude=excludes,
        may_object=one is not None and one.objected_at is None and may(actor, OBJECT, case),
        may_keep=one is not None and excludes and one.is_open and one.by_account != actor.account_id,
    )  # fmt: skip


def exclusion_for(actor: Actor, pk: int, to: str) -> tuple[Exclusion, Any]:
    """One exclusion in force and its case: Http404 where the case is hidden, PermissionDenied where `to` isn't held at it."""
    one = Exclusion.objects.filter(pk=pk, undone_at=None, case__in=cases.seen_by(actor)).select_related("case").first()
    if one is None:
        raise Http404
    return one, cases.case_for(actor, one.case.ref, to)


def waiting_objections(actor: Actor) -> QuerySet[Exclusion]:
    """Objections that wait for an answer, of cases that the actor sees; for who may answer."""
    if not actor.can(EXCLUDE):
        return Exclusion.objects.none()
    waiting = Exclusion.objects.filter(undone_at=None, objected_at__isnull=False, answered_at=None)
    return waiting.filter(case__in=cases.seen_by(actor)).select_related("case").order_by("objected_at")


def _label(case: Any, one: Exclusion | None) -> str:
    if one is None:
        return ""
    reasons = rules_at(case.county).reasons
    return reasons[one.reason].label if one.reason in reasons else one.reason
