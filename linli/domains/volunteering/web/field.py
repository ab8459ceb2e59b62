"""Keepers of teams on site: the shifts of these days, a list with large buttons, the code that changes, hours in one step."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.volunteering import selectors, services
from linli.domains.volunteering.permissions import KEEP
from linli.domains.volunteering.states import Mark
from linli.domains.volunteering.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import attempt, change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(KEEP)
@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Shifts of these days."""
    return page(request, "volunteering/today.html", {"rows": selectors.shifts_today(_actor(request))})


@requires(KEEP)
@never_cache
@require_safe
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a shift."""
    found = selectors.shift_for(_actor(request), pk, to=KEEP)
    return page(request, "volunteering/shift.html", {"page": selectors.shift_page(_actor(request), found)})


@requires(KEEP)
@never_cache
@require_safe
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that is shown on site; it renews itself."""
    found = selectors.shift_for(_actor(request), pk, to=KEEP)
    shown = selectors.site_code(found)
    address = request.build_absolute_uri(reverse("volunteering:check-in", args=[pk]) + f"?code={shown.code}")
    drawing = segno.make(address, error="m").svg_data_uri(scale=6, border=3, light="white")
    context = {"shift": found, "shown": shown, "drawing": drawing}
    return page(request, "volunteering/code.html", context, partial="volunteering/_code.html")


@requires(KEEP)
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody on the list is here, has gone, didn't come, is excused."""
    row = selectors.sign_up_for(_actor(request), pk)
    form = forms.MarkForm(request.POST)
    if form.is_valid():
        services.mark(_actor(request), sign_up=row, said=Mark(form.cleaned_data["said"]))
    return saved(request, "volunteering:shift", row.shift_id)


@requires(KEEP)
@creates
@require_POST
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody of the team came without signing up."""
    found = selectors.shift_for(_actor(request), pk, to=KEEP)
    form = forms.WalkInForm(request.POST)
    if form.is_valid():
        services.add_to_list(_actor(request), shift=found, **form.cleaned_data)
    return saved(request, "volunteering:shift", pk)


@requires(KEEP)
@creates
@takes_form
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Hours of everybody who was there, in one step."""
    found = selectors.shift_for(_actor(request), pk, to=KEEP)
    shown = selectors.shift_page(_actor(request), found)
    quantities = selectors.rules_of(found.area).quantities
    form = forms.ConfirmForm(sent(request), rows=shown.to_confirm, quantities=quantities, most=shown.most)

    def act(_data: dict[str, Any]) -> None:
        services.confirm_shift(_actor(request), shift=found, **form.wanted())

    def answer(_done: None) -> HttpResponse:
        return saved(request, "volunteering:shift", pk)

    context = {"page": shown, "title": _("Confirm hours")}
    return attempt(request, form, act, answer, template="volunteering/confirm.html", context=context)


@requires(KEEP)
@takes_form
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection to a no-show."""
    row = selectors.sign_up_for(_actor(request), pk)

    def act(data: dict[str, Any]) -> None:
        services.answer_objection(_actor(request), sign_up=row, right=data["right"] == "yes", answer=data["answer"])

    back = reverse("volunteering:shift", args=[row.shift_id])
    note = _("{who} wrote that this person didn't come.").format(who=row.said_by)
    return change(request, forms.AnswerForm(sent(request)), _("Answer the objection"), act, back=back, note=note)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
