"""Homes with people, plans and visits for tests, by the services."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from linli.domains.visits import services
from linli.domains.visits.models import Plan, Stop, Visit
from linli.domains.visits.services import VisitDraft
from linli.foundation.privacy import rls
from linli.foundation.residents.tests.making import family
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
#: A Monday, 10 o'clock in the county.
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def home(cast: Any, room: str = "101", *names: str, area: Any = None) -> Any:
    """A household behind a door of Li's building."""
    return family(cast, *(names or ("郝好",)), room=room, area=area)[0]


def plan(cast: Any, *, area: Any = None, kind: str = "home", cycle: str = "", by: Any = None) -> Plan:
    """Wang plans visits for Li's community."""
    actor = by or cast.wang_community.actor
    return services.set_plan(actor, area=area or cast.community, kind=kind, cycle=cycle)


def stop(household: Any = None, *, kind: str = "home", area: Any = None) -> Stop:
    """The stop of a household or place."""
    wanted = {"household": household} if household is not None else {"household": None, "area": area}
    with rls.everywhere():
        found: Stop = Stop.unscoped.select_related("area", "household__dwelling", "plan").get(kind=kind, **wanted)
    return found


def planned(cast: Any, room: str = "101", *names: str) -> Stop:
    """A home that is due."""
    household = home(cast, room, *names)
    plan(cast)
    return stop(household)


def visited(cast: Any, row: Stop, *, by: Any = None, **facts: Any) -> Visit:
    """Li went there."""
    return services.record_visit(by or cast.li_grid_worker.actor, stop=row, draft=VisitDraft(**facts))


def visits() -> list[Visit]:
    """All visits, the first on top."""
    with rls.everywhere():
        return list(Visit.unscoped.order_by("pk"))
