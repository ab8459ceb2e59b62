"""Monthly items and who has none, projects and how their commitments are kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext

from linli.domains.cobuilding.models import Commitment, Item, Pairing, Project
from linli.domains.cobuilding.permissions import ACT, RUN
from linli.domains.cobuilding.selectors.choices import county_rules
from linli.domains.cobuilding.selectors.pairing import holding_on
from linli.domains.cobuilding.selectors.reach import is_side, one_of
from linli.domains.cobuilding.states import ITEM_LABELS, ItemState
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def items_page(actor: Actor, *, month: date, state: str = "", number: Any = None) -> Any:
    """Items of a month (any of its days), taken on and done."""
    found = Item.scoped.visible_to(actor).filter(month=month.replace(day=1))
    found = found.filter(state=state) if state in set(ItemState) else found
    page = paged(found.select_related("organization", "area", "compound").order_by("organization__name", "pk"), number)
    for row in page:
        row.state_label = gettext(ITEM_LABELS[ItemState(row.state)])
        mine = actor.reaches(RUN, row.area.path) or is_side(actor, row.area, row.organization_id)
        row.may_finish = mine and row.state == ItemState.TAKEN
    return page


def without_item(actor: Actor, *, month: date, number: Any = None) -> Any:
    """Pairings of units that held all through a month (or to this day) and for which fewer items were taken on than the method asks."""
    rule = county_rules(actor).items
    if rule is None:
        return paged(Pairing.unscoped.none(), 1)
    first = month.replace(day=1)
    taken = (
        Item.unscoped.filter(organization=OuterRef("organization"), month=first).order_by().values("organization")
        .annotate(count=Count("pk")).filter(count__gte=rule.at_least)
    )  # fmt: skip
    found = Pairing.scoped.visible_to(actor).filter(organization__isnull=False, organization__valid_to=None)
    found = found.filter(starts_on__lte=first).filter(holding_on(clock.today())).exclude(Exists(taken))
    page = paged(found.select_related("organization", "area", "compound").order_by("organization__name", "pk"), number)
    for row in page:
        row.may_take = actor.can(ACT) and (
            actor.reaches(RUN, row.area.path) or is_side(actor, row.area, row.organization_id)
        )
    return page


def item_for(actor: Actor, pk: int) -> Item:
    """An item; Http404 when hidden. Who may finish it is kept by the service."""
    row: Item = one_of(Item, actor, pk, None, "organization", "compound")
    return row


def projects_page(actor: Actor, *, year: int, level: str = "", number: Any = None) -> Any:
    """Projects of a year with how many commitments they have, how many were kept and how many are late."""
    found = Project.scoped.visible_to(actor).filter(year=year)
    found = found.filter(level=level) if level else found
    late = Q(commitments__kept_on=None, commitments__due_on__lt=clock.today())
    found = found.annotate(
        promised=Count("commitments"), kept=Count("commitments", filter=Q(commitments__kept_on__isnull=False)),
        late=Count("commitments", filter=late),
    )  # fmt: skip
    page = paged(found.select_related("area", "card").order_by("level", "area__path", "pk"), number)
    levels = county_rules(actor).projects
    for row in page:
        row.level_label = levels[row.level].label if row.level in levels else row.level
    return page


def project_for(actor: Actor, pk: int, to: str | None = None) -> Project:
    """The one door to a project: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Project = one_of(Project, actor, pk, to, "card")
    return row


def project_page(actor: Actor, row: Project) -> dict[str, Any]:
    """Commitments of a project, which was fetched in scope."""
    today = clock.today()
    found = list(Commitment.unscoped.filter(project=row).order_by("due_on", "pk"))
    for one in found:
        one.is_late = one.kept_on is None and one.due_on < today
    levels = county_rules(actor).projects
    return {
        "level_label": levels[row.level].label if row.level in levels else row.level,
        "commitments": found,
        "kept": sum(one.kept_on is not None for one in found),
        "may_run": actor.reaches(RUN, row.area.path),
        "history": audit.timeline(row),
    }


def commitment_for(actor: Actor, pk: int, to: str | None = None) -> Commitment:
    """A commitment with its project, as `project_for`."""
    row: Commitment = one_of(Commitment, actor, pk, to, "project__area")
    return row
