"""What the rated say, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.engines.scorecards import selectors, services
from linli.engines.scorecards.states import ANSWER, DECIDE, RUN, VIEW
from linli.engines.scorecards.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent, sent_files
from linli.kernel.pictures import read_uploads, served
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(ANSWER)
@creates
@takes_form
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something beside the score."""
    subject = selectors.subject_for(request.actor, pk, ANSWER)

    def act(words: str, photos: Any) -> None:
        services.reply(request.actor, subject=subject, words=words, photos=photos)

    note = _("It stands beside the score, for whoever reads that. Pictures are seen by staff alone.")
    return _say(request, subject, _("Respond"), act, note)


@requires(ANSWER)
@creates
@takes_form
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is wrong with a result."""
    subject = selectors.subject_for(request.actor, pk, ANSWER)

    def act(words: str, photos: Any) -> None:
        services.appeal(request.actor, subject=subject, words=words, photos=photos)

    return _say(request, subject, _("Appeal"), act, _("Once in a round. Somebody who had no hand in it decides."))


def _say(request: HttpRequest, subject: Any, title: str, act: Callable[[str, Any], None], note: str) -> HttpResponse:
    """A form for words of the rated, with pictures."""
    limits = selectors.picture_limits(subject.round.county)

    def say(data: dict[str, Any]) -> None:
        act(data["words"], read_uploads(data["photos"], limits))

    form = forms.SayForm(sent(request), sent_files(request))
    back = _result(subject.pk)
    return change(request, form, title, say, back=back, note=note, files=True, most=limits.photos)


@requires(RUN)
@creates
@takes_form
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a mark right that was wrong."""
    subject = selectors.subject_for(request.actor, pk, RUN)
    form = forms.CorrectForm(sent(request), criteria=selectors.rulable(subject))

    def act(data: dict[str, Any]) -> None:
        services.correct_mark(request.actor, subject=subject, values=form.values(), why=data["words"])

    note = _("The mark stands for all marks of its criterion. The earlier result stays readable.")
    return change(request, form, _("Correct the result"), act, back=_result(pk), note=note, text=subject.name)


@requires(VIEW)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture that shows something, for those who may see what it belongs to."""
    return served(selectors.evidence_for(request.actor, pk))


@requires(VIEW)
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals, what is due first; `?late=1` those alone that should have been decided."""
    late = request.GET.get("late") == "1"
    rows, overdue = selectors.appeals_page(request.actor, request.GET.get("page"), late=late)
    return page(request, "scorecards/appeals.html", {"rows": rows, "overdue": overdue, "late": late})


@requires(DECIDE)
@takes_form
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Uphold or reject an appeal."""
    found = selectors.appeal_for(request.actor, pk)
    items = [
        (one.pk, f"{one.on:%Y-%m-%d} {one.words}（{one.points}）") for one in selectors.counted_items(found.subject)
    ]
    form = forms.DecideForm(sent(request), criteria=selectors.rulable(found.subject), items=items)

    def act(data: dict[str, Any]) -> None:
        services.decide_appeal(
            request.actor, appeal_=found, upheld=data["upheld"] == "yes", words=data["words"], values=form.values(),
            entries=data.get("entries", ()),
        )  # fmt: skip

    back = _result(found.subject_id)
    return change(
        request, form, _("Decide the appeal"), act, back=back, note=found.subject.name, text=found.words
    )  # fmt: skip


def _result(pk: int) -> str:
    return reverse("scorecards:result", args=[pk])
