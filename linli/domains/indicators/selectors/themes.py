"""Themes of the month: the list, one with its problems, tasks and what became of the figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404

from linli.domains.cases import selectors as cases
from linli.domains.indicators.method import Conditions, Question
from linli.domains.indicators.models import Problem, Task, Theme
from linli.domains.indicators.rules import Period, months_of, narrowed
from linli.domains.indicators.selectors.comparing import Compared, compared
from linli.domains.indicators.selectors.figures import here_for, rules_at
from linli.domains.indicators.states import THEMES
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MOST = 60


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in the list: how many problems and tasks it has, how many of these are done and late."""

    theme: Theme
    problems: int
    tasks: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem with its tasks, its categories by name, and its measure (None without one)."""

    problem: Problem
    tasks: list[Task]
    categories: str
    measure: Compared | None


@dataclass(frozen=True, slots=True)
class ThemePage:
    """A theme as its page shows it; `periods` are those of the measures."""

    theme: Theme
    problems: list[ProblemView]
    periods: list[Period]
    today: date
    may_change: bool
    history: list[audit.Line]


def themes_for(actor: Actor) -> list[ThemeRow]:
    """Themes of the actor's county, newest first; one statement."""
    task, today = "problems__tasks", clock.today()
    counts = {
        "n_problems": Count("problems", distinct=True),
        "n_tasks": Count(task, distinct=True),
        "n_done": Count(task, filter=Q(**{f"{task}__done_on__isnull": False}), distinct=True),
        "n_late": Count(task, filter=Q(**{f"{task}__done_on": None, f"{task}__due_on__lt": today}), distinct=True),
    }
    rows = Theme.scoped.visible_to(actor).annotate(**counts)[:MOST]
    return [ThemeRow(one, one.n_problems, one.n_tasks, one.n_done, one.n_late) for one in rows]


def theme_for(actor: Actor, pk: int, to: str = "") -> Theme:
    """One theme; Http404 when hidden, PermissionDenied where `to` isn't held in its county."""
    one: Theme | None = Theme.scoped.visible_to(actor).select_related("county", "area").filter(pk=pk).first()
    return _allowed(actor, one, one, to)


def problem_for(actor: Actor, pk: int, to: str = "") -> Problem:
    """One problem, as `theme_for`."""
    rows = Problem.objects.filter(pk=pk, theme__in=Theme.scoped.visible_to(actor).order_by().values("pk"))
    one = rows.select_related("theme__county", "lead").first()
    return _allowed(actor, one, one.theme if one else None, to)


def task_for(actor: Actor, pk: int, to: str = "") -> Task:
    """One task, as `theme_for`."""
    rows = Task.objects.filter(pk=pk, problem__theme__in=Theme.scoped.visible_to(actor).order_by().values("pk"))
    one = rows.select_related("problem__theme__county").first()
    return _allowed(actor, one, one.problem.theme if one else None, to)


def theme_page(actor: Actor, theme: Theme) -> ThemePage:
    """A theme that was fetched in scope. Its measures are counted where the reader sees figures: a street its own."""
    problems = list(theme.problems.select_related("lead").prefetch_related("tasks"))
    periods = months_of(theme.month, clock.today())
    measures = _measures(actor, theme, problems, periods)
    names = cases.names_of_keys({key for one in problems for key in one.categories})
    views = [
        ProblemView(
            one, list(one.tasks.all()), "、".join(names.get(key, key) for key in one.categories),
            measures.get(f"{one.measure}:{one.pk}"),
        )
        for one in problems
    ]  # fmt: skip
    may = actor.reaches(THEMES, theme.county.path) and theme.withdrawn_at is None
    return ThemePage(theme, views, periods, clock.today(), may, audit.timeline(theme))


def only_of_problem(actor: Actor, pk: int) -> Conditions:
    """What narrows figures to a problem's categories; Http404 for a hidden one."""
    return _only(problem_for(actor, pk))


def county_to_change(actor: Actor) -> Any:
    """The county whose themes the actor keeps; PermissionDenied without one."""
    granted = territory.granted_area(actor, THEMES)
    if granted is None:
        raise PermissionDenied
    return granted[0] if granted[0].depth == 0 else granted[0].county


def measures_for(area: Any) -> list[tuple[str, str]]:
    """Indicators by which a problem can be measured, with their names."""
    own = rules_at(area)
    return [(code, one.label) for code, one in own.used_of(own.measures).items()]


def leads_for(county: Any) -> list[tuple[str, str]]:
    """Organizations that can lead on a problem."""
    return [(str(one.pk), one.name) for one in organizations.organizations_in(county)]


def categories_for(area: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Categories in groups: first a whole chapter by its prefix (where it has one), then each of it."""
    chapters: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for one in cases.categories_for(territory.rules_of(area).cases):
        chapters[one.standard, one.kind, one.major].append(one)
    grouped = []
    for (standard, kind, major), found in chapters.items():
        prefix = _shared([one.code for one in found]) if len(found) > 1 else ""
        whole = [(f"{standard}/{kind}/{prefix}", f"{major}（*）")] if prefix else []
        grouped.append((major or kind, [*whole, *((one.key, one.name) for one in found if one.code != prefix)]))
    return grouped


def _shared(codes: list[str]) -> str:
    """The beginning that all codes share."""
    first, last = min(codes), max(codes)
    return "".join(one for place, one in enumerate(first) if last[: place + 1] == first[: place + 1])


def _measures(actor: Actor, theme: Theme, problems: list[Problem], periods: list[Period]) -> dict[str, Compared]:
    here = here_for(actor)
    own = rules_at(theme.county)
    used = own.used()
    wanted = {
        f"{one.measure}:{one.pk}": narrowed(used[one.measure], _only(one)) for one in problems if one.measure in used
    }
    if here is None or not wanted:
        return {}
    return {one.code: one for one in compared(actor, here, own, wanted, periods, {})}


def _only(problem: Problem) -> Conditions:
    if not problem.categories:
        return ()
    return (Question(fact="category", one_of=tuple(problem.categories)),)


def _allowed(actor: Actor, one: Any, theme: Theme | None, to: str) -> Any:
    if one is None or theme is None:
        raise Http404
    if to and not actor.reaches(to, theme.county.path):
        raise PermissionDenied
    return one
