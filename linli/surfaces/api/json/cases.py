"""Cases: the queue, one of them, what its forms offer, and registering a new one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms.field import FieldReportForm
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.surfaces.api.json import cursors, shapes, shown
from linli.surfaces.api.json.asked import NewCase, QueueAsked
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.json.once import filled, once
from linli.surfaces.api.permissions import DESK, OPEN, READ, WORK

TAG = "cases"


def _deed(*said: Any) -> Deed:
    name, method, path, scope, permission, twin, summary = said
    return Deed(name, method, path, scope, permission, twin, TAG, summary)


@operation(
    _deed("cases", "GET", "cases", READ, "cases.view", "cases:queue", _("The queue, with its filters")), answer=shapes.CasePiece
)  # fmt: skip
def queue(request: HttpRequest, asked: Query[QueueAsked]) -> Any:
    """A piece of the queue in its own order."""
    actor, filters = request.actor, asked.filters()  # type: ignore[attr-defined]  # set by the door
    if asked.area is not None:
        territory.area_for(actor, asked.area)
    who = (request.caller.partner.pk, filters)  # type: ignore[attr-defined]  # as above
    after = cursors.read(asked.cursor, *who)
    piece = selectors.queue_piece(actor, filters, size=asked.size, after=after, rules=_rules(request).cases)
    return {"items": [shown.row(one) for one in piece.rows], "next": cursors.write(piece.after, *who)}


@operation(
    _deed("case", "GET", "cases/{str:ref}", READ, "cases.view", "cases:detail", _("One case, with its history")), answer=shapes.Case
)  # fmt: skip
def case(request: HttpRequest, ref: str) -> Any:
    """A case as its page shows it, and what may be done with it."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    found = selectors.case_for(actor, ref)
    may = selectors.actions_for(actor, found)
    page = selectors.case_page(actor, found)
    request.version = page.version  # type: ignore[attr-defined]  # the door puts it into the ETag
    return shown.case(request, page, shown.acts(request, may))


@operation(
    _deed("open-cases", "POST", "cases", OPEN, "cases.open", "cases:field-report", _("Register a case")),
    answer=shapes.Done, status=201, needs_key=True, versioned=False,
)  # fmt: skip
def register(request: HttpRequest, said: NewCase, response: HttpResponse) -> Any:
    """What the county's own people saw, as they note it in the field."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    rules = _rules(request)

    def make() -> str:
        return str(services.open_case(actor, report=_report(request, rules, said), rules=rules).case.ref)

    made = once(request, make, needs_key=True)
    response.headers["Location"] = reverse("api:json-case", args=[made.ref])
    return Status(201 if made.is_new else 200, shown.done(request, made))


def _report(request: HttpRequest, rules: Any, said: NewCase) -> services.Report:
    """The report that the field's own form makes of it. A system's ground is its county, and any place in it may be named;
    Http404 for others.
    """
    county = request.caller.partner.county  # type: ignore[attr-defined]  # set by the door
    area = territory.area_at(county, said.area)
    if area is None:
        raise Http404
    place = f"area:{area.pk}"
    choices = {"cards": rules.cases.categories.cards, "places": [(place, area.name)]}
    data = filled(FieldReportForm, said.model_dump(exclude={"area"}) | {"place": place}, choices).cleaned_data
    return services.Report(
        county=county, area=area, category=selectors.category_of_card(rules.cases, data["card"]), text=data["text"],
        source="field", urgency="danger" if data["danger"] else "normal", place_words=data["words"], found_by_staff=True,
    )  # fmt: skip


@operation(
    _deed("case-dispatch-choices", "GET", "cases/{str:ref}/dispatch-choices", DESK, "cases.dispatch", "cases:dispatch",
          _("Whom a case may be given to, and the county's sorts")),
    answer=shapes.DispatchChoices,
)  # fmt: skip
def dispatch_choices(request: HttpRequest, ref: str) -> Any:
    """What the forms of dispatching and sorting offer."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    found = selectors.case_for(actor, ref, to="cases.dispatch")
    sorts = methods.rules_for(found.release_id).cases.triage.choices
    return {
        "targets": selectors.dispatch_targets(actor, found),
        "choices": [shown.choice(one.code, one.label) for one in sorts],
    }


@operation(
    _deed("case-whistle-choices", "GET", "cases/{str:ref}/whistle-choices", WORK, "cases.whistle", "cases:whistle",
          _("Who may be called to a case")),
    answer=shapes.WhistleChoices,
)  # fmt: skip
def whistle_choices(request: HttpRequest, ref: str) -> Any:
    """What the form of the whistle offers."""
    found = selectors.case_for(request.actor, ref, to="cases.whistle")  # type: ignore[attr-defined]  # set by the door
    plan = selectors.whistle_plan(found)
    return {"tiers": [shown.choice(one.code, one.label) for one in plan.tiers], "organizations": plan.organizations}


@operation(
    _deed("case-redirect-choices", "GET", "cases/{str:ref}/redirect-choices", DESK, "cases.explain", "cases:redirect",
          _("The legal routes of the county")),
    answer=shapes.RedirectChoices,
)  # fmt: skip
def redirect_choices(request: HttpRequest, ref: str) -> Any:
    """The ways that the county's method names."""
    found = selectors.case_for(request.actor, ref, to="cases.explain")  # type: ignore[attr-defined]  # set by the door
    routes = methods.rules_for(found.release_id).cases.legal_routes
    return {"routes": [shown.choice(one.kind, one.label) for one in routes]}


def _rules(request: HttpRequest) -> Any:
    return territory.rules_of(request.caller.partner.county)  # type: ignore[attr-defined]  # set by the door
