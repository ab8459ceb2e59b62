"""The one way in which a table is sent to the console: choose a file, have it judged or loaded, read what is wrong by row.

An app brings its columns and a service that takes rows and gives a `Report`; the page is `import.html` for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.kernel import tables
from linli.kernel.errors import RuleBroken
from linli.kernel.tables import Column, Report
from linli.kernel.web import page, see_other_url

SHOWN_WARNINGS = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """A kind of table: its title, what it may hold, what loads it (`load(rows=…, dry=…) -> Report`) and where one goes then.

    `crumbs` and `tabs` are those of the page.
    """

    title: str
    columns: Sequence[Column]
    load: Callable[..., Report]
    back: str
    crumbs: Sequence[dict[str, Any]] = ()
    tabs: Sequence[dict[str, Any]] = field(default=())


class UploadForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("CSV (UTF-8 or GBK) or XLSX, up to 20 MB and 200,000 rows, with a header line."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls"}),
    )

    def clean_file(self) -> UploadedFile:
        """A file that may be read; one that is too large is refused before it is."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > tables.MAX_BYTES:
            raise forms.ValidationError(tables.too_many_bytes().message)
        return file


def answer(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Show the form; when a file is sent, judge it as a whole (`do=check`) or load it too, and name every bad row (422)."""
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)
    dry = request.POST.get("do") == "check"
    report = _read(form, upload, dry) if sent and form.is_valid() else None
    if report and not report.errors and not dry:
        return _loaded(request, upload, report)
    wrong = bool(form.errors or (report and report.errors))
    context = {"upload": upload, "form": form, "report": report, "more_warnings": _more(report)}
    return page(request, "import.html", context, status=422 if wrong else 200)


def _read(form: UploadForm, upload: Upload, dry: bool) -> Report | None:
    try:
        table = tables.read_table(form.cleaned_data["file"].read(), upload.columns)
        report = upload.load(rows=table.rows, dry=dry)
    except RuleBroken as refused:
        form.add_error("file", refused.message)
        return None
    if table.ignored:
        words = _("Columns that nobody knows were left out: {names}.")
        report.warnings.insert(0, words.format(names="、".join(table.ignored[:SHOWN_WARNINGS])))
    return report


def _loaded(request: HttpRequest, upload: Upload, report: Report) -> HttpResponse:
    words = ngettext("{count} row was loaded.", "{count} rows were loaded.", report.created)
    messages.success(request, words.format(count=report.created))
    if report.unchanged:
        words = ngettext("{count} row was there already.", "{count} rows were there already.", report.unchanged)
        messages.info(request, words.format(count=report.unchanged))
    for warning in (*report.warnings[:SHOWN_WARNINGS], *_more(report)):
        messages.warning(request, warning)
    return see_other_url(upload.back)


def _more(report: Report | None) -> list[str]:
    """How many hints aren't shown, as a list of one line or none."""
    more = len(report.warnings) - SHOWN_WARNINGS if report else 0
    return [ngettext("{count} more hint", "{count} more hints", more).format(count=more)] if more > 0 else []
