"""What a case was promised under: the rules of its release, and the working time of whoever holds a clock."""

from __future__ import annotations

from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import Call, Case
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.kernel.calendar import WorkCalendar
from linli.kernel.holidays import national_calendar


def rules_of(case: Case) -> CaseRules:
    """The rules that the case began under."""
    return methods.rules_for(case.release_id).cases


def calendar_of(case: Case, call: Call | None = None) -> WorkCalendar:
    """Working time of whoever holds the clock: the called organization's or the handling one's own hours, else those of the
    rules that the case began under (no statement, and a later change of rules doesn't move what was promised).
    """
    organization = call.organization if call else case.handler_org
    if organization is not None and organization.hours:
        return organizations.calendar_for(organization=organization)
    return national_calendar(methods.rules_for(case.release_id).organizations.working_hours.as_hours())
