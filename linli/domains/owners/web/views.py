"""Pages of the roll and of votes in the console."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.owners import services
from linli.domains.owners.selectors import compounds as places
from linli.domains.owners.selectors import roll, votes
from linli.domains.owners.states import ROLL, RUN, VIEW
from linli.domains.owners.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.forms import attempt, calling, change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.uploads import Upload, answer
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def compounds(request: HttpRequest) -> HttpResponse:
    """Compounds of one's places, with what waits there."""
    form = forms.FindForm(request.GET)
    rows = places.compounds_page(request.actor, form.wanted(), request.GET.get("page"))
    context = {"form": form, "rows": rows, "has_subsidy": places.has_subsidy(request.actor)}
    return page(request, "owners/compounds.html", context, partial="owners/_compounds.html")


@requires(VIEW)
@require_safe
def compound(request: HttpRequest, pk: int) -> HttpResponse:
    """One compound: roll, committee, votes, money."""
    found = places.compound_for(request.actor, pk)
    return page(request, "owners/compound.html", {"page": places.compound_page(request.actor, found)})


@requires(ROLL)
@require_safe
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """The owners' roll of a compound."""
    found = places.compound_for(request.actor, pk, ROLL)
    rows = roll.units_page(request.actor, found, request.GET.get("page"))
    return page(request, "owners/units.html", {"compound": found, "rows": rows})


@requires(ROLL)
@creates
@takes_form
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a unit on the roll."""
    found = places.compound_for(request.actor, pk, ROLL)
    act = calling(services.add_unit, request.actor, compound=found)
    form = forms.UnitForm(sent(request))
    return change(request, form, _("Put a unit on the roll"), act, back=_units(pk), note=found.name)


@requires(ROLL)
@creates
@takes_form
def load_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a table of units on the roll."""
    found = places.compound_for(request.actor, pk, ROLL)
    load = partial(services.load_roll, request.actor, compound=found)
    crumbs = [{"label": found.name, "url": _compound(pk)}, {"label": _("Owners' roll"), "url": _units(pk)}]
    upload = Upload(_("Load the owners' roll"), services.COLUMNS, load, _units(pk), crumbs)
    return answer(request, upload)


@requires(ROLL)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit and its owners."""
    found = roll.unit_for(request.actor, pk, ROLL)
    return page(
        request,
        "owners/unit.html",
        {"unit": found, "size": roll.size_of(found), "owners": roll.owners_of(request.actor, found)},
    )


@requires(ROLL)
@takes_form
def change_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other figures of a unit."""
    found = roll.unit_for(request.actor, pk, ROLL)
    act = calling(services.change_unit, request.actor, unit=found)
    initial = {"size": f"{found.size // 100}.{found.size % 100:02d}", "heads": found.heads}
    form = forms.FiguresForm(sent(request), initial=initial)
    note = _("Votes that are open keep the roll as it was.")
    return change(request, form, _("Change the figures"), act, back=_unit(pk), note=note, text=found.label)


@requires(ROLL)
@takes_form
def end_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a unit off the roll."""
    found = roll.unit_for(request.actor, pk, ROLL)
    act = calling(services.end_unit, request.actor, unit=found)
    title, back = _("Take off the roll"), _units(found.compound_id)
    return change(request, forms.NoForm(sent(request)), title, act, back=back, danger=True, text=found.label)


@requires(ROLL)
@creates
@takes_form
def add_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a unit with an entry of the registers, found by its phone."""
    found = roll.unit_for(request.actor, pk, ROLL)

    def act(data: dict[str, Any]) -> None:
        people = roll.owner_choices(request.actor, found, data["phone"])
        if len(people) != 1:
            raise RuleBroken("owners.nobody_found")
        services.set_owner(request.actor, unit=found, person=people[0])

    form = forms.PhoneForm(sent(request))
    return change(request, form, _("Enter an owner"), act, back=_unit(pk), note=found.label)


@requires(ROLL)
@takes_form
def end_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody owns a unit no more."""
    found = roll.ownership_for(request.actor, pk)
    act = calling(services.end_owner, request.actor, ownership=found)
    title, back = _("Owns it no more"), _unit(found.unit_id)
    return change(request, forms.NoForm(sent(request)), title, act, back=back, danger=True, text=found.unit.label)


@requires(RUN)
@creates
@takes_form
def open_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owners of a compound."""
    found = places.compound_for(request.actor, pk, RUN)
    form = forms.VoteForm(sent(request), matters=votes.matter_choices(found.area))

    def act(data: dict[str, Any]) -> str:
        data.pop("last_on")
        made = services.open_vote(request.actor, compound=found, closes_at=closes_at, **data)
        return reverse("owners:vote", args=[made.pk])

    closes_at = form.closes_at() if form.is_bound and form.is_valid() else None
    note = _("The roll of this moment is frozen. Nobody sees how the vote stands until it is over.")
    return change(request, form, _("Open a vote"), act, back=_compound(pk), note=note)


@requires(VIEW)
@require_safe
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote: how many handed in while it is open, all figures once it is closed."""
    found = votes.vote_for(request.actor, pk)
    return page(request, "owners/vote.html", {"page": votes.vote_page(request.actor, found)})


@requires(RUN)
@creates
@takes_form
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a paper ballot; somebody else types it again."""
    found = votes.vote_for(request.actor, pk, RUN)
    form = forms.PaperForm(sent(request), units=votes.paper_units(found), limits=votes.picture_limits(found))
    if request.method == "POST":
        form.files = request.FILES

    def act(data: dict[str, Any]) -> None:
        services.enter_paper_ballot(request.actor, vote=found, unit=data["unit"], **form.said())

    note = _("It counts once two people have typed the same.")
    return change(request, form, _("Type a paper ballot"), act, back=_vote(pk), note=note, text=found.title, files=True)


@requires(RUN)
@stepped_up
@never_cache
@takes_form
def proxy(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a proxy's document, with a reason; the look is written down."""
    found = votes.proxy_for(request.actor, pk)
    back = _vote(found.voter.vote_id)

    def act(data: dict[str, Any]) -> Any:
        return services.look_at_proxy(request.actor, ballot=found, reason=data["why"])

    def show(document: Any) -> HttpResponse:
        return page(request, "owners/proxy.html", {"document": document, "back": back, "label": found.voter.label})

    context = {
        "title": _("Look at the proxy's document"), "back": back, "text": found.voter.label, "submit": _("Show it"),
        "note": _("Each look is written down with its reason."),
    }  # fmt: skip
    return attempt(request, forms.WhyForm(sent(request)), act, show, template="console_form.html", context=context)


@requires(RUN)
@require_POST
def close_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Count and close a vote whose time is over, or in which everybody has voted."""
    services.close_vote(request.actor, vote=votes.vote_for(request.actor, pk, RUN))
    return saved(request, "owners:vote", pk)


@requires(RUN)
@takes_form
def withdraw_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a vote up."""
    found = votes.vote_for(request.actor, pk, RUN)
    act = calling(services.withdraw_vote, request.actor, vote=found)
    form = forms.WhyForm(sent(request))
    return change(request, form, _("Withdraw the vote"), act, back=_vote(pk), danger=True, text=found.title)


def _compound(pk: int) -> str:
    return reverse("owners:compound", args=[pk])


def _units(pk: int) -> str:
    return reverse("owners:units", args=[pk])


def _unit(pk: int) -> str:
    return reverse("owners:unit", args=[pk])


def _vote(pk: int) -> str:
    return reverse("owners:vote", args=[pk])
