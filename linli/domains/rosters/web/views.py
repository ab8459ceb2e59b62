"""Lists on their way in: send, match, check, sort, run, what came of it. `about` is what they are about; the addresses ask for its
permission.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.rosters import selectors, services
from linli.domains.rosters.states import Kind
from linli.domains.rosters.subjects import Subject
from linli.domains.rosters.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.errors import RuleBroken
from linli.kernel.forms import refusals_into
from linli.kernel.policy import takes_form
from linli.kernel.web import page, see_other

#: The pages of a list by the words that templates use.
_TO = {
    "list": "imports", "send": "send", "job": "import", "columns": "columns", "run": "run", "stop": "stop",
    "erase": "erase", "wrong": "wrong-rows", "sort": "sort",
}  # fmt: skip


@never_cache
@require_safe
def imports(request: HttpRequest, about: Subject) -> HttpResponse:
    """One's own lists, the newest first."""
    rows = selectors.rosters_for(request.actor, Kind.IMPORT, about.code)
    return page(request, "rosters/imports.html", {"rows": rows, **_about(about)})


@creates
@takes_form
def send(request: HttpRequest, about: Subject) -> HttpResponse:
    """Send a list."""
    actor, sent = request.actor, request.method == "POST"
    wanted = forms.SendForBodyForm if about.bodies else forms.SendForm
    choices = selectors.ground_choices(actor, about.code)
    form = wanted(request.POST if sent else None, request.FILES if sent else None, choices=choices)
    if sent and form.is_valid():
        try:
            ground = selectors.ground_for(actor, form.chosen(), about.code)
            file = form.cleaned_data["file"]
            row = services.send_list(actor, file=file, about=about.code, **ground._asdict())
            return see_other(about.page("import"), row.pk)
        except RuleBroken as refused:
            form.add_error("file", refused.message)
    return page(request, "rosters/send.html", {"form": form, **_about(about)}, status=_status(form))


@never_cache
@require_safe
def roster(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """One list: how far it is, and what can be done next."""
    row = _row(request, about, pk)
    context = {"row": row, **selectors.facts_of(row), **_about(about)}
    return page(request, "rosters/import_job.html", context, partial="rosters/_job.html")


@never_cache
@takes_form
def columns(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Which line is the header, and which column is what."""
    row = _row(request, about, pk)
    preview = selectors.preview_of(row, _header(request))
    data = request.POST if request.method == "POST" else None
    form = forms.ColumnsForm(data, preview=preview, fields=selectors.field_choices(about.code))
    if form.is_valid():
        with refusals_into(form):
            header = form.cleaned_data["header_line"]
            services.match_columns(request.actor, roster=row, header_line=header, columns=form.columns())
            return see_other(about.page("import"), pk)
    context = {"row": row, "form": form, "preview": preview, **_table(form, preview), **_about(about)}
    return page(request, "rosters/columns.html", context, status=_status(form))


@never_cache
@takes_form
def sort(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """What words of the list mean that the check couldn't sort."""
    row = _row(request, about, pk)
    sorting = selectors.sorting_of(row)
    form = forms.SortForm(request.POST if request.method == "POST" else None, sorting=sorting)
    if form.is_valid():
        with refusals_into(form):
            services.sort_words(request.actor, roster=row, words=form.meant())
            return see_other(about.page("import"), pk)
    context = {"row": row, "form": form, "sorting": sorting, **_about(about)}
    return page(request, "rosters/sort.html", context, status=_status(form))


@require_POST
def run(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Write the good rows, or go on."""
    services.start_run(request.actor, roster=_row(request, about, pk))
    return see_other(about.page("import"), pk)


@require_POST
def stop(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Stop; it can go on later."""
    services.stop(request.actor, roster=_row(request, about, pk))
    return see_other(about.page("import"), pk)


@require_POST
def erase(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Erase the list; what came in stays."""
    services.erase(request.actor, roster=_row(request, about, pk))
    messages.success(request, _(about.words.erased))
    return see_other(about.page("imports"))


@require_POST
def wrong_rows(request: HttpRequest, about: Subject, pk: int) -> HttpResponseBase:
    """The wrong rows as a workbook."""
    return download(services.take_wrong_rows(request.actor, roster=_row(request, about, pk)))


def download(found: Any) -> FileResponse:
    """A file as a download and as nothing else, kept by nobody on the way."""
    response = FileResponse(found.file, content_type=found.media_type, as_attachment=True, filename=found.name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _row(request: HttpRequest, about: Subject, pk: int) -> Any:
    return selectors.roster_for(request.actor, pk, Kind.IMPORT, about.code)


def _about(about: Subject) -> dict[str, Any]:
    """The words of a subject, and where its pages are."""
    return {"about": about.words, "to": {word: about.page(name) for word, name in _TO.items()}}


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
