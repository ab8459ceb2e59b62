"""Every question about webhooks, as administrators ask it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext

from linli.foundation.audit import selectors as audit
from linli.foundation.audit.selectors import Line
from linli.foundation.partners import selectors as partners
from linli.foundation.webhooks import registry
from linli.foundation.webhooks.models import Delivery, Hook
from linli.foundation.webhooks.states import STATES, State
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.standings import Tab, tabs_of

#: Deliveries of one page.


@dataclass(frozen=True, slots=True)
class Sent:
    """A page of deliveries, newest first, the views of the log, and how many were given up."""

    page: Page[Delivery]
    tabs: tuple[Tab, ...]
    dead: int


def hooks_for(actor: Actor) -> QuerySet[Hook]:
    """Webhooks of systems that the actor looks after, by system; `waiting` and `dead` count deliveries."""
    rows = Hook.scoped.visible_to(actor).select_related("partner").defer("secret_sealed")
    found: QuerySet[Hook] = rows.annotate(waiting=_count(State.WAITING), dead=_count(State.DEAD))
    return found.order_by("partner__name", "id")


def hook_for(actor: Actor, pk: int) -> Hook:
    """One webhook; Http404 when it is hidden."""
    found = Hook.scoped.visible_to(actor).select_related("partner").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def delivery_for(actor: Actor, pk: int) -> Delivery:
    """One delivery of a webhook that the actor looks after; Http404 else."""
    seen = Hook.scoped.visible_to(actor).order_by().values("pk")
    found = Delivery.objects.filter(pk=pk, hook__in=seen).first()
    if found is None:
        raise Http404
    return found


def sent(hook: Hook, state: str = "", number: str = "1") -> Sent:
    """What went to a webhook, which was fetched in scope: all, or those in a state."""
    rows = Delivery.objects.filter(hook=hook)
    counted = dict(rows.order_by().values_list("state").annotate(found=Count("pk")))
    chosen = State(state) if state in list(State) else None
    shown = rows.filter(state=chosen) if chosen else rows
    page = paged(shown.select_related("line").order_by("-id"), number)
    return Sent(page, tabs_of(STATES, counted, chosen), counted.get(State.DEAD, 0))


def history_of(hook: Hook) -> list[Line]:
    """What was done with a webhook, which was fetched in scope."""
    return audit.timeline(hook)


def label_of(stream: str) -> str:
    """A kind of news in words; its code where no app declares it any more."""
    found = registry.stream(stream)
    return gettext(found.label) if found else stream


def _count(state: State) -> Coalesce:
    """How many deliveries of a webhook stand in a state."""
    rows = Delivery.objects.filter(hook=OuterRef("pk"), state=state).order_by().values("hook")
    return Coalesce(Subquery(rows.annotate(found=Count("pk")).values("found")), 0)


def add_choices(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """What the form for a new webhook offers."""
    return {
        "partners": [(str(one.pk), one.name) for one in partners.partners_for(actor) if one.active],
        "streams": [(one.code, gettext(one.label)) for one in registry.streams().values()],
    }
