"""Pages of owners' money in the console: bookings, uses of the fund, fallback money."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.owners import services
from linli.domains.owners.selectors import compounds as places
from linli.domains.owners.selectors import money
from linli.domains.owners.states import CHECK, MONEY, USE, USES, VIEW, Use
from linli.domains.owners.web import forms
from linli.foundation.audit import selectors as audit
from linli.foundation.audit.idempotency import creates
from linli.kernel import clock
from linli.kernel.forms import calling, change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def bookings(request: HttpRequest, pk: int) -> HttpResponse:
    """What was entered for a compound, what waits for a second person, and what is booked."""
    found = places.compound_for(request.actor, pk)
    context = {
        "compound": found,
        "rows": money.bookings_page(request.actor, found, request.GET.get("page")),
        "sources": money.sources_of(found),
        "may_enter": request.actor.reaches(MONEY, found.area.path),
        "may_check": request.actor.reaches(CHECK, found.area.path),
    }
    return page(request, "owners/bookings.html", context)


@requires(MONEY)
@creates
@takes_form
def add_source(request: HttpRequest, pk: int) -> HttpResponse:
    """A source of common income."""
    found = places.compound_for(request.actor, pk, MONEY)

    def act(data: dict[str, Any]) -> None:
        services.open_source(request.actor, compound=found, **data)

    form = forms.SourceForm(sent(request), kinds=money.income_kinds(found.area))
    return change(request, form, _("Add a source of common income"), act, back=_bookings(pk), note=found.name)


@requires(MONEY)
@creates
@takes_form
def add_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter money that came or went."""
    found = places.compound_for(request.actor, pk, MONEY)
    form = forms.BookingForm(sent(request), sources=money.sources_of(found))

    def act(data: dict[str, Any]) -> None:
        services.enter_booking(request.actor, compound=found, **form.said())

    note = _("Nothing is booked until a second person has compared it with the receipt.")
    return change(request, form, _("Enter money"), act, back=_bookings(pk), note=note)


@requires(CHECK)
@require_POST
def check_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person has compared it with the receipt."""
    row = services.check_booking(request.actor, booking=money.booking_for(request.actor, pk, CHECK))
    return saved(request, "owners:bookings", row.compound_id)


@requires(CHECK)
@takes_form
def refuse_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """What was entered isn't so."""
    found = money.booking_for(request.actor, pk, CHECK)
    act = calling(services.refuse_booking, request.actor, booking=found)
    back = _bookings(found.compound_id)
    return change(
        request, forms.WhyForm(sent(request)), _("Don't book it"), act, back=back, danger=True, text=found.words
    )


@requires(CHECK)
@takes_form
def reverse_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was booked."""
    found = money.booking_for(request.actor, pk, CHECK)
    act = calling(services.reverse_booking, request.actor, booking=found)
    back = _bookings(found.compound_id)
    return change(
        request, forms.WhyForm(sent(request)), _("Take the booking back"), act, back=back, danger=True, text=found.words
    )


@requires(MONEY)
@creates
@takes_form
def add_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply for a use of the maintenance fund."""
    found = places.compound_for(request.actor, pk, MONEY)
    companies = places.organizations_of(found.county, places.kinds_of(found.area)[1])
    form = forms.UseForm(sent(request), companies=companies)

    def act(data: dict[str, Any]) -> str:
        company = companies.get(data.pop("company"))
        made = services.apply_for(request.actor, compound=found, company=company, **data)
        return reverse("owners:use", args=[made.pk])

    note = _("The owners vote on it; the money is on hold from then on and paid when they accept the works.")
    return change(request, form, _("Use the maintenance fund"), act, back=_compound(pk), note=note)


@requires(VIEW)
@require_safe
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """One use of the fund, with its next steps."""
    found = money.use_for(request.actor, pk)
    verbs = USE.verbs(Use(found.state)) if request.actor.reaches(MONEY, found.area.path) else frozenset()
    context = {
        "use": found, "standing": USES[Use(found.state)], "verbs": verbs, "sums": money.sums_of(found),
        "history": audit.timeline(found),
    }  # fmt: skip
    return page(request, "owners/use.html", context)


@requires(MONEY)
@takes_form
def ask_owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the owners vote on it."""
    found = money.use_for(request.actor, pk, MONEY)

    def act(data: dict[str, Any]) -> None:
        services.ask_owners(request.actor, use=found, closes_at=forms.end_of(data["last_on"]))

    form = forms.LastDayForm(sent(request))
    return change(request, form, _("Ask the owners"), act, back=_use(pk), text=found.title)


@requires(MONEY)
@require_POST
def secure_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the money on hold, now that it is there."""
    services.secure_use(request.actor, use=money.use_for(request.actor, pk, MONEY))
    return saved(request, "owners:use", pk)


@requires(MONEY)
@takes_form
def finish_use(request: HttpRequest, pk: int) -> HttpResponse:
    """The works are done."""
    found = money.use_for(request.actor, pk, MONEY)
    act = calling(services.finish_use, request.actor, use=found)
    return change(
        request, forms.WordsForm(sent(request)), _("The works are done"), act, back=_use(pk), text=found.title
    )


@requires(MONEY)
@takes_form
def send_back_use(request: HttpRequest, pk: int) -> HttpResponse:
    """The works aren't as agreed."""
    found = money.use_for(request.actor, pk, MONEY)
    act = calling(services.send_back_use, request.actor, use=found)
    return change(request, forms.WhyForm(sent(request)), _("Send the works back"), act, back=_use(pk), text=found.title)


@requires(MONEY)
@takes_form
def accept_use(request: HttpRequest, pk: int) -> HttpResponse:
    """The owners' representatives have accepted: pay."""
    found = money.use_for(request.actor, pk, MONEY)
    act = calling(services.accept_use, request.actor, use=found)
    form, note = (
        forms.AcceptForm(sent(request)),
        _("Not by whoever reported the works done. What is left of the hold goes back."),
    )
    return change(request, form, _("Accept and pay"), act, back=_use(pk), note=note, text=found.title)


@requires(MONEY)
@takes_form
def end_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    found = money.use_for(request.actor, pk, MONEY)
    act = calling(services.end_use, request.actor, use=found)
    form = forms.WhyForm(sent(request))
    return change(request, form, _("Give it up"), act, back=_use(pk), danger=True, text=found.title)


@requires(VIEW)
@require_safe
def subsidies(request: HttpRequest) -> HttpResponse:
    """Fallback money of the county: the newest month, who got what, and the coverage."""
    county = places.county_of(request.actor)
    shown = money.subsidy_page(request.actor, county)
    may_pay = request.actor.reaches(MONEY, county.path)
    context = {"county": county, "page": shown, "rows": money.subsidy_rows(shown), "may_pay": may_pay}
    return page(request, "owners/subsidies.html", context)


@requires(MONEY)
@require_POST
def pay_subsidy(request: HttpRequest) -> HttpResponse:
    """Share this month's fallback money; once, however often it is asked."""
    services.pay_month(request.actor, county=places.county_to_pay(request.actor), month=clock.today())
    return saved(request, "owners:subsidies")


def _compound(pk: int) -> str:
    return reverse("owners:compound", args=[pk])


def _bookings(pk: int) -> str:
    return reverse("owners:bookings", args=[pk])


def _use(pk: int) -> str:
    return reverse("owners:use", args=[pk])
