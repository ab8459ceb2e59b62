"""Decisions that partners carry out: the project behind a task, and the decision behind a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from linli.domains.cobuilding import selectors as lists
from linli.domains.deliberation.models import Matter, Task
from linli.foundation.territory import selectors as territory
from linli.kernel.panels import Panel
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def tasks_of(matter: Matter) -> list[Any]:
    """Tasks of a matter, each with `project`: how far its parts are, None where it is no partner project. One statement, two with projects."""
    tasks: list[Any] = list(Task.unscoped.filter(matter=matter).order_by("round", "due_on", "pk"))
    entries = [task.entry_id for task in tasks if task.entry_id]
    found = lists.progress_of(entries) if entries else {}
    for task in tasks:
        task.project = found.get(task.entry_id)
    return tasks


def project_kinds(matter: Matter) -> list[tuple[str, str]]:
    """Kinds of joint work by which a decision may be given to partners; none where the county keeps no lists."""
    rules = territory.rules_of(matter.area).cobuilding
    return lists.kind_choices(rules.entry_kinds) if rules.lists else []


def decision_panel(actor: Actor, entry: Any) -> Panel | None:
    """The decision that a project of the lists carries out; None for any other project."""
    task = Task.unscoped.filter(entry=entry).select_related("matter__area").first()
    if task is None:
        return None
    seen = Matter.scoped.visible_to(actor).filter(pk=task.matter_id).exists()
    url = reverse("deliberation:matter" if seen else "deliberation:public-matter", args=[task.matter_id])
    return Panel(N_("Carries out a decision"), "deliberation/_decision.html", {"task": task, "url": url})
