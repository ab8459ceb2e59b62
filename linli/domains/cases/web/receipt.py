"""The receipt of a report: number, secret link, QR code, and what happens next by when."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.domains.cases import selectors
from linli.domains.cases.web import browser, secret
from linli.domains.cases.web.forms.follow import LookUpForm
from linli.kernel.policy import public
from linli.kernel.web import page, see_other


@public
@require_safe
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """Shown to the browser that sent the report, and to no other."""
    token = browser.handed_over(request, ref)
    reporter = selectors.reporter_for(token) if token else None
    if reporter is None:
        raise Http404
    link = request.build_absolute_uri(secret.link(token))
    context = {
        "follow": selectors.follow_page(reporter, token=token),
        "token": token,
        "link": link,
        "code": secret.code_of(reporter),
        "place": reporter.case.county.label,
    }
    response = page(request, "cases/portal_receipt.html", context)
    if token not in browser.my_tokens(request):
        browser.keep_mine(request, response, token)
    return response


@public
@require_safe
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """The secret link as a picture, for another phone or for paper."""
    _owner(token)
    out = io.BytesIO()
    segno.make(request.build_absolute_uri(secret.link(token)), error="m").save(
        out, kind="svg", scale=6, border=2, xmldecl=False, dark="#1c1815", light="#fff"
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@public
@require_POST
def keep(request: HttpRequest, token: str) -> HttpResponse:
    """Put a case among *my things* of this browser, or take it off."""
    _owner(token)
    response = see_other("web:home") if request.POST.get("do") == "forget" else see_other("cases:follow", token)
    change = browser.forget_mine if request.POST.get("do") == "forget" else browser.keep_mine
    change(request, response, token)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Find a report again: a pasted link, or its number with the six signs printed on the receipt."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if secret.too_often(request, form.cleaned_data["ref"]):
            return page(request, "429.html", {}, status=429)
        found = secret.find(form.cleaned_data)
        if found:
            return see_other("cases:follow", found)
        form.add_error(None, LookUpForm.nothing_found)
        status = 422
    mine = selectors.my_things(browser.my_tokens(request))
    return page(request, "cases/portal_look_up.html", {"form": form, "mine": mine}, status=status)


def _owner(token: str) -> None:
    """Only the lasting secret is worth a picture or a place among my things; Http404 for anything else."""
    if not secret.is_lasting(token):
        raise Http404
    secret.reporter_of(token)
