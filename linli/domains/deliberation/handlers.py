"""How deliberations follow when cases end, partners deliver, areas end, and people are merged or erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.cases import events as cases
from linli.domains.cobuilding import events as cobuilding
from linli.domains.deliberation.services import finish_by_case, follow_project, following
from linli.foundation.audit import services as audit
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event
    from linli.kernel.actor import Actor


def register() -> None:
    """Follow the ends of cases, and the parts of partner projects, by which something was done."""
    for happened in (cases.CaseConfirmed, cases.CaseLapsed, cases.CaseEndedUnasked):
        audit.on(happened, follow_case)
    audit.on(cobuilding.PartFinished, follow_part)


def follow_case(line: Event) -> None:
    """A case is over: what was to be done by it is."""
    with rls.everywhere():
        finish_by_case(line.subject_id)


def follow_part(line: Event) -> None:
    """A part of a partner project is delivered: the task that hangs on the project moves on."""
    with rls.everywhere():
        follow_project(line.subject_id)


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: rows that lie in an area that ends go to its successor."""
    if change.ends_area:
        with rls.everywhere():  # whoever may change the ground needn't see who took part
            following.move_rows(change.area, change.target_for())


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction when an entry is merged or erased."""
    with rls.everywhere():
        if change.action == "merged":
            following.take_over(change.person, change.other)
        elif change.action == "erased":
            following.forget(change.person)
