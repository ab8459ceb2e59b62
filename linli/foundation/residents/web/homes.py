"""Pages of dwellings and households, moving in and out, merging."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.residents import selectors, services
from linli.foundation.residents.web import forms
from linli.foundation.residents.web._pages import proof_of, status_of
from linli.foundation.residents.web.views import _relations
from linli.kernel import clock
from linli.kernel.panels import panels_for
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page, see_other


@requires("residents.change")
@require_safe
def dwellings(request: HttpRequest, area: int) -> HttpResponse:
    """Dwellings of a place, or the one with a room: the room itself isn't shown in lists."""
    place = selectors.place_for(request.actor, area)
    form = forms.RoomForm(request.GET)
    room = form.cleaned_data["room"] if form.is_valid() else ""
    context = {"form": form, "place": place, "rows": selectors.dwellings_in(request.actor, place, room)}
    return page(request, "residents/dwellings.html", context, partial="residents/_dwellings.html")


@requires("residents.change")
@creates
@takes_form
def add_dwelling(request: HttpRequest, area: int) -> HttpResponse:
    """A new dwelling."""
    place = selectors.place_for(request.actor, area)
    form = forms.DwellingForm(request.POST or None)
    if form.is_valid():
        with forms.refusals_into(form):
            made = services.add_dwelling(request.actor, area=place, **form.cleaned_data)
            messages.success(request, _("The dwelling is in the register."))
            return see_other("residents:dwelling", made.pk)
    return page(request, "residents/add_dwelling.html", {"form": form, "place": place}, status=status_of(form))


@requires("residents.view")
@never_cache
@require_safe
def dwelling(request: HttpRequest, pk: int) -> HttpResponse:
    """Who lives and lived behind a door."""
    return _dwelling(request, selectors.dwelling_for(request.actor, pk))


@requires("residents.change")
@require_POST
def change_dwelling(request: HttpRequest, pk: int) -> HttpResponse:
    """Used as something else, or there no more."""
    found = selectors.dwelling_for(request.actor, pk, to="residents.change")
    if "close" in request.POST:
        services.close_dwelling(request.actor, dwelling=found)
        messages.success(request, _("The dwelling is closed."))
        return see_other("residents:dwelling", pk)
    form = forms.KindForm(request.POST)
    if not form.is_valid():
        return _dwelling(request, found, kind_form=form)
    services.change_dwelling(request.actor, dwelling=found, **form.cleaned_data)
    return see_other("residents:dwelling", pk)


@requires("residents.reveal")
@stepped_up(form="residents:dwelling")
@never_cache
@require_POST
def reveal_address(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact address of a dwelling: a look at everybody who lives there."""
    found = selectors.dwelling_for(request.actor, pk, to="residents.reveal")
    form = forms.ReasonForm(request.POST)
    shown = ""
    if form.is_valid():
        with forms.refusals_into(form):
            shown = services.reveal_address(request.actor, dwelling=found, **form.cleaned_data)
    return _dwelling(request, found, reason_form=form, shown=shown)


@requires("residents.change")
@creates
@require_POST
def form_household(request: HttpRequest, pk: int) -> HttpResponse:
    """A household in a dwelling, without people yet."""
    found = selectors.dwelling_for(request.actor, pk, to="residents.change")
    made = services.form_household(request.actor, dwelling=found)
    return see_other("residents:household", made.pk)


@requires("residents.view")
@never_cache
@require_safe
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """Who keeps house together."""
    return _household(request, selectors.household_for(request.actor, pk))


@requires("residents.change")
@require_POST
def set_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Another head."""
    found = selectors.household_for(request.actor, pk, to="residents.change")
    form = forms.HeadForm(request.POST, choices={"person": _members(request, found)})
    if form.is_valid():
        person = selectors.person_for(request.actor, form.cleaned_data["person"])
        with forms.refusals_into(form):
            services.set_head(request.actor, household=found, person=person)
            messages.success(request, _("{name} heads the household.").format(name=person.name))
            return see_other("residents:household", pk)
    return _household(request, found, head_form=form)


@requires("residents.change")
@creates
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Some people keep house by themselves."""
    found = selectors.household_for(request.actor, pk, to="residents.change")
    form = forms.SplitForm(request.POST, choices={"people": _members(request, found)})
    if form.is_valid():
        people = tuple(selectors.person_for(request.actor, one) for one in form.cleaned_data["people"])
        with forms.refusals_into(form):
            made = _split(request, found, people, form.cleaned_data["room"])
            messages.success(request, _("They keep house by themselves now."))
            return see_other("residents:household", made.pk)
    return _household(request, found, split_form=form)


@requires("residents.change")
@creates
@takes_form
def move_household(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """Everybody moves together."""
    found = selectors.household_for(request.actor, pk, to="residents.change")
    place = selectors.place_for(request.actor, area)
    form = forms.RoomForm(request.POST if request.method == "POST" else None)
    form.fields["room"].required = True
    if form.is_valid():
        with forms.refusals_into(form):
            services.rehouse_household(request.actor, household=found, area=place, room=form.cleaned_data["room"])
            messages.success(request, _("The household has moved."))
            return see_other("residents:household", pk)
    context = {"form": form, "household": found, "place": place}
    return page(request, "residents/move_household.html", context, status=status_of(form))


@requires("residents.change")
@creates
@takes_form
def move_in(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """Somebody gets a home."""
    found, place = selectors.person_for(request.actor, pk), selectors.place_for(request.actor, area)
    form = forms.MoveForm(request.POST if request.method == "POST" else None, choices=_relations(place))
    if form.is_valid():
        with forms.refusals_into(form):
            services.settle_person(request.actor, person=found, area=place, **form.stay())
            messages.success(request, _("{name} has moved in.").format(name=found.name))
            return see_other("residents:person", pk)
    context = {"form": form, "person": found, "place": place}
    return page(request, "residents/move_in.html", context, status=status_of(form))


@requires("residents.change")
@takes_form
def move_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves a home."""
    found = selectors.residency_for(request.actor, pk, to="residents.change")
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with forms.refusals_into(form):
            services.move_out(request.actor, residency=found, on=form.cleaned_data["on"])
            messages.success(request, _("{name} has moved out.").format(name=found.person.name))
            return see_other("residents:dwelling", found.dwelling_id)
    return page(request, "residents/move_out.html", {"form": form, "stay": found}, status=status_of(form))


@requires("residents.merge")
@creates
@takes_form
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two entries side by side, and which of them is kept."""
    pair = {one: selectors.person_for(request.actor, one, to="residents.merge") for one in (pk, other)}
    words = [
        (one.pk, f"{n}. " + _("{name}, entered on {day}").format(name=one.name, day=_day_of(one)))
        for n, one in enumerate(pair.values(), start=1)
    ]
    form = forms.KeepForm(request.POST if request.method == "POST" else None, choices=words)
    if form.is_valid():
        kept = form.cleaned_data["keep"]
        with forms.refusals_into(form):
            gone = pair[other if kept == pk else pk]
            services.merge_people(request.actor, kept=pair[kept], gone=gone)
            messages.success(request, _("The two entries are one now."))
            return see_other("residents:person", kept)
    sides = [(one, selectors.labelled(selectors.homes_of(request.actor, one), one)) for one in pair.values()]
    context = {"form": form, "sides": sides}
    return page(request, "residents/merge.html", context, status=status_of(form))


@requires("residents.merge")
@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make two entries of them again."""
    found = selectors.merge_for(request.actor, pk, to="residents.merge")
    back = services.undo_merge(request.actor, merge=found)
    messages.success(request, _("The merge is undone."))
    return see_other("residents:person", back.pk)


@requires("residents.merge")
@require_POST
def tell_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """These are two people."""
    found = selectors.likeness_for(request.actor, pk, to="residents.merge")
    services.tell_apart(request.actor, likeness=found)
    messages.success(request, _("Noted: two people."))
    return see_other("residents:lists", "duplicates")


def _day_of(entry: Any) -> date:
    """The day on which an entry was written, by the county's own midnight."""
    day: date = entry.created_at.astimezone(clock.ZONE).date()
    return day


def _dwelling(request: HttpRequest, found: Any, **more: Any) -> HttpResponse:
    own: dict[str, Any] = {"reason_form": forms.ReasonForm(), "shown": "", "proof": proof_of(request)}
    own["kind_form"] = forms.KindForm(initial={"kind": found.kind})
    own["panels"] = panels_for("residents.dwelling", request.actor, found)
    context = {**selectors.facts_of_dwelling(request.actor, found), "dwelling": found, **own, **more}
    return page(request, "residents/dwelling.html", context, status=max(status_of(form) for form in _forms(context)))


def _household(request: HttpRequest, found: Any, **more: Any) -> HttpResponse:
    members = _members(request, found)
    own = {
        "head_form": forms.HeadForm(choices={"person": members}),
        "split_form": forms.SplitForm(choices={"people": members}),
    }
    context = {**selectors.facts_of_household(request.actor, found), "household": found, **own, **more}
    return page(request, "residents/household.html", context, status=max(status_of(form) for form in _forms(context)))


def _forms(context: dict[str, Any]) -> list[Any]:
    return [form for name, form in context.items() if name.endswith("_form")]


def _members(request: HttpRequest, found: Any) -> list[tuple[int, str]]:
    return [(stay.person_id, stay.person.name) for stay in selectors.members_of(request.actor, found)]


def _split(request: HttpRequest, found: Any, people: tuple[Any, ...], room: str) -> Any:
    if room.strip():
        return services.rehouse_household(request.actor, household=found, area=found.area, room=room, people=people)
    return services.split_household(request.actor, household=found, people=people, dwelling=found.dwelling)
