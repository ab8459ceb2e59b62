"""Selections: list, open, one with its stages, candidates, documents, votes, end."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.selection import selectors, services
from linli.domains.selection.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.people import selectors as staff
from linli.kernel.forms import change, refusals_into, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page

VIEW, RUN = "selection.view", "selection.run"


@requires(VIEW)
@require_safe
def selections(request: HttpRequest) -> HttpResponse:
    """Selections of one's places, the newest first; and the county's backbone roles."""
    form = forms.FindForm(request.GET, states=list(selectors.state_choices()))
    data = form.cleaned_data if form.is_valid() else {}
    state, words, number = data.get("state", ""), data.get("q", ""), request.GET.get("page")
    context = {
        "form": form,
        "rows": selectors.selections_page(request.actor, state=state, text=words, number=number),
        "labels": dict(selectors.state_choices()),
        "backbones": selectors.backbones(request.actor),
        "may_run": request.actor.can(RUN),
    }
    return page(request, "selection/selections.html", context, partial="selection/_selections.html")


@requires(RUN)
@creates
@takes_form
def open_one(request: HttpRequest) -> HttpResponse:
    """Begin to choose for a post."""
    actor = request.actor

    def act(data: dict[str, Any]) -> str:
        made = services.open_selection(actor, post=selectors.post_for(actor, int(data["post"])))
        return reverse("selection:selection", args=[made.pk])

    form = forms.OpenForm(sent(request), posts=list(selectors.post_choices(actor)))
    return change(request, form, _("Open a selection"), act, back=reverse("selection:selections"))


@requires(VIEW)
@require_safe
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """One selection."""
    row = selectors.selection_for(request.actor, pk)
    return page(request, "selection/selection.html", {"row": row, **selectors.facts_of(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody comes forward."""
    actor = request.actor
    row = selectors.selection_for(actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        person = selectors.person_choices(actor, name=data["name"], phone=data.pop("phone"))
        services.nominate(actor, selection=row, person=person, **data)

    form = forms.NominateForm(sent(request), sources=list(selectors.source_choices(row)))
    return change(request, form, _("Add a candidate"), act, back=_one(pk), note=row.post.title)


@requires(RUN)
@creates
@takes_form
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the present stage."""
    row = selectors.selection_for(request.actor, pk, to=RUN)
    form = forms.DocumentForm(sent(request), request.FILES or None)
    return change(
        request, form, _("Add a document"),
        lambda data: services.add_document(request.actor, selection=row, **data),
        back=_one(pk), note=row.post.title, files=True,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the meeting counted."""
    row = selectors.selection_for(request.actor, pk, to=RUN)
    standing = selectors.facts_of(request.actor, row)["standing"]
    form = forms.VotesForm(sent(request), candidates=standing)
    return change(
        request, form, _("Votes of the meeting"),
        lambda data: services.record_votes(
            request.actor, selection=row, entitled=data["entitled"], present=data["present"], votes=form.votes()
        ),
        back=_one(pk), note=row.post.title,
    )  # fmt: skip


@requires(RUN)
@require_POST
def advance(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the present stage."""
    services.advance(request.actor, selection=selectors.selection_for(request.actor, pk, to=RUN))
    return saved(request, "selection:selection", pk)


@requires(RUN)
@takes_form
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    row = selectors.selection_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Give the selection up"),
        lambda data: services.cancel(request.actor, selection=row, reason=data["reason"]),
        back=_one(pk), note=row.post.title, danger=True,
    )  # fmt: skip


@requires(RUN)
@takes_form
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry the result out."""
    actor = request.actor
    row = selectors.selection_for(actor, pk, to=RUN)
    chosen = selectors.chosen_of(actor, row)
    form = forms.AppointForm(sent(request), cards={one: selectors.card_choices(actor, row, one.name) for one in chosen})

    def act(data: dict[str, Any]) -> None:
        cards = {pk: staff.staff_card_for(actor, card) for pk, card in form.cards().items()}
        services.appoint_chosen(actor, selection=row, cards=cards, starts_on=data["starts_on"])

    return change(request, form, _("Appoint"), act, back=_one(pk), note=row.post.title)


@requires(RUN)
@require_POST
def let_through(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing speaks against a candidate."""
    one = selectors.candidate_for(request.actor, pk, to=RUN)
    services.let_through(request.actor, candidate=one)
    return saved(request, "selection:selection", one.selection_id)


@requires(RUN)
@takes_form
def turn_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Something speaks against a candidate."""
    one = selectors.candidate_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Turn down"),
        lambda data: services.turn_down(request.actor, candidate=one, reason=data["reason"]),
        back=_one(one.selection_id), note=one.name, danger=True,
    )  # fmt: skip


@requires(RUN)
@takes_form
def step_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate doesn't want to stand any more."""
    one = selectors.candidate_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Steps back"),
        lambda data: services.step_back(request.actor, candidate=one, reason=data["reason"]),
        back=_one(one.selection_id), note=one.name, danger=True,
    )  # fmt: skip


@requires(RUN)
@takes_form
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, sealed as it is, and the answer to it."""
    row = selectors.objection_for(request.actor, pk, to=RUN)
    form = forms.AnswerForm(sent(request))
    if form.is_valid():
        with refusals_into(form):
            services.answer_objection(request.actor, objection=row, answer=form.cleaned_data["answer"])
            return saved(request, "selection:selection", row.selection_id)
    return _objection(request, row, form)


@requires(RUN)
@stepped_up(form="selection:objection")
@never_cache
@require_POST
def read_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it; the look is written down."""
    row = selectors.objection_for(request.actor, pk, to=RUN)
    return _objection(request, row, forms.AnswerForm(), services.read_objection(request.actor, objection=row))


@require_safe
@requires(VIEW)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A document, as a download and as nothing else."""
    found = selectors.document_for(request.actor, pk)  # type: ignore[attr-defined]  # set by access' middleware
    response = FileResponse(found.file, content_type=found.media_type, as_attachment=True, filename=found.name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _objection(request: HttpRequest, row: Any, form: Any, opened: Any = None) -> HttpResponse:
    context = {"row": row, "form": form, "opened": opened}
    return page(request, "selection/objection.html", context, status=422 if form.errors else 200)


def _one(pk: int) -> str:
    return reverse("selection:selection", args=[pk])
