"""States and edges of activities, and how a holder stands in a period, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class State(StrEnum):
    """The life of an activity or project. Only a project is begun before it is held (done)."""

    PLANNED = "planned"
    BEGUN = "begun"
    HELD = "held"
    CANCELLED = "cancelled"


MOVES: Machine[State] = Machine(
    (
        Edge(State.PLANNED, State.PLANNED, by="change"),
        Edge(State.PLANNED, State.BEGUN, by="begin"),
        Edge(State.PLANNED, State.HELD, by="hold"),
        Edge(State.PLANNED, State.CANCELLED, by="cancel"),
        Edge(State.BEGUN, State.HELD, by="hold"),
        Edge(State.BEGUN, State.CANCELLED, by="cancel"),
    )
)

STANDINGS: dict[State, Standing] = {
    State.PLANNED: Standing(N_("planned"), "new"),
    State.BEGUN: Standing(N_("begun"), "doing"),
    State.HELD: Standing(N_("held"), "solved"),
    State.CANCELLED: Standing(N_("called off"), "paused"),
}
LABELS: dict[State, str] = {state: standing.label for state, standing in STANDINGS.items()}
#: What still has to be held.
WAITING = (State.PLANNED, State.BEGUN)


class Turn(StrEnum):
    """How a holder stands in a period."""

    HELD = "held"
    LATE = "late"
    BEGUN = "begun"
    PLANNED = "planned"
    OPEN = "open"


TURNS: dict[Turn, Standing] = {
    Turn.HELD: STANDINGS[State.HELD],
    Turn.LATE: Standing(N_("late"), "late"),
    Turn.BEGUN: STANDINGS[State.BEGUN],
    Turn.PLANNED: STANDINGS[State.PLANNED],
    Turn.OPEN: Standing(N_("nothing planned yet"), "soon"),
}
