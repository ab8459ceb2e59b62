"""The register of residents: find, enter, one person's page and what is done there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.residents import selectors, services
from linli.foundation.residents.web import forms
from linli.foundation.residents.web._pages import pager_of, proof_of, status_of
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page, see_other

LISTS = {
    "duplicates": selectors.duplicates,
    "elsewhere": selectors.elsewhere,
    "unregistered": selectors.not_registered,
    "headless": selectors.headless_households,
    "unverified": selectors.unverified,
}


@requires("residents.view")
@never_cache
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """People by name, fifty to a page; filters stand in the address."""
    form = forms.FindForm(request.GET, choices={"area": [("", _("All")), *selectors.area_choices(request.actor)]})
    given = form.cleaned_data if form.is_valid() else {}
    found = selectors.people_page(
        request.actor,
        area=selectors.area_in_view(request.actor, given.get("area")),
        text=given.get("q", ""),
        registered=given.get("registered", ""),
        state=given.get("state", "") or "present",
        unverified=given.get("seen") == "no",
        cursor=request.GET.get("after", ""),
    )
    may_enter = request.actor.can("residents.change")
    context = {"form": form, "rows": found.rows, "pager": pager_of(request, found), "may_enter": may_enter}
    return page(request, "residents/register.html", context, partial="residents/_people.html")


@requires("residents.view")
@never_cache
@require_safe
def lists(request: HttpRequest, which: str) -> HttpResponse:
    """One of the lists of what is to be put right."""
    read = LISTS.get(which)
    if read is None:
        raise Http404
    area = selectors.area_in_view(request.actor, _number(request.GET.get("area")))
    found = read(request.actor, area=area, cursor=request.GET.get("after", ""))
    context = {"which": which, "rows": found.rows, "pager": pager_of(request, found), "tabs": _tabs(which)}
    return page(request, "residents/lists.html", context)


@requires("residents.change")
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Where somebody or something is to be entered: the step before the forms that need a place."""
    form = forms.PlaceForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    then, pk = request.GET.get("then", "add"), _number(request.GET.get("pk"))
    rows = [(place, _next(then, place.pk, pk)) for place in selectors.places_for(request.actor, text)]
    context = {"form": form, "rows": rows, "then": then, "pk": pk or ""}
    return page(request, "residents/places.html", context, partial="residents/_places.html")


@requires("residents.change")
@creates
@takes_form
def add(request: HttpRequest, area: int) -> HttpResponse:
    """A new entry, with a home where one is said. Entries that look like it are shown once before."""
    place = selectors.place_for(request.actor, area)
    form = forms.EntryForm(request.POST or None, choices=_relations(place))
    alike: list[Any] = []
    if form.is_valid():
        draft = form.draft(source="office")
        alike = [] if form.cleaned_data["sure"] else selectors.lookalikes(request.actor, draft)
        if not alike:
            with forms.refusals_into(form):
                made = services.enter_person(request.actor, area=place, draft=draft, **form.stay())
                messages.success(request, _("{name} is in the register.").format(name=made.name))
                return see_other("residents:person", made.pk)
    context = {"form": form, "place": place, "alike": alike}
    return page(request, "residents/add.html", context, status=422 if alike else status_of(form))


@requires("residents.view")
@never_cache
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: masked numbers, homes, entries that look alike, history."""
    return _person(request, selectors.person_for(request.actor, pk))


@requires("residents.change")
@takes_form
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry."""
    found = selectors.person_for(request.actor, pk, to="residents.change")
    said = {name: getattr(found, name) for name in ("name", "born_on", "employer", "registered")}
    form = forms.ChangeForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        draft = form.draft(source=found.source, forget=frozenset(form.cleaned_data["forget"]))
        with forms.refusals_into(form):
            services.change_person(request.actor, person=found, draft=draft)
            messages.success(request, _("The entry is changed."))
            return see_other("residents:person", pk)
    return page(request, "residents/change.html", {"form": form, "person": found}, status=status_of(form))


@requires("residents.change")
@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Seen and found right."""
    found = selectors.person_for(request.actor, pk, to="residents.change")
    services.verify_person(request.actor, person=found)
    messages.success(request, _("Noted: seen today and found right."))
    return see_other("residents:person", pk)


@requires("residents.reveal")
@stepped_up(form="residents:person")
@never_cache
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one sealed field; the look and its reason are written down for the person to see."""
    found = selectors.person_for(request.actor, pk, to="residents.reveal")
    form = forms.RevealForm(request.POST)
    shown: dict[str, str] = {}
    if form.is_valid():
        with forms.refusals_into(form):
            field = form.cleaned_data["field"]
            shown[field] = services.reveal_field(request.actor, person=found, **form.cleaned_data)
    return _person(request, found, reveal_form=form, shown=shown)


@requires("residents.change")
@takes_form
def death(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has died: asked once more before all homes end."""
    found = selectors.person_for(request.actor, pk, to="residents.change")
    form = forms.DeathForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with forms.refusals_into(form):
            services.note_death(request.actor, person=found, on=form.cleaned_data["on"])
            messages.success(request, _("The death is noted."))
            return see_other("residents:person", pk)
    return page(request, "residents/death.html", {"form": form, "person": found}, status=status_of(form))


@requires("residents.change")
@require_POST
def undo_death(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a mistake, found on the same day."""
    found = selectors.person_for(request.actor, pk, to="residents.change")
    services.take_back_death(request.actor, person=found)
    messages.success(request, _("Taken back: everything is as before."))
    return see_other("residents:person", pk)


@requires("residents.erase")
@stepped_up
@takes_form
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase an entry, with a reason; it can't be undone."""
    found = selectors.person_for(request.actor, pk, to="residents.erase")
    form = forms.EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with forms.refusals_into(form):
            services.erase_person(request.actor, person=found, reason=form.cleaned_data["reason"])
            messages.success(request, _("The entry is erased."))
            return see_other("residents:person", pk)
    return page(request, "residents/erase.html", {"form": form, "person": found}, status=status_of(form))


def _person(request: HttpRequest, found: Any, **more: Any) -> HttpResponse:
    form = more.setdefault("reveal_form", forms.RevealForm())
    context = {
        **selectors.facts_of(request.actor, found),
        "person": found,
        "shown": {},
        "proof": proof_of(request),
        **more,
    }
    return page(request, "residents/person.html", context, status=status_of(form))


def _relations(row: Any) -> dict[str, list[tuple[Any, Any]]]:
    """Choices of the relation to the head, none first."""
    return {"relation": [("", _("Not said")), *selectors.relation_choices(row)]}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _next(then: str, place: int, pk: int | None) -> str:
    """The page that waited for a place."""
    if then in ("move-in", "move-household") and pk:
        return reverse(f"residents:{then}", args=[pk, place])
    return reverse(f"residents:{then if then in ('dwellings', 'add-dwelling') else 'add'}", args=[place])


def _tabs(which: str) -> list[dict[str, Any]]:
    words = {
        "duplicates": _("Look alike"),
        "elsewhere": _("Registered elsewhere"),
        "unregistered": _("Nobody registered yet"),
        "headless": _("Without a head"),
        "unverified": _("Not yet verified"),
    }
    return [
        {"label": words[name], "url": reverse("residents:lists", args=[name]), "current": name == which}
        for name in LISTS
    ]
