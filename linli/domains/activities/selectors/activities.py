"""Activities as lists and one by one, and what their forms offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Q
from django.http import Http404

from linli.domains.activities.method import Programme
from linli.domains.activities.models import Activity, Item, Picture
from linli.domains.activities.permissions import ACT
from linli.domains.activities.selectors._rules import county_rules, programme_of
from linli.domains.activities.selectors.holders import bodies_for, places_for
from linli.domains.activities.states import STANDINGS, WAITING, State
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.panels import Panel
from linli.kernel.pictures import PictureFile, opened
from linli.kernel.scoping import door, paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Holders that a form offers.
MOST = 500
_PANEL = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """One activity with its items, pictures and history, and what the reader may do with it."""

    programme: Programme
    items: list[Item]
    pictures: list[Picture]
    history: list[audit.Line]
    may_act: bool
    may_change: bool
    may_begin: bool
    may_hold: bool


def activities_page(
    actor: Actor, *, programme: str = "", state: str = "", text: str = "", number: Any = None
) -> Page[Any]:
    """Activities that the actor sees, the latest day first, by programme, state and words."""
    found = Activity.scoped.visible_to(actor).select_related("area", "organization")
    found = found.filter(programme=programme) if programme else found
    found = found.filter(state=state) if state in set(State) else found
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(area__name__icontains=text) | Q(organization__name__icontains=text)
        )
    page = paged(found.order_by("-on", "-pk"), number)
    for row in page:
        _dress(row)
    return page


def _dress(row: Any) -> None:
    row.label = programme_of(row).label
    row.standing = STANDINGS[State(row.state)]
    row.is_late = row.state in WAITING and row.on < clock.today()


def activity_for(actor: Actor, pk: int, to: str | None = None) -> Activity:
    """The one door to an activity: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Activity = door(Activity, actor, pk, to, "area__county", "organization")
    _dress(row)
    return row


def sheet_of(actor: Actor, row: Activity) -> Sheet:
    """All that stands on the page of an activity that was fetched in scope."""
    programme = programme_of(row)
    acts = row.state in WAITING and bool(Activity.scoped.visible_to(actor, ACT).filter(pk=row.pk).exists())
    is_planned = row.state == State.PLANNED
    return Sheet(
        programme, items_of(row), list(row.pictures.all()), audit.timeline(row), acts, acts and is_planned,
        acts and is_planned and programme.is_project, acts and (row.period_on <= clock.today()),
    )  # fmt: skip


def items_of(row: Activity) -> list[Item]:
    """Its items, the fixed ones first."""
    return list(Item.objects.filter(activity=row))


def picture_for(actor: Actor, pk: int) -> PictureFile:
    """A picture of an activity; Http404 when it is hidden or its file is gone."""
    row: Picture = door(Picture, actor, pk)
    return PictureFile(opened(row.path), row.sha256)


def programme_for(actor: Actor, code: str) -> Programme:
    """A programme of the method of the actor's county; Http404 for another code."""
    found = county_rules(actor).programmes.get(code)
    if found is None:
        raise Http404
    return found


def programmes_to_plan(actor: Actor, programmes: dict[str, Programme]) -> list[tuple[str, Programme]]:
    """Those of which the actor may plan something: where they act for a place, or for an organization of its kinds."""
    if not actor.can(ACT):
        return []
    return [(code, one) for code, one in programmes.items() if _holders(actor, one).exists()]


def _holders(actor: Actor, programme: Programme) -> Any:
    return bodies_for(actor, programme, ACT) if programme.bodies else places_for(actor, programme, ACT)


def holder_choices(actor: Actor, programme: Programme) -> list[tuple[int, str]]:
    """Organizations or places of a programme for which the actor acts."""
    return [(one.pk, one.name) for one in _holders(actor, programme).order_by("name", "pk")[:MOST]]


def holder_for(actor: Actor, programme: Programme, pk: int) -> dict[str, Any]:
    """`organization` or `area` of a choice; Http404 where the actor doesn't act for it."""
    found = _holders(actor, programme).select_related("county").filter(pk=pk).first()
    if found is None:
        raise Http404
    return {"organization" if programme.bodies else "area": found}


def activities_panel(actor: Actor, organization: Any) -> Panel | None:
    """The newest activities of an organization on its page; None where there are none, or none for this reader."""
    found = Activity.scoped.visible_to(actor).filter(organization=organization)
    rows = list(found.order_by("-on", "-pk")[:_PANEL])
    for row in rows:
        _dress(row)
    return Panel(N_("Themed activities"), "activities/_panel.html", rows) if rows else None
