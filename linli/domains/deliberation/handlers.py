"""How deliberations follow when cases end, and when partners deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.domains.cases import events as cases
from linli.domains.cobuilding import events as cobuilding
from linli.domains.deliberation.services import finish_by_case, follow_project
from linli.foundation.audit import services as audit
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event


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
