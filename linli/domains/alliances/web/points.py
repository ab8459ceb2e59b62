"""Points of units: entered, counted, objected to; the table of units, and a unit's own page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.alliances import selectors, services
from linli.domains.alliances.permissions import ACT, RUN, VIEW
from linli.domains.alliances.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.pictures import served
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Member units with their points, what these open or close, and who is honoured."""
    form = forms.UnitsForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    facts = selectors.units_page(request.actor, text=text, number=request.GET.get("page"))
    context = {"form": form, "may_run": request.actor.can(RUN) and facts["rule"], **facts}
    return page(request, "alliances/units.html", context, partial="alliances/_units.html")


@requires(VIEW)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's points with their reasons."""
    row = selectors.unit_for(request.actor, pk)
    form = forms.YearForm(request.GET)
    year = form.chosen()
    facts = selectors.unit_page(request.actor, row, year=year, number=request.GET.get("page"))
    return page(request, "alliances/unit.html", {"unit": row, "form": form, "year": year, **facts})


@requires(RUN)
@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """Points that were entered in alliances that one keeps."""
    form = forms.ScoresForm({"only": "waiting", **request.GET.dict()})
    only = form.cleaned_data["only"] if form.is_valid() else ""
    rows = selectors.scores_page(request.actor, only=only, number=request.GET.get("page"))
    return page(request, "alliances/scores.html", {"form": form, "rows": rows}, partial="alliances/_scores.html")


@requires(RUN)
@creates
@takes_form
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter points of a member unit."""
    actor = request.actor
    row = selectors.alliance_for(actor, pk, to=RUN)
    form = forms.ScoreForm(
        sent(request), request.FILES or None, members=selectors.member_choices(actor, row),
        rows=selectors.score_rows(row.area),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        activity, level = data["row"].split("/")
        made = services.enter_score(
            actor, member=selectors.member_of(actor, row, data["member"]), activity=activity, level=level,
            words=data["words"], on=data["on"], photos=services.clean_proofs(data["photos"], row.area),
        )  # fmt: skip
        return _one(made.pk)

    back = reverse("alliances:alliance", args=[pk])
    return change(request, form, _("Enter points"), act, back=back, note=row.name, files=True)


@requires(VIEW)
@require_safe
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with what proves it, and the objection to it."""
    row = selectors.score_for(request.actor, pk)
    return page(request, "alliances/score.html", {"row": row, **selectors.score_page(request.actor, row)})


@requires(RUN)
@takes_form
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person lets it count, or not."""
    row = selectors.score_for(request.actor, pk, to=RUN)
    return change(
        request, forms.CheckForm(sent(request)), _("Look at it as the second person"),
        lambda data: services.check_score(request.actor, score=row, **data) and None, back=_one(pk),
        note=row.organization.name, text=row.words,
    )  # fmt: skip


@requires(ACT)
@creates
@takes_form
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit says that it is wrong."""
    row = selectors.score_for(request.actor, pk, to=ACT)
    return change(
        request, forms.ObjectForm(sent(request)), _("Object"),
        lambda data: services.object_to(request.actor, score=row, **data) and None, back=_one(pk), text=row.words,
    )  # fmt: skip


@requires(RUN)
@takes_form
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who wasn't involved answers an objection."""
    row = selectors.score_for(request.actor, pk, to=RUN)
    return change(
        request, forms.AnswerObjectionForm(sent(request)), _("Answer the objection"),
        lambda data: services.answer_objection(request.actor, score=row, **data) and None, back=_one(pk),
        note=row.organization.name, text=row.words,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture that proves points."""
    return served(selectors.proof_for(request.actor, pk))


def _one(pk: int) -> str:
    return reverse("alliances:score", args=[pk])
