"""What visits adds to pages of the registers below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from linli.domains.visits.models import Stop, Visit
from linli.domains.visits.permissions import VIEW
from linli.domains.visits.states import OUTCOMES, Outcome
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel.panels import Panel
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MOST = 10


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A way in which a door is visited (`outcome` empty, `on` the day on which it is due, if any), or a visit of a day."""

    stop: int
    kind: str
    on: date | None
    outcome: str = ""


def visits_of_dwelling(actor: Actor, dwelling: Any) -> Panel | None:
    """How the households behind a door are visited, and the days of the last visits; None for who may not see visits there."""
    if not actor.reaches(VIEW, dwelling.area.path):
        return None
    with rls.reaching(actor, VIEW):
        stops = Stop.scoped.visible_to(actor).present().filter(household__dwelling=dwelling).order_by("due_on", "pk")
        ways = list(stops.values_list("pk", "kind", "due_on"))
        found = Visit.scoped.visible_to(actor).filter(stop__household__dwelling=dwelling)[:MOST]
        past = list(found.values_list("stop", "kind", "on", "outcome"))
    label_of = territory.rules_of(dwelling.area).visits.label_of
    facts = {
        "ways": [DoorLine(pk, label_of(kind), due_on) for pk, kind, due_on in ways],
        "visits": [DoorLine(stop, label_of(kind), on, OUTCOMES[Outcome(outcome)]) for stop, kind, on, outcome in past],
    }
    return Panel(N_("Visits"), "visits/_dwelling.html", facts)
