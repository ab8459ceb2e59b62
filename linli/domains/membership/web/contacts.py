"""Households that members keep in touch with, notes, and signs at doors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.domains.membership import selectors, services
from linli.domains.membership.states import SignKind
from linli.domains.membership.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, refusals_into, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page

VIEW, CONTACT = "membership.view", "membership.contact"


@requires(CONTACT)
@creates
@takes_form
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """One household more, by its door."""
    actor = request.actor
    row = selectors.member_for(actor, pk, to=CONTACT)
    find = forms.DoorFindForm(request.GET)
    text = find.cleaned_data["q"] if find.is_valid() else ""
    form = forms.LinkForm(sent(request), choices={"area": selectors.door_choices(actor, text)})

    def act(data: dict[str, Any]) -> None:
        area = selectors.door_in_reach(actor, int(data["area"]))
        home = services.household_behind(actor, area=area, room=data["room"])
        services.link_household(actor, membership=row, household=home)

    return change(request, form, _("Add a household"), act, back=_member(pk), note=row.person.name, find=find)


@requires(VIEW)
@creates
@takes_form
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact with what was heard; a note is written here by whom it concerns."""
    actor = request.actor
    row = selectors.contact_for(actor, pk, to=CONTACT if request.method == "POST" else None)
    form = forms.NoteForm(sent(request))
    if form.is_valid():
        with refusals_into(form):
            services.write_contact_note(actor, contact=row, **form.cleaned_data)
            return saved(request, "membership:contact", pk)
    context = {
        "row": row,
        "form": form,
        "notes": selectors.notes_of(actor, row),
        "may_contact": row.ends_on is None and actor.can(CONTACT),
        "may_open_case": actor.can("cases.open"),
    }
    return page(request, "membership/contact.html", context, status=422 if form.errors else 200)


@requires(CONTACT)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """This household no more."""
    row = selectors.contact_for(request.actor, pk, to=CONTACT)
    services.end_contact(request.actor, contact=row)
    return saved(request, "membership:member", row.membership_id)


@requires(CONTACT)
@creates
@takes_form
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """A sign at the door, with the text that the member agrees to."""
    row = selectors.member_for(request.actor, pk, to=CONTACT)
    return change(
        request, forms.SignForm(sent(request)), _("Sign at the door"),
        lambda data: services.agree_sign(
            request.actor, membership=row, kind=SignKind(data["kind"]), agreed=data["agreed"]
        ),
        back=_member(pk), note=row.person.name, text=selectors.consent_text(row),
    )  # fmt: skip


@requires(CONTACT)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The member doesn't want it any more."""
    row = selectors.sign_for(request.actor, pk, to=CONTACT)
    services.withdraw_sign(request.actor, sign=row)
    return saved(request, "membership:member", row.membership_id)


@requires(CONTACT)
@require_POST
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing hangs there any more."""
    row = selectors.sign_for(request.actor, pk, to=CONTACT)
    services.take_down_sign(request.actor, sign=row)
    return saved(request, "membership:member", row.membership_id)


def _member(pk: int) -> str:
    return reverse("membership:member", args=[pk])
