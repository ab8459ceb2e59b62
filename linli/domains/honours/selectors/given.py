"""What was conferred: the county's history, one's own, and that of an organization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Q
from django.utils.translation import gettext

from linli.domains.honours.models import Honour, Nomination
from linli.domains.honours.models.base import SUBJECT_ROWS
from linli.domains.honours.permissions import RUN, VIEW
from linli.domains.honours.selectors.pinned import kind_of
from linli.domains.honours.selectors.reach import one_of
from linli.domains.honours.states import CONSENT_LABELS, Consent, NominationState
from linli.foundation.privacy import rls
from linli.kernel.panels import Panel
from linli.kernel.scoping import paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Honours of an organization that its page shows.
_NEWEST = 20


def honours_page(actor: Actor, *, text: str = "", number: Any = None) -> Page[Any]:
    """Honours of the county, the newest first; withdrawn ones are among them."""
    found = Honour.scoped.visible_to(actor).select_related("area", *SUBJECT_ROWS)
    if words := text.strip()[:40]:
        found = found.filter(named(words) | Q(card__name__icontains=words))
    page = paged(found.order_by("-conferred_on", "-pk"), number)
    for row in page:
        row.may_withdraw = row.withdrawn_on is None and actor.reaches(RUN, row.area.path)
    return page


def named(words: str) -> Q:
    """Honours whose label or subject has these words; people are asked for by those who may."""
    return (
        Q(label__icontains=words) | Q(title__icontains=words) | Q(body__name__icontains=words)
        | Q(compound__name__icontains=words) | Q(article__title__icontains=words)
    )  # fmt: skip


def honour_for(actor: Actor, pk: int, to: str | None = None) -> Honour:
    """The one door to an honour: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Honour = one_of(Honour, actor, pk, to, *SUBJECT_ROWS)
    return row


def my_nominations(actor: Actor) -> list[Nomination]:
    """Nominations of the person who asks, chosen or honoured: before that nobody need know that they were proposed."""
    if actor.person_id is None:
        return []
    shown = (NominationState.AGREED, NominationState.HONOURED)
    with rls.everywhere():  # their own alone: asked by the card behind the session
        found = Nomination.unscoped.filter(card=actor.person_id, state__in=shown).select_related("call__area", "card")
        rows = list(found.order_by("-sent_at", "-pk")[:_NEWEST])
    for row in rows:
        row.label, row.consent_label = kind_of(row.call).label, gettext(CONSENT_LABELS[Consent(row.consent)])
    return rows


def my_nomination(actor: Actor, pk: int) -> Nomination | None:
    """One of `my_nominations`; None for any other."""
    return next((one for one in my_nominations(actor) if one.pk == pk), None)


def honours_panel(actor: Actor, organization: Any) -> Panel | None:
    """Honours on an organization's page, its practices' among them; nothing for who may not look, or where there is none."""
    if not actor.can(VIEW):
        return None
    found = Honour.scoped.visible_to(actor).filter(Q(body=organization) | Q(article__organization=organization))
    rows = list(found.select_related("body", "article").order_by("-conferred_on", "-pk")[:_NEWEST])
    return Panel(N_("Honours"), "honours/_panel.html", rows) if rows else None
