"""What all changes of visits share: the transaction within the reach, the rules that hold, and locks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.visits.models import Stop
from linli.domains.visits.permissions import PLACES, RECORD
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import RuleBroken
from linli.kernel.holidays import national_calendar
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.domains.visits.method import VisitKind, VisitRules
    from linli.kernel.actor import Actor
    from linli.kernel.calendar import WorkCalendar


def changes(permission: str) -> rls.Around:
    """One transaction, in which the database shows the places where the actor holds `permission`."""
    return rls.changing(lambda actor: rls.reaching(actor, permission))


def rules_at(area: Any) -> VisitRules:
    """The county's rules that hold now."""
    found: VisitRules = territory.rules_of(area).visits
    return found


def kind_of(rules: VisitRules, code: str) -> VisitKind:
    """A kind of visit; raises RuleBroken visits.unknown_kind."""
    found = rules.kinds.get(code)
    if found is None:
        raise RuleBroken("visits.unknown_kind")
    return found


def workdays() -> WorkCalendar:
    """The national calendar: only its days are asked."""
    return national_calendar()


def permission_for(stop: Stop) -> str:
    """Who goes there: households are for those who may see the register."""
    return RECORD if stop.household_id else PLACES


def lock(actor: Actor, stop: Stop, permission: str) -> Stop:
    """The row, held until the transaction ends. Raises OutOfScope."""
    keep_in_scope(actor, stop, permission)
    held = Stop.unscoped.select_for_update(of=("self",)).select_related("area__county", "county", "household")
    row: Stop = held.get(pk=stop.pk)
    return row
