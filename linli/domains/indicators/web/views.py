"""Pages of figures: the table, the rows behind a figure, the same as a file and on paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.indicators import selectors
from linli.domains.indicators.rules import Period, after, before
from linli.domains.indicators.states import CALLERS, STANDING, VIEW
from linli.domains.indicators.web.forms import PeriodForm
from linli.kernel import clock
from linli.kernel.policy import requires
from linli.kernel.scoping import paged
from linli.kernel.web import page, see_other


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Groups × indicators of a period, with places, the formula of each figure and the way to its rows."""
    form = PeriodForm(request.GET)
    found = _page(request, form)
    context = {
        "page": found,
        "form": form.offer(found.choices if found else ()),
        "words": form.words(),
        "rows": paged(found.rows, request.GET.get("page"), selectors.SIZE) if found else None,
        "earlier": urlencode(moved(form, before(form.asked))),
        "later": urlencode(moved(form, after(form.asked))) if form.asked.last < clock.today() else None,
        "may_see_callers": request.actor.can(CALLERS),
        "objections": selectors.waiting_objections(request.actor),
    }
    table = (_("Indicators"), lambda: selectors.table_of(found)) if found else None
    return page(request, "indicators/figures.html", context, table=table)


@requires(VIEW)
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The same on paper, all groups on it."""
    return page(request, "indicators/print.html", {"page": _page(request, PeriodForm(request.GET))})


@requires(STANDING)
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """The ranking of organizations for those who are in it: their own figures, and the places of all."""
    form = PeriodForm(request.GET)
    wanted = selectors.Wanted(form.asked, table=str(form.said("table") or ""), query=form.words())
    context = {
        "page": selectors.standing_page(request.actor, wanted),
        "form": form.offer(()),
        "earlier": urlencode(moved(form, before(form.asked))),
        "later": urlencode(moved(form, after(form.asked))) if form.asked.last < clock.today() else None,
    }
    return page(request, "indicators/ranking.html", context)


@requires(STANDING)
@require_safe
def standing_rows(request: HttpRequest) -> HttpResponse:
    """The cases behind a figure of one's own organization."""
    form = PeriodForm(request.GET)
    here = selectors.county_of(request.actor)
    found = selectors.standing_rows(request.actor, asked_for(request, form, here))
    back = f"{reverse('indicators:standing')}?{urlencode(form.words())}"
    return page(request, "indicators/rows.html", {"page": found, "period": form.asked, "back_url": back})


@requires(VIEW)
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """The cases behind a figure; without one, off to the figures."""
    form = PeriodForm(request.GET)
    if not (request.GET.get("i") or request.GET.get("out")):
        return see_other("indicators:figures")
    here = selectors.here_for(request.actor, form.said("area"))
    found = selectors.rows_page(request.actor, here, asked_for(request, form, here)) if here else None
    context = {
        "page": found,
        "period": form.asked,
        "back_url": f"{reverse('indicators:figures')}?{urlencode(form.words())}",
    }
    return page(request, "indicators/rows.html", context)


def asked_for(request: HttpRequest, form: PeriodForm, here: Any) -> selectors.Behind:
    """Which rows the address names; Http404 for a campaign or a problem that there isn't."""
    said = {name: request.GET.get(name, "")[:60].replace("\x00", "") for name in _ROW_WORDS}
    number = request.GET.get("page", "")
    return selectors.Behind(
        period=form.asked, code=said["i"], part=said["part"], out=said["out"], subject=said["subject"],
        moment=said["moment"], by=str(form.said("by") or ""), group=said["g"],
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1,
        only=_only(request.actor, here, said["c"], said["p"]), compared=bool(said["c"] or said["p"]),
        query={**form.words(), **{name: value for name, value in said.items() if value}},
    )  # fmt: skip


_ROW_WORDS = ("i", "part", "g", "out", "subject", "moment", "c", "p")


def _only(actor: Any, here: Any, campaign: str, problem: str) -> Any:
    """What narrows the figure: the categories of a campaign or of a problem."""
    if campaign:
        found = selectors.only_of(here, campaign)
        if found is None:
            raise Http404
        return found
    if not problem:
        return ()
    if not (problem.isascii() and problem.isdigit() and len(problem) < 18):
        raise Http404
    return selectors.only_of_problem(actor, int(problem))


def moved(form: PeriodForm, period: Period) -> dict[str, str]:
    """The address's words with another period."""
    words = {name: value for name, value in form.words().items() if name not in ("on", "since", "until", "period")}
    if period.kind == "own":
        return {**words, "period": "own", "since": period.first.isoformat(), "until": period.last.isoformat()}
    return {**words, "period": period.kind, "on": period.first.isoformat()}


def _page(request: HttpRequest, form: PeriodForm) -> selectors.FigurePage | None:
    here = selectors.here_for(request.actor, form.said("area"))
    if here is None:
        return None
    wanted = selectors.Wanted(
        form.asked,
        str(form.said("table") or ""),
        str(form.said("by") or ""),
        str(form.said("sort") or ""),
        form.words(),
    )
    return selectors.figure_page(request.actor, here, wanted)
