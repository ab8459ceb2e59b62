"""Posts in areas and organizations; vacancies and shortfalls."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.permissions import CHANGE, VIEW
from linli.foundation.organizations.web import forms
from linli.foundation.organizations.web._pages import change, confirmed, crumbs, link
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.web import page

MOST_SHORTFALLS = 200


@requires(VIEW)
@require_safe
def at(request: HttpRequest, area: int) -> HttpResponse:
    """Posts and organizations of one area."""
    found = territory.area_for(request.actor, area)
    bodies = selectors.organizations_for(request.actor, within=found)
    context = {
        "area": found,
        "crumbs": crumbs(),
        "posts": selectors.posts_in(found),
        "rows": paged(bodies, request.GET.get("page")),
        "kinds": dict(selectors.kinds_of(found.county)),
        "may_change": request.actor.reaches(CHANGE, found.path) and found.is_open,
    }
    return page(request, "organizations/at.html", context)


@requires(CHANGE)
@creates
@takes_form
def add_to_area(request: HttpRequest, area: int) -> HttpResponse:
    """A post in an area."""
    found = territory.area_for(request.actor, area, to=CHANGE)
    form = forms.PostForm(request.POST or None, kinds=selectors.post_kinds_for_area(found))
    return change(
        request, form, _("Add a post in {place}").format(place=found.name),
        lambda data: services.create_post(request.actor, area=found, **data),
        back=reverse("organizations:at", args=[area]), trail=[link(found.name, "organizations:at", area)],
    )  # fmt: skip


@requires(CHANGE)
@creates
@takes_form
def add_to_organization(request: HttpRequest, pk: int) -> HttpResponse:
    """A post in an organization."""
    found = selectors.organization_for(request.actor, pk, to=CHANGE)
    form = forms.PostForm(request.POST or None, kinds=selectors.post_kinds_for_organization(found))
    return change(
        request, form, _("Add a post in {place}").format(place=found.name),
        lambda data: services.create_post(request.actor, organization=found, **data),
        back=reverse("organizations:organization", args=[pk]),
        trail=[link(found.name, "organizations:organization", pk)],
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post that nobody holds."""
    post = selectors.post_for(request.actor, pk, to=CHANGE)
    if post.organization_id:
        back = link(post.organization.name, "organizations:organization", post.organization_id)
    else:
        back = link(post.area.name, "organizations:at", post.area_id)
    return change(
        request, confirmed(request), _("Close the post"),
        lambda data: services.close_post(request.actor, post=post),
        back=back["url"], trail=[back], note=f"{post.title} · {back['label']}", danger=True,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """Empty seats, and places that miss what the method asks for."""
    county = selectors.county_for(request.actor)
    kinds = selectors.post_kinds(county) if county else []
    form = forms.PostFindForm(request.GET, kinds=kinds)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    gaps = selectors.shortfalls(request.actor, county) if county else []
    context = {
        "form": form,
        "crumbs": crumbs(),
        "rows": paged(selectors.vacancies(request.actor, kind=kind), request.GET.get("page")),
        "gaps": gaps[:MOST_SHORTFALLS],
        "gap_count": len(gaps),
    }
    return page(request, "organizations/vacancies.html", context, partial="organizations/_vacancies.html")
