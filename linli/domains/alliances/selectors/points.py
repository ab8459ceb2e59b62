"""Points of units: what waits, what counts and why, objections, and a unit's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.alliances import kinds
from linli.domains.alliances.method import Activity, AllianceRules, PointRules
from linli.domains.alliances.models import Member, Objection, Proof, Score
from linli.domains.alliances.permissions import ACT, RUN
from linli.domains.alliances.selectors.reach import county_rules, in_county, may_run, rules_at, within_county
from linli.domains.alliances.selectors.sharing import honoured_in, unit_row
from linli.domains.alliances.states import SCORE_LABELS, ScoreState
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.pictures import PictureFile, opened
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def _named(rows: Any, rules: AllianceRules) -> None:
    """Put names to codes, as the method has them now."""
    table = rules.points
    for row in rows:
        activity = table.activities.get(row.activity) if table else None
        level = table.levels.get(row.level) if table else None
        row.what = " · ".join((activity.label if activity else row.activity, level.label if level else row.level))
        row.shown, row.state_label = kinds.UNIT.shown(row.points), gettext(SCORE_LABELS[ScoreState(row.state)])


@within_county
def scores_page(actor: Actor, *, only: str = "", number: Any = None) -> Any:
    """Scores of alliances that the actor keeps, the newest first. `only`: a state, or "objected" for those that wait for an answer."""
    found = Score.scoped.visible_to(actor, RUN)
    if only in set(ScoreState):
        found = found.filter(state=only)
    elif only == "objected":
        found = found.filter(objection__isnull=False, objection__upheld=None)
    page = paged(found.select_related("organization", "alliance").order_by("-entered_at", "-pk"), number)
    _named(page.object_list, county_rules(actor))
    return page


def score_for(actor: Actor, pk: int, to: str | None = None) -> Score:
    """The one door to a score: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Score = door(Score, actor, pk, to, "area", "county", "alliance__area", "alliance__office", "organization")
    if to == RUN and not may_run(actor, row.alliance):
        raise PermissionDenied
    if to == ACT and row.organization_id not in actor.org_ids(ACT):
        raise PermissionDenied
    return row


@within_county
def score_page(actor: Actor, row: Score) -> dict[str, Any]:
    """What proves a score, who entered and who counted it, what was objected, and what this actor may do now."""
    rules = rules_at(row.area)
    _named([row], rules)
    objection = Objection.objects.filter(score=row).first()
    runs = may_run(actor, row.alliance) and row.organization_id not in actor.organizations
    open_one = objection is not None and objection.upheld is None
    return {
        "objection": objection,
        "proofs": list(Proof.objects.filter(score=row).order_by("pk")),
        "may_check": runs and row.state == ScoreState.WAITING and actor.account_id != row.entered_by_id,
        "may_answer": runs and open_one and actor.account_id not in (row.entered_by_id, row.checked_by_id),
        "may_object": objection is None
        and row.state == ScoreState.COUNTED
        and row.organization_id in actor.org_ids(ACT),
        "rule": rules.points,
        "history": audit.timeline(row),
    }


def proof_for(actor: Actor, pk: int) -> PictureFile:
    """A picture that proves a score; Http404 when hidden."""
    found = Proof.objects.filter(pk=pk, score__in=Score.scoped.visible_to(actor).values("pk")).first()
    if found is None:
        raise Http404
    return PictureFile(opened(found.path), found.sha256)


def unit_for(actor: Actor, pk: int) -> Any:
    """A unit of the actor's county whose points they may see: their own, or of a member of an alliance that they keep. Http404 else."""
    found = organizations.organization_by_id(pk)
    own = found.pk in actor.org_ids(ACT)
    if not (own or actor.is_system) and (found.county_id != actor.county_id or not _keeps(actor, found)):
        raise Http404
    return found


def _keeps(actor: Actor, unit: Any) -> bool:
    """Whether the actor keeps an alliance of which the unit is or was a member."""
    with in_county(actor):
        return bool(Member.scoped.visible_to(actor, RUN).filter(organization=unit.pk, joined_on__isnull=False).exists())


@within_county
def unit_page(actor: Actor, unit: Any, *, year: int, number: Any = None) -> dict[str, Any]:
    """A unit's points of a year with their reasons, the table by which they are given, and what they open or close."""
    rules = rules_at(unit.area)
    found = Score.scoped.visible_to(actor).filter(organization=unit.pk, on__year=year)
    page = paged(found.select_related("alliance").order_by("-on", "-pk"), number)
    _named(page.object_list, rules)
    return {
        "rows": page,
        "row": unit_row(unit, rules.points) if rules.points else None,
        "rule": rules.points,
        "table": table_of(rules.points) if rules.points else [],
        "this_year": clock.today().year,
    }


def table_of(rule: PointRules) -> list[tuple[Activity, list[str]]]:
    """The table of the method as a page shows it: each activity with its points by level in the levels' order ("" for none)."""
    return [
        (
            one,
            [kinds.UNIT.shown(int(one.points[code] * 10)) if code in one.points else "" for code in rule.levels],
        )
        for one in rule.activities.values()
    ]


def honours_of(county: Any) -> list[Any]:
    """Units of a county above the limit of honour, this year and last; none without points in the method."""
    rule = rules_at(county).points
    return honoured_in(county, rule) if rule is not None else []
