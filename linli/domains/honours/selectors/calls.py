"""Calls, nominations, their proofs and objections, for those who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.honours.models import Call, Nomination, Objection, Proof
from linli.domains.honours.models.base import SUBJECT_ROWS
from linli.domains.honours.permissions import ACT, RUN
from linli.domains.honours.rules import had_a_hand
from linli.domains.honours.selectors.choices import county_rules
from linli.domains.honours.selectors.pinned import kind_of
from linli.domains.honours.selectors.reach import in_county, is_side, one_of, within_county
from linli.domains.honours.states import (
    CALL_LABELS,
    CONSENT_LABELS,
    NOMINATION_LABELS,
    NOMINATIONS,
    SUBJECTS,
    UNDECIDED,
    CallState,
    Consent,
    NominationState,
)
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.pictures import PictureFile, opened
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_JUDGED = ("area", "nominator", *SUBJECT_ROWS)


@within_county
def calls_page(actor: Actor, *, state: str = "", number: Any = None) -> Page[Any]:
    """Calls of the county, the newest first, with how many nominations came in."""
    found = Call.scoped.visible_to(actor).select_related("area")
    found = found.filter(state=state) if state in set(CallState) else found
    counted = Count("nominations", filter=~Q(nominations__state=NominationState.WITHDRAWN))
    page = paged(found.annotate(count=counted).order_by("-opened_at", "-pk"), number)
    rules = county_rules(actor)
    for row in page:
        row.label, row.state_label = rules.label_of(row.kind), gettext(CALL_LABELS[CallState(row.state)])
        row.is_taking = takes_nominations(row)
    return page


def takes_nominations(row: Call) -> bool:
    """Whether a nomination may be sent today."""
    return row.state == CallState.OPEN and clock.today() <= row.closes_on


def call_for(actor: Actor, pk: int, to: str | None = None) -> Call:
    """The one door to a call: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Call = one_of(Call, actor, pk, to)
    return row


@within_county
def call_page(actor: Actor, row: Call) -> dict[str, Any]:
    """What a call's page shows: nominations as far as the actor sees them, and what may be done now."""
    kind, may_run = kind_of(row), actor.reaches(RUN, row.area.path)
    mine = Nomination.scoped.visible_to(actor).filter(call=row)
    nominations = list(
        mine.select_related(*_JUDGED).annotate(open_objections=_open_objections()).order_by("state", "pk")
    )
    for one in nominations:
        one.state_label = gettext(NOMINATION_LABELS[NominationState(one.state)])
    chosen = sum(one.state in (NominationState.AGREED, NominationState.HONOURED) for one in nominations)
    now = clock.now()
    return {
        "kind": kind,
        "subject_label": gettext(SUBJECTS[kind.subject]),
        "state_label": gettext(CALL_LABELS[CallState(row.state)]),
        "nominations": nominations,
        "chosen": chosen,
        "is_taking": takes_nominations(row),
        "may_nominate": actor.can(ACT) and takes_nominations(row),
        "may_run": may_run,
        "may_publish": may_run and row.state == CallState.OPEN and clock.today() > row.closes_on and _all_decided(nominations),
        "may_confer": may_run and row.state == CallState.NOTICE and row.notice_until is not None and row.notice_until <= now,
        "may_cancel": may_run and row.state in (CallState.OPEN, CallState.NOTICE),
        "history": audit.timeline(row),
    }  # fmt: skip


def _all_decided(nominations: list[Any]) -> bool:
    states = {one.state for one in nominations}
    return NominationState.AGREED in states and not states & set(UNDECIDED)


def _open_objections() -> Count:
    return Count("objections", filter=Q(objections__answered_at=None))


def nomination_for(actor: Actor, pk: int, *, to_run: bool = False) -> Nomination:
    """The one door to a nomination; with `to_run` PermissionDenied unless the actor runs its call."""
    related = ("call__area", "call__county", *_JUDGED)
    row: Nomination = one_of(Nomination, actor, pk, RUN if to_run else None, *related)
    return row


@within_county
def nomination_page(actor: Actor, row: Nomination) -> dict[str, Any]:
    """What a nomination's page shows beside the row, and which of the next moves are the actor's."""
    state = NominationState(row.state)
    verbs, may_run = NOMINATIONS.verbs(state), actor.reaches(RUN, row.call.area.path)
    return {
        "kind": kind_of(row.call),
        "state_label": gettext(NOMINATION_LABELS[state]),
        "consent_label": gettext(CONSENT_LABELS[Consent(row.consent)]) if row.card_id else "",
        "proofs": list(row.proofs.all()),
        "objections": list(row.objections.order_by("pk")) if may_run else [],
        "may_review": may_run and "review" in verbs,
        "may_decide": may_run and "agree" in verbs and not had_a_hand(actor.account_id, (row.reviewed_by_id,)),
        "may_withdraw": is_side(actor, row.area, row.nominator_id) and "withdraw" in verbs,
        "may_ask": may_run and row.card_id is not None,
        "history": audit.timeline(row),
    }


def proof_for(actor: Actor, pk: int) -> PictureFile:
    """A picture of a nomination that the actor sees; Http404 when it is hidden or its file is gone."""
    with in_county(actor):
        row = Proof.unscoped.filter(pk=pk).values_list("nomination", "path", "sha256").first()
    if row is None:
        raise Http404
    nomination_for(actor, row[0])
    return PictureFile(opened(row[1]), row[2])


def objection_for(actor: Actor, pk: int) -> Objection:
    """The one door to an objection, for whoever runs the call."""
    row: Objection = one_of(
        Objection, actor, pk, None, "nomination__call", *(f"nomination__{one}" for one in SUBJECT_ROWS)
    )
    return row
