"""Honours, notices, model cases and practices for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.honours import selectors, services
from linli.domains.honours.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import refusals_into, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@require_safe
@public
def county(request: HttpRequest, slug: str) -> HttpResponse:
    """Honours of a county, and what stands on notice."""
    found = territory.county_by_slug(slug)
    form = forms.HonoursForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = selectors.public_honours(found, text=text, number=request.GET.get("page"))
    context = {"county": found, "form": form, "rows": rows, "notices": selectors.notices_of(found)}
    return page(request, "honours/county.html", context, partial="honours/_county.html")


@require_safe
@public
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Names on public notice."""
    found = selectors.notice_for(pk)
    return page(request, "honours/notice.html", {"notice": found, "call": found.call, "county": found.call.county})


@public
@creates
@takes_form
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what speaks against a name, while its notice runs."""
    found, named = selectors.named_on_notice(pk)
    form = forms.ObjectionForm(sent(request))
    if form.is_valid():
        with refusals_into(form):
            services.object_to(request.actor, nomination=named, **form.cleaned_data)
            messages.success(request, _("Sent. Nothing is conferred before it is answered."))
            return see_other("honours:notice", found.call.pk)
    context = {"form": form, "notice": found, "named": named, "county": found.call.county}
    return page(request, "honours/object.html", context, status=422 if form.errors else 200)


@require_safe
@public
def library(request: HttpRequest, slug: str) -> HttpResponse:
    """Model cases and practices of a county."""
    found = territory.county_by_slug(slug)
    form = forms.LibraryForm(request.GET, themes=selectors.themes_of(found))
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.library(
        found,
        kind=data.get("kind", ""),
        theme=data.get("theme", ""),
        text=data.get("q", ""),
        number=request.GET.get("page"),
    )
    context = {"county": found, "form": form, "rows": rows}
    return page(request, "honours/library.html", context, partial="honours/_library.html")


@require_safe
@public
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A published model case or practice."""
    row, users = selectors.published_article(pk)
    return page(request, "honours/read.html", {"row": row, "users": users, "county": row.county})
