"""Noting something in the field: a picture and two taps. Works offline: the draft is sent later with the same key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms.field import FieldReportForm
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.web import page, see_other


@requires("cases.open")
@require_http_methods(["GET", "HEAD", "POST"])
@creates
def report(request: HttpRequest) -> HttpResponse:
    """My grid is chosen already; its buildings are one tap away."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by access' middleware
    if request.method != "POST":
        ground = selectors.my_ground(actor)
        return _page(request, ground, _form(ground))
    ground = selectors.my_ground(actor, request.POST.get("place", ""))
    form = _form(ground, request.POST, request.FILES)
    if form.is_valid():
        try:
            opened = services.open_case(actor, report=_report(ground, form.cleaned_data), rules=ground.rules)
        except RuleBroken as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Noted: {ref}").format(ref=opened.case.ref))
            return see_other("cases:field-case", opened.case.ref)
    ground = selectors.my_ground(actor)
    form.offer(ground.places)
    return _page(request, ground, form)


def _form(ground: Any, *sent: Any) -> FieldReportForm:
    cards = ground.rules.cases.categories.cards
    return FieldReportForm(*sent, cards=cards, places=ground.places, initial={"place": ground.first})


def _page(request: HttpRequest, ground: Any, form: FieldReportForm) -> HttpResponse:
    context = {
        "form": form,
        "ground": ground,
        "icons": {card.code: card.icon for card in ground.rules.cases.categories.cards},
    }
    return page(request, "cases/field_report.html", context, status=422 if form.errors else 200)


def _report(ground: Any, data: dict[str, Any]) -> services.Report:
    return services.Report(
        county=ground.county,
        area=ground.area(data["place"]),
        category=selectors.category_of_card(ground.rules.cases, data["card"]),
        text=data["text"],
        source="field",
        urgency="danger" if data["danger"] else "normal",
        place_words=data["words"],
        photos=services.read_uploads(data["photos"], ground.rules.cases.limits),
        found_by_staff=True,
    )
