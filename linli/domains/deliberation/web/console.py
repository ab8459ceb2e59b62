"""Matters in the console: list, figures, one with its track, and what the office does in a stage."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import selectors as cases
from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.permissions import HEAR, RUN, VIEW
from linli.domains.deliberation.services import person_by_phone
from linli.domains.deliberation.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Matters of one's places, the newest first."""
    rules = selectors.county_rules(request.actor)
    kinds = [(code, form.label) for code, form in rules.forms.items()] if rules else []
    form = forms.FindForm(request.GET, states=selectors.state_choices(), kinds=kinds)
    context = {
        "form": form,
        "rows": selectors.matters_page(request.actor, number=request.GET.get("page"), **form.wanted()),
        "may_run": request.actor.can(RUN) and bool(kinds),
    }
    return page(request, "deliberation/matters.html", context, partial="deliberation/_matters.html")


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Sessions held and matters settled, each leading to its rows; and meetings that are due."""
    return page(request, "deliberation/figures.html", {"found": selectors.figures(request.actor)})


@requires(VIEW)
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter with its track."""
    row = selectors.matter_for(request.actor, pk)
    return page(request, "deliberation/matter.html", {"row": row, **selectors.facts_for(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """Type in what came on paper or by word of mouth."""
    actor = request.actor
    areas = list(
        territory.areas_for(actor, kinds=("building", "grid", "community", "village"), permission=RUN).order_by(
            "-depth", "path"
        )[:300]
    )
    county = territory.roots_for(actor)[0] if territory.roots_for(actor) else None
    form = forms.NoteForm(
        sent(request), areas=[(area.pk, area.name) for area in areas],
        kinds=[(code, one.label) for code, one in rules.forms.items()] if county and (rules := selectors.rules_at(county)) else [],
        topics=selectors.topic_choices(county) if county else [],
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        name, phone, area = data.pop("name"), data.pop("phone"), territory.area_for(actor, int(data.pop("area")), RUN)
        person = person_by_phone(actor, name, phone) if phone else None
        return _one(services.note_proposal(actor, area=area, person=person, **data).pk)

    return change(request, form, _("Note a proposal"), act, back=reverse("deliberation:matters"))


@requires(RUN)
@takes_form
def sort(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is about, how big, on which level."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    rules = selectors.rules_of(row)
    form = forms.SortForm(
        sent(request), topics=[(code, one.label) for code, one in rules.topics.items() if one.in_scope],
        sizes=[(code, f"{one.label} {one.note}") for code, one in rules.sizes.items()],
        levels=[(code, one.label) for code, one in rules.levels.items()],
        initial={"topic": row.topic, "size": row.size, "level": row.level},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        services.sort_matter(request.actor, matter=row, **form.said())

    return change(request, form, _("Sort"), act, back=_one(pk), note=row.title)


@requires(RUN)
@takes_form
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Not taken up, for the catalogue's reason."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    rules = selectors.rules_of(row)
    choices = [(code, f"{one.label}：{one.why}") for code, one in rules.topics.items() if not one.in_scope]
    form = forms.ChooseForm(sent(request), label=_("Why it isn't decided here"), choices=choices)
    return change(
        request, form, _("Not taken up"),
        lambda data: services.refuse_matter(request.actor, matter=row, topic=data["one"]), back=_one(pk), note=row.title, danger=True,
    )  # fmt: skip


@requires(RUN)
@takes_form
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes on as another matter of the same place."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    others = selectors.mergeable_with(request.actor, row)
    form = forms.ChooseForm(sent(request), label=_("Goes on as"), choices=[(one.pk, one.title) for one in others])

    def act(data: dict[str, Any]) -> str:
        into = next(one for one in others if str(one.pk) == data["one"])
        return _one(services.merge_matters(request.actor, matter=row, into=into).pk)

    return change(request, form, _("Join with another"), act, back=_one(pk), note=row.title)


@requires(RUN)
@creates
@takes_form
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """A signature on paper."""
    row = selectors.matter_for(request.actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.note_support(request.actor, matter=row, person=person_by_phone(request.actor, **data))

    return change(request, forms.PersonForm(sent(request)), _("Note support"), act, back=_one(pk), note=row.title)


@requires(HEAR)
@creates
@takes_form
def hear(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was heard."""
    row = selectors.matter_for(request.actor, pk, to=HEAR)
    return change(
        request, forms.HearForm(sent(request)), _("Note what was heard"),
        lambda data: _none(services.hear_residents(request.actor, matter=row, **data)), back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Put up the decision, or the result."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    return change(
        request, forms.WordsForm(sent(request)), _("Put up a notice"),
        lambda data: _none(services.put_up_notice(request.actor, matter=row, **data)), back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a part of it."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    cards = [(card.code, card.label) for card in cases.cards_for(territory.rules_of(row.area).cases)]
    return change(
        request, forms.TaskForm(sent(request), cards=cards), _("Give a task"),
        lambda data: _none(services.add_task(request.actor, matter=row, **data)), back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a part of it to partners, as a project of the list."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    form = forms.PartnersForm(sent(request), kinds=selectors.project_kinds(row))

    def act(data: dict[str, Any]) -> None:
        services.add_project(request.actor, matter=row, **data)

    return change(request, form, _("Give it to partners"), act, back=_one(pk), note=row.title)


@requires(RUN)
@creates
@takes_form
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a task is."""
    row = selectors.task_for(request.actor, pk, to=RUN)
    form = forms.ReportForm(sent(request), initial={"percent": row.percent, "words": row.words})
    return change(
        request, form, _("Progress"), lambda data: _none(services.report_task(request.actor, task=row, **data)),
        back=_one(row.matter_id), note=row.title,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody says of the result, on paper."""
    row = selectors.matter_for(request.actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        satisfied = data.pop("satisfied") == "yes"
        person = person_by_phone(request.actor, **data)
        services.note_verdict(request.actor, matter=row, person=person, satisfied=satisfied)

    return change(request, forms.VerdictForm(sent(request)), _("Note a judgement"), act, back=_one(pk), note=row.title)


@requires(RUN)
@require_POST
def advance(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a stage with all that it asks for."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    services.advance(request.actor, matter=row, code=request.POST.get("stage", "")[:40])
    return saved(request, "deliberation:matter", pk)


@requires(RUN)
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a statement out."""
    row = selectors.statement_for(request.actor, pk, to=RUN)
    services.hide_statement(request.actor, statement=row)
    return saved(request, "deliberation:matter", row.matter_id)


def _one(pk: int) -> str:
    return reverse("deliberation:matter", args=[pk])


def _none(_made: Any) -> None:
    """Back to the matter, whatever was made."""
