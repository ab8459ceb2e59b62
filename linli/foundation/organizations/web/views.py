"""The organizations console: find, look at, and change organizations."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.permissions import CHANGE, VIEW
from linli.foundation.organizations.web import forms
from linli.foundation.organizations.web._pages import change, confirmed, crumbs, history, link
from linli.foundation.territory import selectors as territory
from linli.kernel import panels
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.uploads import Upload, answer
from linli.kernel.web import page

ROWS = 50
_FACTS = ("name", "short_name", "uscc", "serves_county", "ends_on")


@requires(VIEW)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Organizations by kind and name."""
    kinds = selectors.kinds_for(request.actor)
    form = forms.FindForm(request.GET, kinds=kinds)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "kind": "", "temporary": False}
    found = selectors.organizations_for(
        request.actor, kind=asked["kind"], text=asked["q"].strip(), temporary=asked["temporary"]
    )
    context = {
        "form": form,
        "kinds": dict(kinds),
        "rows": paged(found, request.GET.get("page")),
        "county": selectors.county_to_change(request.actor),
        "seat": next(iter(selectors.seats_for(request.actor)), None),
    }
    return page(request, "organizations/list.html", context, partial="organizations/_rows.html")


@requires(VIEW)
@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """One organization: facts, posts, duties, whom it serves, what happened."""
    found = selectors.organization_for(request.actor, pk)
    context = {
        "organization": found,
        "crumbs": crumbs(),
        "kinds": dict(selectors.kinds_of(found.county)),
        "superiors": selectors.superiors(found),
        "parts": selectors.parts_of(found),
        "serves": selectors.served_by(found),
        "hours": selectors.work_hours(found),
        "posts": selectors.posts_of(found),
        "duties": selectors.duties_for(request.actor, lead=found)[:ROWS],
        "history": history(selectors.history_of(found)),
        "may_change": request.actor.reaches(CHANGE, found.area.path) and found.is_open,
        "panels": panels.panels_for("organizations.organization", request.actor, found),
        "seat_is_open": territory.areas_for(request.actor).filter(pk=found.area_id).exists(),
    }
    return page(request, "organizations/organization.html", context)


@requires(CHANGE)
@creates
@takes_form
def add(request: HttpRequest, area: int) -> HttpResponse:
    """A new organization with its seat in an area."""
    seat = territory.area_for(request.actor, area, to=CHANGE)
    others = selectors.organizations_in(seat.county)
    form = forms.OrganizationForm(request.POST or None, kinds=selectors.kinds_of(seat.county), others=others)

    def act(data: dict[str, object]) -> str:
        made = services.create_organization(request.actor, area=seat, **data)  # type: ignore[arg-type]
        return reverse("organizations:organization", args=[made.pk])

    title = _("Add an organization in {area}").format(area=seat.name)
    return change(request, form, title, act, back=reverse("organizations:list"))


@requires(CHANGE)
@creates
@takes_form
def import_(request: HttpRequest, area: int) -> HttpResponse:
    """Load a table of organizations of a county."""
    county = territory.area_for(request.actor, area, to=CHANGE)
    if county.depth:
        raise Http404
    load = partial(services.import_organizations, request.actor, county=county)
    title, back = _("Import organizations"), reverse("organizations:list")
    return answer(
        request, Upload(title, services.COLUMNS, load, back, crumbs=crumbs({"label": _("Import"), "url": ""}))
    )


@requires(CHANGE)
@takes_form
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an organization's facts."""
    found = selectors.organization_for(request.actor, pk, to=CHANGE)
    others = [each for each in selectors.organizations_in(found.county) if each.pk != pk]
    initial = {key: getattr(found, key) for key in _FACTS} | {
        "parent": found.parent_id, "second_superior": found.second_superior_id,
        "hours": ", ".join("-".join(period) for period in found.hours),
    }  # fmt: skip
    form = forms.OrganizationForm(request.POST or None, initial=initial, kinds=[], others=others)
    return change(
        request, form, _("Change"),
        lambda data: services.change_organization(request.actor, organization=found, **data),
        back=reverse("organizations:organization", args=[pk]),
        trail=[link(found.name, "organizations:organization", pk)],
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an organization that nobody stands in any more."""
    found = selectors.organization_for(request.actor, pk, to=CHANGE)
    return change(
        request, confirmed(request), _("Dissolve"),
        lambda data: services.close_organization(request.actor, organization=found),
        back=reverse("organizations:organization", args=[pk]),
        trail=[link(found.name, "organizations:organization", pk)],
        note=_("{name} stays in the history and can't be opened again.").format(name=found.name), danger=True,
    )  # fmt: skip
