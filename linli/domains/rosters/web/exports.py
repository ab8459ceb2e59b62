"""Lists of residents on their way out: ask with a reason, wait, download, erase."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.rosters import selectors, services
from linli.domains.rosters.permissions import EXPORT, MINORS
from linli.domains.rosters.states import Kind
from linli.domains.rosters.web import forms
from linli.domains.rosters.web.views import download
from linli.foundation.audit.idempotency import creates
from linli.foundation.residents.selectors import Wanted
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page, see_other


@requires(EXPORT)
@never_cache
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Lists that one took out, the newest first."""
    rows = selectors.rosters_for(request.actor, Kind.EXPORT)
    return page(request, "rosters/exports.html", {"rows": rows})


@requires(EXPORT)
@stepped_up
@creates
@takes_form
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a list."""
    actor = request.actor
    form = forms.ExportForm(
        request.POST if request.method == "POST" else None,
        choices=selectors.export_choices(actor), may_minors=actor.can(MINORS),
    )  # fmt: skip
    if form.is_valid():
        with refusals_into(form, {"rosters.reason_needed": "reason"}):
            return see_other("rosters:export", _asked(actor, form.cleaned_data).pk)
    return page(request, "rosters/ask.html", {"form": form}, status=422 if form.errors else 200)


def _asked(actor: Any, given: dict[str, Any]) -> Any:
    wanted = Wanted(
        selectors.area_of(actor, given["area"], EXPORT), given["beginning"], given["registered"],
        unverified=given["unverified"], minors=given.get("minors", False),
    )  # fmt: skip
    clear = given.get("clear", [])
    return services.ask_export(actor, wanted=wanted, clear=clear, form=given["form"], reason=given["reason"])


@requires(EXPORT)
@never_cache
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: how far it is, or its file."""
    row = selectors.roster_for(request.actor, pk, Kind.EXPORT)
    context = {"row": row, **selectors.facts_of(row)}
    return page(request, "rosters/export_job.html", context, partial="rosters/_export.html")


@requires(EXPORT)
@stepped_up(form="rosters:export")
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file."""
    row = selectors.roster_for(request.actor, pk, Kind.EXPORT)
    return download(services.take_export(request.actor, roster=row))


@requires(EXPORT)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop; it can go on later."""
    services.stop(request.actor, roster=selectors.roster_for(request.actor, pk, Kind.EXPORT))
    return see_other("rosters:export", pk)


@requires(EXPORT)
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on."""
    services.start_run(request.actor, roster=selectors.roster_for(request.actor, pk, Kind.EXPORT))
    return see_other("rosters:export", pk)


@requires(EXPORT)
@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase the file."""
    services.erase(request.actor, roster=selectors.roster_for(request.actor, pk, Kind.EXPORT))
    messages.success(request, _("The file is erased."))
    return see_other("rosters:exports")
