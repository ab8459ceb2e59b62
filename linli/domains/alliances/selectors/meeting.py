"""Meetings of alliances, resolutions and whether they are late, topics in deliberation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils.translation import gettext

from linli.domains.alliances.method import AllianceRules
from linli.domains.alliances.models import Alliance, Meeting, RaisedTopic, Resolution
from linli.domains.alliances.permissions import ACT
from linli.domains.alliances.selectors.reach import may_run, rules_at, within_county
from linli.domains.alliances.states import PROGRESS_LABELS, Progress
from linli.domains.deliberation.states import STATES, State
from linli.kernel import clock
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Meetings that an alliance's page shows.
MOST = 12


def labelled(rows: Iterable[Any]) -> list[Any]:
    """Resolutions with the name of their state, and whether they are late (from the day after their last day on)."""
    found, today = list(rows), clock.today()
    for one in found:
        one.state_label = gettext(PROGRESS_LABELS[Progress(one.state)])
        one.is_late = one.state == Progress.OPEN and one.due_on < today
    return found


def meetings_of(row: Alliance) -> list[Meeting]:
    """The newest meetings of an alliance with how many topics each had."""
    found = Meeting.unscoped.filter(alliance=row).annotate(size=Count("topics"))
    return list(found.order_by("-on", "-pk")[:MOST])


def raised_of(row: Alliance, rules: AllianceRules) -> list[Any]:
    """Topics of an alliance in deliberation, the newest first, with how far each is."""
    found: list[Any] = list(
        RaisedTopic.objects.filter(alliance=row).select_related("matter").order_by("-pk")[: 3 * MOST]
    )
    for one in found:
        one.kind_label = rules.label_of("topics", one.kind)
        one.state_label = gettext(STATES[State(one.matter.state)])
    return found


def meeting_for(actor: Actor, pk: int, to: str | None = None) -> Meeting:
    """The one door to a meeting: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Meeting = door(
        Meeting, actor, pk, to, "area", "county", "alliance__area__county", "alliance__office", "chair__organization"
    )
    return row


@within_county
def meeting_page(actor: Actor, row: Meeting) -> dict[str, Any]:
    """Topics and resolutions of a meeting, which was fetched in scope."""
    rules = rules_at(row.area)
    resolutions = labelled(
        Resolution.unscoped.filter(meeting=row).select_related("organization").order_by("due_on", "pk")
    )
    return {
        "topics": [(rules.label_of("topics", one.kind), one.words) for one in row.topics.all()],
        "resolutions": _with_rights(actor, resolutions, row.alliance),
        "may_run": may_run(actor, row.alliance) and row.alliance.closed_on is None,
    }


@within_county
def resolutions_page(actor: Actor, *, only: str = "", text: str = "", number: Any = None) -> Any:
    """Resolutions of the county by their last day. `only`: a state, or "late"."""
    found = Resolution.scoped.visible_to(actor)
    if only in set(Progress):
        found = found.filter(state=only)
    elif only == "late":
        found = found.filter(state=Progress.OPEN, due_on__lt=clock.today())
    if words := text.strip()[:40]:
        found = found.filter(words__icontains=words) | found.filter(organization__name__icontains=words)
    page = paged(found.select_related("organization", "meeting__alliance").order_by("due_on", "pk"), number)
    labelled(page.object_list)
    return page


def resolution_for(actor: Actor, pk: int) -> Resolution:
    """A resolution; Http404 when hidden, PermissionDenied unless the actor keeps the alliance or acts for the unit in charge."""
    row: Resolution = door(Resolution, actor, pk, None, "area", "county", "meeting__alliance__area", "organization")
    if not _may_settle(actor, row, row.meeting.alliance):
        raise PermissionDenied
    return row


def outcomes_of(actor: Actor, row: Resolution) -> tuple[str, ...]:
    """How the actor may settle a resolution."""
    return ("done", "dropped") if may_run(actor, row.meeting.alliance) else ("done",)


def _with_rights(actor: Actor, rows: list[Any], alliance: Alliance) -> list[Any]:
    for one in rows:
        one.may_settle = one.state == Progress.OPEN and _may_settle(actor, one, alliance)
    return rows


def _may_settle(actor: Actor, row: Resolution, alliance: Alliance) -> bool:
    return may_run(actor, alliance) or row.organization_id in actor.org_ids(ACT)
