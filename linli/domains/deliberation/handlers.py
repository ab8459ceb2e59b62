"""How deliberations follow when cases end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.domains.cases import events as cases
from linli.domains.deliberation.services import finish_by_case
from linli.foundation.audit import services as audit
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event


def register() -> None:
    """Follow the ends of cases by which something was done."""
    for happened in (cases.CaseConfirmed, cases.CaseLapsed, cases.CaseEndedUnasked):
        audit.on(happened, follow_case)


def follow_case(line: Event) -> None:
    """A case is over: what was to be done by it is."""
    with rls.everywhere():
        finish_by_case(line.subject_id)
