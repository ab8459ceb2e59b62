"""Nominations: sent, judged by two people, objections answered, and one's own consent."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.honours import selectors, services
from linli.domains.honours.permissions import ACT, RUN
from linli.domains.honours.states import SUBJECTS
from linli.domains.honours.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, refusals_into, saved, sent
from linli.kernel.pictures import read_uploads, served
from linli.kernel.policy import requires, signed_in, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page


@requires(ACT)
@creates
@takes_form
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose somebody or something in a call."""
    actor = request.actor
    call = selectors.call_for(actor, pk)
    kind, proof = selectors.kind_of(call), selectors.rules_of_call(call).proof
    most = proof.photos if proof else 0
    form = forms.NominationForm(
        sent(request), request.FILES or None, label=_(SUBJECTS[kind.subject]), most=most,
        subjects=selectors.subject_choices(actor, call, kind), sides=selectors.side_choices(actor),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        photos = read_uploads(data.get("photos", []), proof) if proof else ()
        subject = selectors.subject_for(actor, call, kind, data["subject"])
        side = selectors.side_for(actor, data["side"])
        made = services.nominate(actor, call=call, reason=data["reason"], photos=photos, **side, **subject)
        return _one(made.pk)

    back = reverse("honours:call", args=[pk])
    return change(request, form, _("Nominate"), act, back=back, note=kind.label, files=True, most=most)


@requires(ACT)
@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination."""
    row = selectors.nomination_for(request.actor, pk)
    return page(request, "honours/nomination.html", {"row": row, **selectors.nomination_page(request.actor, row)})


@requires(RUN)
@takes_form
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found about it."""
    row = selectors.nomination_for(request.actor, pk, to_run=True)
    return change(
        request, forms.ReviewForm(sent(request)), _("Review the nomination"),
        lambda data: services.review(request.actor, nomination=row, **data), back=_one(pk), note=row.name, text=row.reason,
    )  # fmt: skip


@requires(RUN)
@takes_form
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision, by somebody else."""
    row = selectors.nomination_for(request.actor, pk, to_run=True)
    return change(
        request, forms.DecisionForm(sent(request)), _("Decide on the nomination"),
        lambda data: services.decide(request.actor, nomination=row, **data), back=_one(pk), note=row.name, text=row.review_words,
    )  # fmt: skip


@requires(ACT)
@takes_form
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's nomination back."""
    row = selectors.nomination_for(request.actor, pk)
    return change(
        request, forms.ReasonForm(sent(request)), _("Take the nomination back"),
        lambda data: services.withdraw_nomination(request.actor, nomination=row, **data), back=_one(pk), note=row.name, danger=True,
    )  # fmt: skip


@requires(RUN)
@takes_form
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down whether a person may be named in public."""
    row = selectors.nomination_for(request.actor, pk, to_run=True)
    return change(
        request, forms.ConsentForm(sent(request)), _("Consent to the public name"),
        lambda data: services.say_consent(request.actor, nomination=row, **data), back=_one(pk), note=row.name,
    )  # fmt: skip


@requires(ACT)
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of a nomination."""
    return served(selectors.proof_for(request.actor, pk))


@requires(RUN)
@takes_form
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, sealed as it is, and the answer to it."""
    row = selectors.objection_for(request.actor, pk)
    form = forms.AnswerForm(sent(request))
    if form.is_valid():
        with refusals_into(form):
            services.answer_objection(request.actor, objection=row, **form.cleaned_data)
            return saved(request, "honours:nomination", row.nomination_id)
    return _objection(request, row, form)


@requires(RUN)
@stepped_up(form="honours:objection")
@never_cache
@require_POST
def read_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it; the look is written down."""
    row = selectors.objection_for(request.actor, pk)
    return _objection(request, row, forms.AnswerForm(), services.read_objection(request.actor, objection=row))


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """For what one was chosen oneself, and whether one's name is public."""
    return page(request, "honours/mine.html", {"rows": selectors.my_nominations(request.actor)})


@signed_in
@require_POST
def my_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one's own name may be public."""
    row = selectors.my_nomination(request.actor, pk)
    if row is None:
        raise Http404
    services.say_consent(request.actor, nomination=row, given=request.POST.get("given") == "yes")
    return saved(request, "honours:mine")


def _objection(request: HttpRequest, row: Any, form: Any, opened: str = "") -> HttpResponse:
    context = {"row": row, "form": form, "opened": opened}
    return page(request, "honours/objection.html", context, status=422 if form.errors else 200)


def _one(pk: int) -> str:
    return reverse("honours:nomination", args=[pk])
