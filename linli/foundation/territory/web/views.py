"""The territory console: find, look at, and change areas."""

from __future__ import annotations

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors, services
from linli.foundation.territory.permissions import CHANGE, IMPORT, VIEW
from linli.foundation.territory.web import forms
from linli.foundation.territory.web._pages import change, crumbs, history
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The tops of one's territory, or what a search found."""
    form = forms.FindForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = selectors.find_areas(request.actor, text) if text else selectors.tops_for(request.actor)
    rows = paged(found, request.GET.get("page"))
    context = {"form": form, "text": text, "rows": rows}
    return page(request, "territory/areas.html", context, partial="territory/_areas.html")


@requires(VIEW)
@require_safe
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: facts, what lies in it, what happened to it."""
    found = selectors.area_for(request.actor, pk)
    children = selectors.children_of(request.actor, found)
    context = {
        "area": found,
        "crumbs": crumbs(request, found)[:-1],
        "kinds": selectors.kind_labels(found.county),
        "rows": paged(children, request.GET.get("page")),
        "codes": selectors.codes_of(found),
        "types": selectors.types_of(found),
        "type_labels": dict(selectors.community_types(found)),
        "compounds": selectors.compounds_in(request.actor, found) if found.depth > 1 else [],
        "addresses": selectors.addresses_of(found),
        "successors": selectors.successors_of(found),
        "predecessors": selectors.predecessors_of(found),
        "shapes": selectors.drawing_for(request.actor, found, found.boundary),
        "history": history(selectors.history_of(found)),
        "child_kinds": selectors.child_kinds(found),
        "may_change": request.actor.reaches(CHANGE, found.path) and found.is_open,
        "may_import": request.actor.reaches(IMPORT, found.path) and found.depth == 0,
        "may_type": bool(selectors.community_types(found)) and found.kind in ("community", "village"),
    }
    return page(request, "territory/area.html", context)


@requires(CHANGE)
@creates
@takes_form
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new area under this one."""
    parent = selectors.area_for(request.actor, pk, to=CHANGE)
    form = forms.AreaForm(request.POST or None, kinds=selectors.child_kinds(parent))
    return change(
        request, parent, form, _("Add an area"),
        lambda data: services.create_area(request.actor, parent=parent, **data),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = forms.RenameForm(request.POST or None, initial={"name": found.name, "short_name": found.short_name})
    return change(
        request, found, form, _("Rename"),
        lambda data: services.rename_area(request.actor, area=found, **data),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Households, kind of grid, position."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    kinds = selectors.grid_kinds(found) if found.kind == "grid" else []
    initial = {key: getattr(found, key) for key in ("households", "grid_kind", "lat", "lng", "order")}
    form = forms.FactsForm(request.POST or None, initial=initial, grid_kinds=kinds)
    return change(
        request, found, form, _("Change facts"),
        lambda data: services.set_facts(request.actor, area=found, **data),
    )  # fmt: skip


@requires(CHANGE)
@creates
@takes_form
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """A code in somebody's system."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = forms.CodeForm(request.POST or None)
    return change(
        request, found, form, _("Add a code"),
        lambda data: services.add_code(request.actor, area=found, **data),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def community_type(request: HttpRequest, pk: int) -> HttpResponse:
    """A community's type from a day on."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = forms.TypeForm(request.POST or None, types=selectors.community_types(found))
    return change(
        request, found, form, _("Community type"),
        lambda data: services.set_community_type(request.actor, area=found, **data),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another parent; the offered ones are narrowed by `q`."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    find = forms.FindForm(request.GET)
    text = find.cleaned_data["q"].strip() if find.is_valid() else ""
    form = forms.MoveForm(request.POST or None, parents=selectors.parents_for(request.actor, found, text))
    return change(
        request, found, form, _("Move"),
        lambda data: services.move_area(
            request.actor, area=found, parent=selectors.area_for(request.actor, int(data["parent"]), to=CHANGE)
        ),
        template="territory/move.html", find=find,
    )  # fmt: skip


@requires(CHANGE)
@creates
@takes_form
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Two or more parts (`parts` in the address) that take over."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    asked = request.GET.get("parts", "")
    count = min(max(int(asked), 2), forms.MOST_PARTS) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 2
    form = forms.SplitForm(
        request.POST or None,
        count=count,
        children=selectors.split_children(found),
        ranges=selectors.split_ranges(found),
    )

    def act(data: dict[str, object]) -> object:
        services.split_area(request.actor, area=found, parts=form.parts())
        return found.parent

    return change(
        request, found, form, _("Split"), act, template="territory/split.html", count=count, most=forms.MOST_PARTS
    )


@requires(CHANGE)
@takes_form
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in neighbours, which end."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    neighbours = selectors.neighbours_of(request.actor, found)
    form = forms.MergeForm(request.POST or None, neighbours=neighbours)
    by_id = {str(area.pk): area for area in neighbours}
    return change(
        request, found, form, _("Merge"),
        lambda data: services.merge_areas(request.actor, areas=[by_id[key] for key in data["areas"]], into=found),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an area that holds no other; what lies in it goes to its parent."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    return change(
        request, found, form, _("Dissolve"),
        lambda data: services.close_area(request.actor, area=found), template="territory/close.html",
    )  # fmt: skip


@requires(CHANGE)
@creates
@takes_form
def compound(request: HttpRequest, pk: int) -> HttpResponse:
    """A new compound in a community."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = forms.CompoundForm(request.POST or None, types=selectors.compound_types(found))
    return change(
        request, found, form, _("Add a compound"),
        lambda data: services.create_compound(request.actor, community=found, **data),
    )  # fmt: skip


@requires(CHANGE)
@creates
@takes_form
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Let this grid cover a compound of its community."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    compounds = selectors.compounds_in(request.actor, found.parent) if found.parent else []
    form = forms.CoverForm(request.POST or None, compounds=compounds)
    by_id = {str(each.pk): each for each in compounds}
    return change(
        request, found, form, _("Cover a compound"),
        lambda data: services.cover_compound(request.actor, compound=by_id[data["compound"]], grid=found),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def uncover(request: HttpRequest, pk: int, compound: int) -> HttpResponse:
    """Take this grid from a compound."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    covered = selectors.compound_for(request.actor, compound)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    return change(
        request, found, form, _("No longer cover {compound}").format(compound=covered.name),
        lambda data: services.uncover_compound(request.actor, compound=covered, grid=found),
    )  # fmt: skip


@requires(CHANGE)
@creates
@takes_form
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """House numbers that belong to this grid."""
    found = selectors.area_for(request.actor, pk, to=CHANGE)
    form = forms.AddressForm(request.POST or None)
    return change(
        request, found, form, _("Assign house numbers"),
        lambda data: services.assign_address(request.actor, grid=found, **data),
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def drop_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Take house numbers from their grid."""
    found = selectors.address_for(request.actor, pk, to=CHANGE)
    form = django_forms.Form(request.POST if request.method == "POST" else None)
    title = _("Take away {road} {first}–{last}").format(road=found.road.name, first=found.first, last=found.last)
    return change(request, found.area, form, title, lambda data: services.drop_address(request.actor, address=found))
