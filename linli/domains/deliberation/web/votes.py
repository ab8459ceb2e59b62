"""Votes in the console: open, papers, proxies, typing in, counting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.permissions import RUN, VIEW
from linli.domains.deliberation.services import person_by_phone
from linli.domains.deliberation.web import forms
from linli.domains.owners import selectors as owners
from linli.foundation.audit.idempotency import creates
from linli.kernel.documents import docx_answer
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page, see_other


@requires(RUN)
@creates
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the vote of the present stage: the roll is frozen. Twice is refused."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    return see_other("deliberation:ballot", services.open_ballot(request.actor, matter=row).pk)


@requires(RUN)
@creates
@takes_form
def ask_owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the owners' vote of the present stage, in one of the compounds near."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    near = selectors.compounds_near(row)

    def act(data: dict[str, Any]) -> None:
        compound = next(one for one in near if str(one.pk) == data["compound"])
        services.ask_owners(request.actor, matter=row, compound=compound, on=data["on"])

    form = forms.AskOwnersForm(
        sent(request), compounds=[(one.pk, one.name) for one in near], matters=owners.matter_choices(row.area)
    )
    back = reverse("deliberation:matter", args=[pk])
    return change(request, form, _("Ask the owners"), act, back=back, note=row.title)


@requires(VIEW)
@require_safe
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote; its count only once it is counted."""
    row = selectors.ballot_for(request.actor, pk)
    return page(request, "deliberation/ballot.html", {"row": row, **selectors.ballot_facts(request.actor, row)})


@requires(RUN)
@require_safe
def sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Voting papers to print, each with its own number."""
    row = selectors.ballot_for(request.actor, pk, to=RUN)
    asked = request.GET.get("count", "")
    count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 20
    response = docx_answer(selectors.sheets_of(row, count), "papers.docx")
    response["Cache-Control"] = "private, no-store"
    return response


@requires(RUN)
@creates
@takes_form
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes a paper."""
    row = selectors.ballot_for(request.actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.hand_out(request.actor, ballot=row, person=person_by_phone(request.actor, **data))

    return change(
        request, forms.PersonForm(sent(request)), _("Hand out a paper"), act, back=_one(pk), note=row.question
    )


@requires(RUN)
@creates
@takes_form
def proxy(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody votes for somebody else."""
    row = selectors.ballot_for(request.actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        giver, holder = (
            person_by_phone(request.actor, data[f"{who}_name"], data[f"{who}_phone"]) for who in ("giver", "holder")
        )
        services.add_proxy(request.actor, ballot=row, giver=giver, holder=holder, file=data["file"])

    form = forms.ProxyForm(sent(request), request.FILES or None)
    return change(request, form, _("Note a proxy"), act, back=_one(pk), note=row.question, files=True)


@requires(RUN)
@takes_form
def type_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in a paper; then the next one."""
    row = selectors.ballot_for(request.actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> str:
        services.type_sheet(request.actor, ballot=row, **data)
        return reverse("deliberation:type-in", args=[pk])

    note = _("Two people type in each paper; nobody sees what the other typed.")
    return change(request, forms.SheetForm(sent(request)), _("Type in a paper"), act, back=_one(pk), note=note)


@requires(RUN)
@require_POST
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count, after the closing."""
    row = selectors.ballot_for(request.actor, pk, to=RUN)
    services.count_ballot(request.actor, ballot=row)
    return saved(request, "deliberation:ballot", pk)


def _one(pk: int) -> str:
    return reverse("deliberation:ballot", args=[pk])
