"""Compounds with their newest survey, and all surveys of one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404

from linli.domains.surveys import rules
from linli.domains.surveys.models import Survey
from linli.domains.surveys.permissions import RECORD, VIEW
from linli.domains.surveys.selectors.questions import NOT_ASKED, Line, lines_of
from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: So many surveys of a compound are shown; a year has one or two.
MOST = 50

#: Lists of compounds: code → msgid.
LISTS = {
    "": N_("All"),
    "never": N_("Not surveyed yet"),
    "due": N_("To be surveyed"),
    "current": N_("Surveyed and current"),
    "committee": N_("With an owners' committee"),
    "company": N_("With a property company"),
}


@dataclass(frozen=True, slots=True)
class EstateRow:
    """A compound with its newest survey; `is_due` where there is none, or none that still holds."""

    compound: Any
    survey: Survey | None
    is_due: bool

    @property
    def vacancy(self) -> int | None:
        """Empty homes in whole percent; None where they weren't counted."""
        return rules.percent(self.survey.vacant, self.survey.homes) if self.survey else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that a survey says, and what the one that it is compared with said."""

    label: str
    now: str
    before: str
    grown: int | None
    is_other: bool


@dataclass(frozen=True, slots=True)
class EstatePage:
    """What the page of a compound shows: one survey (the newest unless another was asked for) beside that of the year before."""

    compound: Any
    survey: Survey | None
    against: Survey | None
    lines: list[Comparison]
    surveys: list[Survey]
    is_due: bool
    may_record: bool
    history: list[audit.Line]


def here_for(actor: Actor, area: int | None = None) -> Any:
    """The area that is asked about, else the one where the actor may see surveys; None without ground, Http404 for a hidden one."""
    if area is not None:
        return territory.area_for(actor, area, to=VIEW)
    granted = territory.granted_area(actor, VIEW)
    return granted[0] if granted else None


def renew_days(area: Any) -> int:
    """After how many days a compound is to be surveyed again."""
    days: int = territory.rules_of(area).surveys.renew.days
    return days


def compounds_below(actor: Actor, here: Any) -> Any:
    """Open compounds of the communities below an area that the actor may see."""
    seen = territory.areas_for(actor, permission=VIEW).filter(path__startswith=here.path)
    return territory.compounds_on(seen.order_by().values("pk")).defer("area__boundary", "county__boundary")


def estates(actor: Actor, here: Any, *, which: str = "", text: str = "", answer: str = "") -> Any:
    """Compounds below an area by list, part of the name, and an answer ("question.choice") of their newest survey."""
    newest = Survey.unscoped.filter(compound=OuterRef("pk")).order_by("-on", "-pk")
    found = compounds_below(actor, here).annotate(
        newest=Subquery(newest.values("pk")[:1]), last_on=Subquery(newest.values("on")[:1])
    )
    if which in _LISTS:
        found = found.filter(_LISTS[which](renew_days(here)))
    if text:
        found = found.filter(name__contains=text)
    return found.filter(newest__in=_answering(answer)) if answer else found


def estates_page(actor: Actor, here: Any, *, number: Any = 1, **wanted: str) -> Page[Any]:
    """A page of compounds with their newest surveys; `wanted` as `estates`."""
    page = paged(estates(actor, here, **wanted), number)
    page.object_list = rows_of(page.object_list, renew_days(here))
    return page


def estates_piece(actor: Actor, here: Any, *, after: int, size: int, **wanted: str) -> list[EstateRow]:
    """Compounds with their newest surveys behind a compound's number, by their numbers; `wanted` as `estates`."""
    found = estates(actor, here, **wanted).filter(pk__gt=after).order_by("pk")
    return rows_of(found[:size], renew_days(here))


def rows_of(compounds: Iterable[Any], days: int) -> list[EstateRow]:
    """Compounds that were found by `estates`, each with its newest survey; one statement for all."""
    found = list(compounds)
    surveys = _placed(Survey.unscoped.all()).in_bulk([one.newest for one in found if one.newest])
    today = clock.today()
    return [EstateRow(one, surveys.get(one.newest), rules.is_due(one.last_on, today, days)) for one in found]


def compound_for(actor: Actor, pk: int, *, to: str = "") -> Any:
    """One compound of a community where the actor may see surveys: Http404 else, PermissionDenied where `to` isn't held there."""
    found = territory.compounds_on(territory.areas_for(actor, permission=VIEW).values("pk")).filter(pk=pk).first()
    if found is None:
        raise Http404
    if to and not actor.reaches(to, found.area.path):
        raise PermissionDenied
    return found


def survey_for(actor: Actor, pk: int, *, to: str = "") -> Survey:
    """One survey: Http404 when hidden, PermissionDenied where `to` isn't held there."""
    found: Survey | None = _placed(Survey.scoped.visible_to(actor)).select_related("compound").filter(pk=pk).first()
    if found is None:
        raise Http404
    if to and not actor.reaches(to, found.area.path):
        raise PermissionDenied
    return found


def estate_page(actor: Actor, compound: Any, survey: int | None = None) -> EstatePage:
    """The page of a compound that was fetched in scope; `survey` names another than the newest. Http404 for one of elsewhere."""
    rows = list(_placed(Survey.scoped.visible_to(actor)).filter(compound=compound)[:MOST])
    shown = next((row for row in rows if row.pk == survey), None) if survey else next(iter(rows), None)
    if survey and shown is None:
        raise Http404
    against = _against(shown, rows) if shown else None
    return EstatePage(
        compound=compound, survey=shown, against=against, lines=_compared(shown, against), surveys=rows,
        is_due=rules.is_due(rows[0].on if rows else None, clock.today(), renew_days(compound.area)),
        may_record=actor.reaches(RECORD, compound.area.path), history=audit.timeline(compound),
    )  # fmt: skip


def _placed(surveys: Any) -> Any:
    """Surveys with their community and county, without the boundaries of these."""
    return surveys.select_related("area__county").defer("area__boundary", "area__county__boundary")


def _against(shown: Survey, rows: list[Survey]) -> Survey | None:
    day = rules.year_before(shown.on, (row.on for row in rows))
    return next((row for row in rows if row.on == day), None)


def _compared(shown: Survey | None, against: Survey | None) -> list[Comparison]:
    """What the one says beside what the other said; what only the earlier one was asked comes last."""
    if shown is None:
        return []
    now, before = lines_of(shown), lines_of(against) if against else {}
    return [_beside(code, now.get(code), before.get(code)) for code in dict.fromkeys([*now, *before])]


def _beside(code: str, now: Line | None, before: Line | None) -> Comparison:
    """What only one of the two says hasn't changed, but for the property company: without a name there is none."""
    this, that = now or NOT_ASKED, before or NOT_ASKED
    said = bool(this.words and that.words) or (code == "company" and before is not None)
    grown = rules.difference(that.value, this.value)
    return Comparison(this.label or that.label, this.words, that.words, grown, said and this.words != that.words)


def _answering(answer: str) -> Any:
    """Ids of surveys that gave this answer; of none for words that name no answer."""
    question, _, choice = answer.partition(".")
    said = Q(answers__contains={question: choice}) | Q(answers__contains={question: [choice]})
    return Survey.unscoped.filter(said).order_by().values("pk")


def _stale(days: int) -> Q:
    return Q(last_on=None) | Q(last_on__lte=clock.today() - timedelta(days=days))


def _newest_with(**wanted: Any) -> Q:
    return Q(newest__in=Survey.unscoped.filter(**wanted).order_by().values("pk"))


_LISTS: dict[str, Callable[[int], Q]] = {
    "never": lambda days: Q(last_on=None),
    "due": _stale,
    "current": lambda days: ~_stale(days),
    "committee": lambda days: _newest_with(committee=True),
    "company": lambda days: _newest_with(company__gt=""),
}
