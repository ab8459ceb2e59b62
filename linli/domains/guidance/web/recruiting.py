"""Recruiting calls and who applied."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.guidance import selectors, services
from linli.domains.guidance.permissions import RECRUIT, VIEW
from linli.domains.guidance.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors as organizations
from linli.kernel.forms import change, refusals_into, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls at one's places."""
    actor = request.actor
    rules = selectors.rules_for(actor)
    context = {
        "rows": selectors.calls_page(actor, request.GET.get("page")), "rules": rules,
        "may_add": actor.can(RECRUIT) and rules is not None and rules.recruiting is not None,
    }  # fmt: skip
    return page(request, "guidance/calls.html", context)


@requires(RECRUIT)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """Call for people."""
    actor = request.actor
    county = organizations.county_for(actor)
    posts = selectors.post_kinds(county) if county is not None else []
    form = forms.CallForm(sent(request), areas=selectors.area_choices(actor), posts=posts)

    def act(data: dict[str, Any]) -> str:
        area = selectors.area_in_reach(actor, data.pop("area"))
        return _one(services.open_call(actor, area=area, **data).pk)

    return change(request, form, _("Call for people"), act, back=reverse("guidance:calls"))


@requires(VIEW)
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call; who applied is shown to whoever decides there."""
    row = selectors.call_for(request.actor, pk)
    rules = selectors.rules_for(request.actor)
    may_decide = request.actor.reaches(RECRUIT, row.area.path)
    found = selectors.applicants_of(request.actor, row) if may_decide else []
    for one in found:
        one.group_label = rules.group_label(one.group) if rules else one.group
    return page(
        request, "guidance/call.html", {"row": row, "applicants": found, "may_decide": may_decide, "rules": rules}
    )


@requires(RECRUIT)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody may apply any more."""
    services.close_call(request.actor, call=selectors.call_for(request.actor, pk, to=RECRUIT))
    return saved(request, "guidance:call", pk)


@requires(RECRUIT)
@never_cache
@require_safe
def applicant(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who applied."""
    return _show(request, selectors.applicant_for(request.actor, pk), forms.ReasonForm())


@requires(RECRUIT)
@stepped_up(form="guidance:applicant")
@never_cache
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the number; the look and its reason are written down for the person to see."""
    row = selectors.applicant_for(request.actor, pk)
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        with refusals_into(form, forms.AT_FIELDS):
            plain = services.reveal_applicant_phone(request.actor, applicant=row, reason=form.cleaned_data["reason"])
            return _show(request, row, form, phone=plain)
    return _show(request, row, form, status=422)


@requires(RECRUIT)
@takes_form
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody on."""
    row = selectors.applicant_for(request.actor, pk)
    form = forms.TakeForm(sent(request), posts=selectors.post_choices(request.actor, row.call))

    def act(data: dict[str, Any]) -> str:
        post = selectors.post_for(request.actor, data["post"])
        taken = services.take_on(request.actor, applicant=row, post=post)
        return reverse("people:card", args=[taken.card_id])

    return change(
        request, form, _("Take on"), act, back=reverse("guidance:applicant", args=[pk]), note=row.name,
        text=_("Name and number go into the staff's card, and from here they go."),
    )  # fmt: skip


@requires(RECRUIT)
@takes_form
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Don't take somebody on."""
    row = selectors.applicant_for(request.actor, pk)
    return change(
        request, forms.ReasonForm(sent(request)), _("Don't take on"),
        lambda data: services.decline_applicant(request.actor, applicant=row, **data) and None,
        back=reverse("guidance:applicant", args=[pk]), note=row.name, text=_("They read the reason."), danger=True,
    )  # fmt: skip


@requires(RECRUIT)
@require_safe
def taken(request: HttpRequest) -> HttpResponse:
    """Who was taken on in a month."""
    form = forms.MonthForm(request.GET)
    month = form.day()
    rows = selectors.taken_of(request.actor, month=month, number=request.GET.get("page"))
    return page(request, "guidance/taken.html", {"form": form, "rows": rows, "month": month})


def _show(request: HttpRequest, row: Any, form: Any, *, phone: str = "", status: int = 200) -> HttpResponse:
    context = {
        "row": row, "form": form, "phone": phone,
        "proof": "" if is_proved(request) else proof_url(reverse("guidance:applicant", args=[row.pk])),
        **selectors.applicant_facts(row),
    }  # fmt: skip
    return page(request, "guidance/applicant.html", context, status=status)


def _one(pk: int) -> str:
    return reverse("guidance:call", args=[pk])
