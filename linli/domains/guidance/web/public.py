"""For everybody: the catalogue, asking, applying, and one's own page behind a secret link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.domains.cases.web import browser
from linli.domains.guidance import selectors, services
from linli.domains.guidance.method import HELP_TEXT, RECRUIT_TEXT
from linli.domains.guidance.web import forms
from linli.foundation.access.services.sessions import client_address
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import brake
from linli.kernel.forms import refusals_into, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other

#: So often may be asked or applied from one address in an hour: a firm asks for several of its people.
MOST = 20
#: Under these names the session hands the secret of a new link over to the receipt.
_HELP, _APPLIED = "guidance", "guidance-applied"


@public
@require_safe
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What is offered, and which calls are open."""
    county = territory.county_by_slug(slug)
    rules = selectors.rules_at(county)
    if rules is None:
        raise Http404
    context = {
        "county": county, "place": county.label, "rules": rules, "offers": selectors.offers(rules),
        "calls": selectors.open_calls(county),
    }  # fmt: skip
    response = page(request, "guidance/public.html", context)
    browser.keep_county(response, county.slug)
    return response


@public
@creates
@takes_form
def ask(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask for a service."""
    county = territory.county_by_slug(slug)
    rules, service = selectors.service_at(county, code)
    groups = [(name, one.label) for name, one in rules.groups.items() if one.body or not service.bodies]
    form = forms.AskForm(sent(request), groups=groups, places=selectors.place_choices(county))
    if request.method == "POST" and form.is_valid():
        if _too_often(request):
            return page(request, "429.html", {}, status=429)
        with refusals_into(form, forms.AT_FIELDS):
            area = territory.area_by_id(form.cleaned_data["area"])
            _row, token = services.ask_for_help(area, code, form.said(), agreed=form.cleaned_data["agree"])
            return _handed_over(request, _HELP, token)
    text = territory.rules_of(county).privacy.consent(HELP_TEXT)
    context = {"form": form, "county": county, "place": county.label, "rules": rules, "service": service, "text": text}
    return page(request, "guidance/ask.html", context, status=422 if form.errors else 200)


@public
@creates
@takes_form
def apply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Read a call and apply to it."""
    county = territory.county_by_slug(slug)
    rules, call = selectors.rules_at(county), selectors.open_call_in(county, pk)
    groups = [(name, one.label) for name, one in rules.groups.items() if not one.body] if rules else []
    form = forms.ApplyForm(sent(request), groups=groups)
    if request.method == "POST" and form.is_valid():
        if _too_often(request):
            return page(request, "429.html", {}, status=429)
        with refusals_into(form, forms.AT_FIELDS):
            data = form.cleaned_data
            said = {key: data[key] for key in ("name", "phone", "group")}
            _row, token = services.apply_to(call, agreed=data["agree"], **said)
            return _handed_over(request, _APPLIED, token)
    text = territory.rules_of(county).privacy.consent(RECRUIT_TEXT)
    context = {"form": form, "county": county, "place": county.label, "call": call, "text": text}
    return page(request, "guidance/apply.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The secret link of what this browser has just sent; shown to no other."""
    for name, way in ((_HELP, "guidance:mine"), (_APPLIED, "guidance:applied")):
        token = browser.handed_over(request, name)
        if token and name == request.GET.get("of", _HELP):
            row = selectors.help_by_token(token) if name == _HELP else selectors.applicant_by_token(token)
            link = request.build_absolute_uri(reverse(way, args=[token]))
            return page(request, "guidance/receipt.html", {"row": row, "link": link, **_at(row)})
    return see_other("web:home")


@public
@never_cache
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked for with this link: where it stands, all that is kept, and who looked."""
    return _mine(request, token, forms.MarkForm(), forms.ReasonForm())


@public
@takes_form
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """It was done, and how it was."""
    row = selectors.help_by_token(token)
    form = forms.MarkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            services.confirm_help(row, **form.cleaned_data)
            messages.success(request, _("Thank you. It counts as done."))
            return see_other("guidance:mine", token)
    return _mine(request, token, form, forms.ReasonForm(), status=422 if form.errors else 200)


@public
@takes_form
def send_back(request: HttpRequest, token: str) -> HttpResponse:
    """It isn't done."""
    row = selectors.help_by_token(token)
    form = forms.ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_into(form, forms.AT_FIELDS):
            services.send_back_help(row, **form.cleaned_data)
            messages.success(request, _("We got it. Work goes on."))
            return see_other("guidance:mine", token)
    return _mine(request, token, forms.MarkForm(), form, status=422 if form.errors else 200)


@public
@takes_form
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take it back; what that leads to is said first."""
    row = selectors.help_by_token(token)
    if request.method == "POST":
        services.withdraw_help(row)
        messages.success(request, _("Withdrawn. What you said is gone."))
        return see_other("guidance:mine", token)
    context = {"row": row, "title": row.title, "back": reverse("guidance:mine", args=[token]), **_at(row)}
    return page(request, "guidance/withdraw.html", context)


@public
@never_cache
@require_safe
def my_application(request: HttpRequest, token: str) -> HttpResponse:
    """The application of this link."""
    row = selectors.applicant_by_token(token)
    return page(
        request, "guidance/applied.html", {"row": row, "token": token, **_at(row), **selectors.my_applicant(row)}
    )


@public
@takes_form
def withdraw_application(request: HttpRequest, token: str) -> HttpResponse:
    """Take the application back."""
    row = selectors.applicant_by_token(token)
    if request.method == "POST":
        services.withdraw_applicant(row)
        messages.success(request, _("Withdrawn. What you said is gone."))
        return see_other("guidance:applied", token)
    context = {"row": row, "title": row.call.title, "back": reverse("guidance:applied", args=[token]), **_at(row)}
    return page(request, "guidance/withdraw.html", context)


def _mine(request: HttpRequest, token: str, mark: Any, reason: Any, *, status: int = 200) -> HttpResponse:
    row = selectors.help_by_token(token)
    context = {"row": row, "token": token, "mark": mark, "reason": reason, **_at(row), **selectors.my_help(row)}
    return page(request, "guidance/mine.html", context, status=status)


def _handed_over(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """Off to the receipt. The secret travels in the session: a stored address must not hold it."""
    browser.hand_over(request, name, token)
    response = see_other("guidance:receipt")
    response.headers["Location"] += f"?of={name}"
    return response


def _too_often(request: HttpRequest) -> bool:
    return brake.too_often(f"guidance:{client_address(request)}", MOST)


def _at(row: Any) -> dict[str, Any]:
    return {"county": row.county, "place": row.county.label}
