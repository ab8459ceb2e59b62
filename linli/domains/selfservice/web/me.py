"""The resident's own pages: sign in by phone, what is kept, who looked, one's cases, consents and requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import selectors as cases
from linli.domains.cases.web import browser, secret
from linli.domains.notices import selectors as notices
from linli.domains.notices import services as tell
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.states import Kind
from linli.domains.selfservice.web import forms, session
from linli.domains.selfservice.web.session import own_page
from linli.foundation.access.services.sessions import client_address
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import panels
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@public
@creates
@takes_form
def sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """A phone number; the answer is the same for every number."""
    county = territory.county_by_slug(slug)
    form = forms.PhoneForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with forms.refusals_into(form):
            phone, caller = form.cleaned_data["phone"], client_address(request)
            session.keep_code(request, services.ask_code(county, phone=phone, address=caller))
            response = see_other("selfservice:code")
            browser.keep_county(response, county.slug)
            return response
    context = {"form": form, "county": county, "place": county.label, "open": selectors.is_open(county)}
    return page(request, "selfservice/sign_in.html", context, status=_status(form))


@public
@takes_form
def who(request: HttpRequest) -> HttpResponse:
    """Several share the phone, or nobody has it: name and day of birth are asked, nobody is listed."""
    mine = session.session_of(request)
    if mine is None:
        return session.to_sign_in(request)
    if mine.person is not None:
        return see_other("selfservice:me")
    form = forms.WhoForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        if services.identify(mine, **form.cleaned_data).person is not None:
            return see_other("selfservice:me")
        form.add_error(None, RuleBroken("selfservice.not_found").message)
    context = {"form": form, "place": mine.county.label}
    return session.private(page(request, "selfservice/who.html", context, status=_status(form)))


@public
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Everything about me. Without an entry in the register, the cases that were reported with this phone."""
    mine = session.session_of(request)
    if mine is None:
        return session.to_sign_in(request)
    person = mine.person
    context = {
        "mine": mine,
        "person": person,
        "things": _things(mine),
        "county": mine.county,
        "place": mine.county.label,
        "couriers": selectors.reported_by(mine),
        "texted": notices.phone_is_told(mine.county, selectors.phone_in(mine)),
    }
    if person is not None:
        context |= {
            "rows": selectors.kept_rows(person),
            "looks": selectors.looks_of(person),
            "consents": selectors.consents_of(person),
            "requests": selectors.requests_of(person),
            "panels": panels.panels_for("selfservice.me", request.actor, mine),
        }
    return session.private(page(request, "selfservice/me.html", context))


@public
@require_POST
def texts(request: HttpRequest) -> HttpResponse:
    """Text messages about one's reports: no more, or again. A session is enough: the phone is proven."""
    mine = session.session_of(request)
    if mine is None:
        return session.to_sign_in(request)
    tell.set_phone_wish(mine.county, phone=selectors.phone_in(mine), wanted=request.POST.get("wanted") == "1")
    messages.success(request, _("Saved."))
    return see_other("selfservice:me")


@public
@require_POST
@own_page
def copy(request: HttpRequest, mine: Any) -> HttpResponse:
    """Everything as a file, at once."""
    data = services.take_copy(session=mine, cases=_things(mine))
    headers = {"Content-Disposition": 'attachment; filename="linli.zip"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/zip", headers=headers)


@public
@creates
@takes_form
@own_page
def correct(request: HttpRequest, mine: Any) -> HttpResponse:
    """Something is wrong: the office compares and answers."""
    labels = {row.part.removeprefix("residents."): row.label for row in selectors.kept_rows(mine.person)}
    form = forms.CorrectForm(_sent(request), labels=labels)
    return _ask(request, mine, form, Kind.CORRECT, _("Have something corrected"))


@public
@creates
@takes_form
@own_page
def delete(request: HttpRequest, mine: Any) -> HttpResponse:
    """Everything should go. What has to stay by law, and for how long, is said before it is asked."""
    form = forms.DeleteForm(_sent(request))
    held = {"held": selectors.held_rows(mine.person), "hold": selectors.rules_of(mine.county).hold.text}
    return _ask(request, mine, form, Kind.DELETE, _("Ask for deletion"), **held)


@public
@takes_form
@own_page
def withdraw(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Take an agreement back; which one, and what it leads to, is said first."""
    consent = selectors.consent_for(mine.person, pk)
    if consent.withdrawn_at is not None:  # the same form, sent twice
        return see_other("selfservice:me")
    form = forms.TellForm(_sent(request))
    if form.is_valid():
        led_to = services.withdraw_consent(person=mine.person, consent=consent, **_told(mine, form.cleaned_data))
        messages.success(request, _WITHDRAWN[led_to]())
        return see_other("selfservice:me")
    return page(request, "selfservice/withdraw.html", {"consent": consent, "form": form, "place": mine.county.label})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the staff session of the same browser, if there is one, stays."""
    mine = session.session_of(request)
    if mine is not None:
        services.sign_out(mine)
    session.forget(request)
    return see_other("web:home")


_WITHDRAWN = {
    "emptied": lambda: _("Withdrawn. The ID number is gone."),
    "ended": lambda: _("Withdrawn. What you had agreed to has ended."),
    "erased": lambda: _("Withdrawn. Your registration was erased."),
    "asked": lambda: _("Withdrawn. The office tells you what has to stay by law."),
}


def _ask(request: HttpRequest, mine: Any, form: Any, kind: Kind, title: str, **more: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with forms.refusals_into(form):
            services.ask_office(person=mine.person, kind=kind, **_told(mine, form.cleaned_data))
            messages.success(request, _("The office has it. You read the answer on this page."))
            return see_other("selfservice:me")
    context = {"form": form, "title": title, "place": mine.county.label, "kind": kind.value, **more}
    return page(request, "selfservice/ask.html", context, status=_status(form))


def _told(mine: Any, given: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the phone of the sign-in in place of the tick."""
    wanted = {name: value for name, value in given.items() if name != "by_text"}
    return {**wanted, "tell": selectors.phone_in(mine) if given["by_text"] else ""}


def _things(mine: Any) -> list[Any]:
    return cases.things_of_phone(mine.county, selectors.phone_in(mine), secret.stand_in)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return 422 if form.errors else 200
