"""Registrations of units and of people in service, and who has been active too seldom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from linli.domains.cobuilding.models import Delivery, Registration
from linli.domains.cobuilding.permissions import RUN
from linli.domains.cobuilding.rules import missing
from linli.domains.cobuilding.selectors.choices import county_rules
from linli.domains.cobuilding.selectors.reach import one_of, within_county
from linli.domains.cobuilding.states import ENROLMENT_LABELS, Enrolment
from linli.foundation.audit import selectors as audit
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@within_county
def registrations_page(actor: Actor, *, only: str = "", text: str = "", number: Any = None) -> Page[Any]:
    """Registrations, the newest first. `only` is a state, or "behind": confirmed and less active this year than the method asks."""
    found = _counted(Registration.scoped.visible_to(actor)).select_related("area", "organization", "card", "compound")
    if only in set(Enrolment):
        found = found.filter(state=only)
    elif only == "behind":
        rule = county_rules(actor).registration
        found = found.none() if rule is None else found.filter(
            state=Enrolment.CONFIRMED, active__lt=rule.least_a_year
        )  # fmt: skip
    if words := text.strip()[:40]:
        found = found.filter(
            Q(card__name__icontains=words) | Q(organization__name__icontains=words) | Q(area__name__icontains=words)
        )
    page = paged(found.order_by("-asked_at", "-pk"), number)
    for row in page:
        row.state_label = gettext(ENROLMENT_LABELS[Enrolment(row.state)])
    return page


def registration_for(actor: Actor, pk: int, to: str | None = None) -> Registration:
    """The one door to a registration: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Registration = one_of(Registration, actor, pk, to, "area__county", "organization", "card", "compound")
    return row


@within_county
def registration_page(actor: Actor, row: Registration) -> dict[str, Any]:
    """What the page shows beside the row, which was fetched in scope."""
    rules = county_rules(actor)
    active = _counted(Registration.unscoped.filter(pk=row.pk)).get().active
    least = rules.registration.least_a_year if rules.registration else 0
    return {
        "state_label": gettext(ENROLMENT_LABELS[Enrolment(row.state)]),
        "kinds": [rules.kind_label(code) for code in row.kinds],
        "activities": list(row.activities.order_by("-on", "-pk")[:50]),
        "active": active,
        "least": least,
        "missing": missing(least, active),
        "rule": rules.registration,
        "may_run": actor.reaches(RUN, row.area.path),
        "history": audit.timeline(row),
    }


def _counted(found: Any) -> Any:
    """With `active`: what was written down this year, and what the unit delivered there this year."""
    first = date(clock.today().year, 1, 1)
    delivered = (
        Delivery.unscoped.filter(claim__organization=OuterRef("organization"), area=OuterRef("area"), on__gte=first)
        .order_by()
        .values("area")
        .annotate(count=Count("pk"))
        .values("count")
    )
    written = Count("activities", filter=Q(activities__on__gte=first), distinct=True)
    return found.annotate(active=written + Coalesce(Subquery(delivered, output_field=IntegerField()), Value(0)))


def registered_units(county_id: int) -> list[tuple[int, str]]:
    """Units of a county that are registered with any of its communities today, by name: to give them something to do."""
    with rls.within(f"{county_id}.", "o*"):  # units alone, which are known; nobody in service is read
        found = Registration.unscoped.filter(
            county_id=county_id, state=Enrolment.CONFIRMED, organization__isnull=False, organization__valid_to=None
        )
        return list(
            found.order_by("organization__name").values_list("organization_id", "organization__name").distinct()
        )
