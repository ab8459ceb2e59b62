"""States and edges of a selection and of its candidates, as tables.

A method says which stages there are and in which order; the edges are made from that. Every sequence begins with the nomination
and is followed by the public notice, the appointment, and may be given up before.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class State(StrEnum):
    """Where a selection stands: in a stage of its sequence, on public notice, or at its end."""

    NOMINATION = "nomination"
    RECOMMENDATION = "recommendation"
    REVIEW = "review"
    MEETING = "meeting"
    NOTICE = "notice"
    APPOINTED = "appointed"
    CANCELLED = "cancelled"


#: States in which a selection holds its post: no other one may run for it.
RUNNING = (State.NOMINATION, State.RECOMMENDATION, State.REVIEW, State.MEETING, State.NOTICE)
#: States in which the result may be seen by everybody.
SHOWN = (State.NOTICE, State.APPOINTED)


def machine(stages: Sequence[str]) -> Machine[State]:
    """The edges of a sequence: `advance` through its stages to the notice, `appoint`, and `cancel` from wherever it runs."""
    line = [*(State(stage) for stage in stages), State.NOTICE]
    steps = [Edge(here, there, by="advance") for here, there in pairwise(line)]
    ends = [Edge(here, State.CANCELLED, by="cancel") for here in line]
    return Machine([*steps, Edge(State.NOTICE, State.APPOINTED, by="appoint"), *ends])


class Standing(StrEnum):
    """Where a candidate stands."""

    STANDING = "standing"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    TURNED_DOWN = "turned_down"
    STEPPED_BACK = "stepped_back"


CANDIDATES: Machine[Standing] = Machine(
    (
        Edge(Standing.STANDING, Standing.CHOSEN, by="choose"),
        Edge(Standing.STANDING, Standing.NOT_CHOSEN, by="pass_over"),
        Edge(Standing.STANDING, Standing.TURNED_DOWN, by="turn_down"),
        Edge(Standing.STANDING, Standing.STEPPED_BACK, by="step_back"),
        Edge(
            Standing.CHOSEN,
            Standing.STEPPED_BACK,
            by="step_back",
            why="before the appointment: the selection is then given up",
        ),
    )
)

STATE_LABELS = {
    State.NOMINATION: N_("Candidates come forward"),
    State.RECOMMENDATION: N_("Recommendation"),
    State.REVIEW: N_("Joint review"),
    State.MEETING: N_("Residents' meeting"),
    State.NOTICE: N_("On public notice"),
    State.APPOINTED: N_("Appointed"),
    State.CANCELLED: N_("Given up"),
}
STANDINGS = {
    Standing.STANDING: N_("Stands"),
    Standing.CHOSEN: N_("Chosen"),
    Standing.NOT_CHOSEN: N_("Not chosen"),
    Standing.TURNED_DOWN: N_("Turned down"),
    Standing.STEPPED_BACK: N_("Stepped back"),
}
