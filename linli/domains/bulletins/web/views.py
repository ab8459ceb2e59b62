"""Bulletins in the console: the list, one with its comments, signature, recall, and what is taken along."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.bulletins import selectors, services
from linli.domains.bulletins.states import SIGN, VIEW, WRITE
from linli.domains.bulletins.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.documents import docx_answer
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    """All that the reader may read, and which kinds there are to subscribe to."""
    actor = request.actor
    kinds = selectors.kinds_for(actor, selectors.county_of(actor))
    form = forms.FindForm(request.GET, kinds=_choices(kinds))
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.bulletins_page(
        actor, kind=data.get("kind", ""), state=data.get("state", ""), number=request.GET.get("page")
    )
    context = {"rows": rows, "form": form, "kinds": kinds, "may_write": actor.can(WRITE)}
    return page(request, "bulletins/bulletins.html", context, partial="bulletins/_bulletins.html")


@requires(WRITE)
@creates
@takes_form
def draft(request: HttpRequest) -> HttpResponse:
    """Draft one by hand: of an earlier period, or before the job did."""
    actor = request.actor
    county = selectors.county_of(actor)
    form = forms.DraftForm(sent(request), kinds=_choices(selectors.kinds_for(actor, county)))

    def act(data: dict[str, Any]) -> str:
        return _one(services.draft_bulletin(actor, county=county, **data).pk)

    return change(request, form, _("Draft a bulletin"), act, back=reverse("bulletins:bulletins"))


@requires(VIEW)
@require_safe
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin."""
    found = selectors.bulletin_page(request.actor, selectors.bulletin_for(request.actor, pk))
    table = (found["row"].title, lambda: selectors.table_of(found["row"], found["sections"]))
    return page(request, "bulletins/bulletin.html", found, table=table)


@requires(VIEW)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    row = selectors.bulletin_for(request.actor, pk)
    context = {"row": row, "sections": list(row.sections.all()), **selectors.facts_of(row)}
    return page(request, "bulletins/print.html", context)


@requires(VIEW)
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a DOCX file."""
    row = selectors.bulletin_for(request.actor, pk)
    made = selectors.paper_of(row, list(row.sections.all()), selectors.facts_of(row)["version"])
    return docx_answer(made, f"{row.title}.docx")


@requires(WRITE)
@takes_form
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the comment of a section."""
    section = selectors.section_for(request.actor, pk, WRITE)
    form = forms.CommentForm(sent(request), initial={"words": section.comment})

    def act(data: dict[str, Any]) -> None:
        services.comment_section(request.actor, section=section, **data)

    return change(request, form, _("Write a comment"), act, back=_one(section.bulletin_id), note=section.label)


@requires(WRITE)
@require_POST
def count_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the figures of a draft again."""
    services.count_again(request.actor, bulletin=selectors.bulletin_for(request.actor, pk, WRITE))
    return saved(request, "bulletins:bulletin", pk)


@requires(WRITE)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft in."""
    services.send_bulletin(request.actor, bulletin=selectors.bulletin_for(request.actor, pk, WRITE))
    return saved(request, "bulletins:bulletin", pk)


@requires(SIGN)
@takes_form
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to be changed."""
    row = selectors.bulletin_for(request.actor, pk, SIGN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Give it back"),
        lambda data: services.give_back(request.actor, bulletin=row, **data), back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(SIGN)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign and issue it."""
    services.sign_bulletin(request.actor, bulletin=selectors.bulletin_for(request.actor, pk, SIGN))
    return saved(request, "bulletins:bulletin", pk)


@requires(SIGN)
@takes_form
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """It doesn't hold any more."""
    row = selectors.bulletin_for(request.actor, pk, SIGN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Recall the bulletin"),
        lambda data: services.recall_bulletin(request.actor, bulletin=row, **data), back=_one(pk), note=row.title, danger=True,
    )  # fmt: skip


@requires(WRITE)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a corrected one of a recalled one's period."""
    row = selectors.bulletin_for(request.actor, pk, WRITE)
    made = services.draft_bulletin(request.actor, county=row.county, kind=row.kind, day=row.starts_on)
    return saved(request, "bulletins:bulletin", made.pk)


@requires(VIEW)
@require_POST
def subscribe(request: HttpRequest, code: str) -> HttpResponse:
    """Hear of a kind, or no longer."""
    county = selectors.county_of(request.actor)
    services.subscribe(request.actor, county=county, kind=code, wanted=request.POST.get("wanted") == "yes")
    return saved(request, "bulletins:bulletins")


def _choices(kinds: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["code"], one["rule"].label) for one in kinds]


def _one(pk: int) -> str:
    return reverse("bulletins:bulletin", args=[pk])
