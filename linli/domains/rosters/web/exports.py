"""Lists on their way out: wait, download, stop, go on, erase. `about` is what they are about; the addresses ask for its permission, and
for a fresh proof before a file. A list of residents is asked for here, others on a page of their own app.
"""

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
from linli.domains.rosters.subjects import Subject
from linli.domains.rosters.web import forms
from linli.domains.rosters.web.views import download
from linli.foundation.audit.idempotency import creates
from linli.foundation.residents.selectors import Wanted
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page, see_other

#: The pages of a list by the words that templates use.
_TO = {
    "list": "exports", "job": "export", "take": "take", "stop": "stop-export", "go_on": "go-on-export",
    "erase": "erase-export",
}  # fmt: skip


@never_cache
@require_safe
def exports(request: HttpRequest, about: Subject) -> HttpResponse:
    """Lists that one took out, the newest first."""
    rows = selectors.rosters_for(request.actor, Kind.EXPORT, about.code)
    return page(request, "rosters/exports.html", {"rows": rows, **_about(about)})


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
        selectors.ground_for(actor, given["area"], kind=Kind.EXPORT).area, given["beginning"], given["registered"],
        unverified=given["unverified"], minors=given.get("minors", False),
    )  # fmt: skip
    clear = given.get("clear", [])
    return services.ask_export(actor, wanted=wanted, clear=clear, form=given["form"], reason=given["reason"])


@never_cache
@require_safe
def export(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """One list: how far it is, or its file."""
    row = _row(request, about, pk)
    context = {"row": row, **selectors.facts_of(row), **_about(about)}
    return page(request, "rosters/export_job.html", context, partial="rosters/_export.html")


@require_POST
def take(request: HttpRequest, about: Subject, pk: int) -> HttpResponseBase:
    """The file."""
    return download(services.take_export(request.actor, roster=_row(request, about, pk)))


@require_POST
def stop(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Stop; it can go on later."""
    services.stop(request.actor, roster=_row(request, about, pk))
    return see_other(_page(about, "export"), pk)


@require_POST
def go_on(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Go on."""
    services.start_run(request.actor, roster=_row(request, about, pk))
    return see_other(_page(about, "export"), pk)


@require_POST
def erase(request: HttpRequest, about: Subject, pk: int) -> HttpResponse:
    """Erase the file."""
    services.erase(request.actor, roster=_row(request, about, pk))
    messages.success(request, _("The file is erased."))
    return see_other(_page(about, "exports"))


def _row(request: HttpRequest, about: Subject, pk: int) -> Any:
    return selectors.roster_for(request.actor, pk, Kind.EXPORT, about.code)


def _page(about: Subject, name: str) -> str:
    assert about.out is not None, "only what has an outlet has these pages"
    return about.out.page(name)


def _about(about: Subject) -> dict[str, Any]:
    """The words of a subject's lists, and where their pages are."""
    assert about.out is not None, "only what has an outlet has these pages"
    to = {word: about.out.page(name) for word, name in _TO.items()} | {"ask": about.out.ask}
    return {"about": about.out.words, "to": to}
