"""Results of selections, for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.selection import selectors, services
from linli.domains.selection.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import refusals_into
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@require_safe
@public
def notices(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest results of a county."""
    county = territory.county_by_slug(slug)
    return page(request, "selection/notices.html", {"county": county, "rows": selectors.notices_of(county)})


@require_safe
@public
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One result, masked."""
    found = selectors.notice_for(pk)
    return page(request, "selection/notice.html", {"notice": found, "county": found.county})


@public
@creates
@takes_form
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what speaks against a result, while its notice runs."""
    found = selectors.notice_for(pk)
    if not found.is_open:
        raise Http404
    form = forms.ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_into(form, {"selection.objection_phone": "phone"}):
            services.object_to(request.actor, selection=pk, **form.cleaned_data)  # type: ignore[attr-defined]
            messages.success(request, _("Sent. Nobody is appointed before it is answered."))
            return see_other("selection:notice", pk)
    context = {"form": form, "notice": found, "county": found.county}
    return page(request, "selection/object.html", context, status=422 if form.errors else 200)
