"""Lists of residents on their way in: send, match, check, run, what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.rosters import selectors, services
from linli.domains.rosters.permissions import IMPORT
from linli.domains.rosters.states import Kind
from linli.domains.rosters.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page, see_other


@requires(IMPORT)
@never_cache
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """One's own lists, the newest first."""
    rows = selectors.rosters_for(request.actor, Kind.IMPORT)
    return page(request, "rosters/imports.html", {"rows": rows})


@requires(IMPORT)
@creates
@takes_form
def send(request: HttpRequest) -> HttpResponse:
    """Send a list."""
    actor, sent = request.actor, request.method == "POST"
    areas = selectors.area_choices(actor)
    form = forms.SendForm(request.POST if sent else None, request.FILES if sent else None, areas=areas)
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            row = services.send_list(actor, area=selectors.area_of(actor, given["area"]), file=given["file"])
            return see_other("rosters:import", row.pk)
        except RuleBroken as refused:
            form.add_error("file", refused.message)
    return page(request, "rosters/send.html", {"form": form}, status=_status(form))


@requires(IMPORT)
@never_cache
@require_safe
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: how far it is, and what can be done next."""
    row = selectors.roster_for(request.actor, pk, Kind.IMPORT)
    context = {"row": row, **selectors.facts_of(row)}
    return page(request, "rosters/import_job.html", context, partial="rosters/_job.html")


@requires(IMPORT)
@never_cache
@takes_form
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which line is the header, and which column is what."""
    row = selectors.roster_for(request.actor, pk, Kind.IMPORT)
    preview = selectors.preview_of(row, _header(request))
    data = request.POST if request.method == "POST" else None
    form = forms.ColumnsForm(data, preview=preview, fields=selectors.field_choices())
    if form.is_valid():
        with refusals_into(form):
            header = form.cleaned_data["header_line"]
            services.match_columns(request.actor, roster=row, header_line=header, columns=form.columns())
            return see_other("rosters:import", pk)
    context = {"row": row, "form": form, "preview": preview, **_table(form, preview)}
    return page(request, "rosters/columns.html", context, status=_status(form))


@requires(IMPORT)
@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the good rows, or go on."""
    row = selectors.roster_for(request.actor, pk, Kind.IMPORT)
    services.start_run(request.actor, roster=row)
    return see_other("rosters:import", pk)


@requires(IMPORT)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop; it can go on later."""
    row = selectors.roster_for(request.actor, pk, Kind.IMPORT)
    services.stop(request.actor, roster=row)
    return see_other("rosters:import", pk)


@requires(IMPORT)
@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase the list; the people who came in stay."""
    row = selectors.roster_for(request.actor, pk, Kind.IMPORT)
    services.erase(request.actor, roster=row)
    messages.success(request, _("The list is erased. Nobody was taken out of the register."))
    return see_other("rosters:imports")


@requires(IMPORT)
@require_POST
def wrong_rows(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The wrong rows as a workbook."""
    row = selectors.roster_for(request.actor, pk, Kind.IMPORT)
    return download(services.take_wrong_rows(request.actor, roster=row))


def download(found: Any) -> FileResponse:
    """A file as a download and as nothing else, kept by nobody on the way."""
    response = FileResponse(found.file, content_type=found.media_type, as_attachment=True, filename=found.name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _header(request: HttpRequest) -> int | None:
    """The header line that the form or the address names."""
    said = request.POST.get("header_line") if request.method == "POST" else request.GET.get("header")
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 8 else None


def _table(form: Any, preview: Any) -> dict[str, Any]:
    """Each column of the preview with its choice, and the preview row by row."""
    bound = [(column, form[f"column_{column.number}"]) for column in preview.columns]
    return {"bound": bound, "rows": list(zip(*(column.words for column in preview.columns), strict=True))}


def _status(form: Any) -> int:
    return 422 if form.errors else 200
