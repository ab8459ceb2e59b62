"""Words of property: permissions, forms of lists, and the course of an order to put things right as a table."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_

#: Permissions.
VIEW, MANAGE, REPORT, ANSWER = "property.view", "property.manage", "property.report", "property.answer"

#: What the engine knows of property by.
KIND, PANEL, COMPLAINTS, RECTIFY = "property_service", "property_panel", "property.complaints", "property_rectification"
#: What votes of the owners are held for.
DISMISS, HIRE = "property.dismiss", "property.hire"


def key_of(holder: str, compound_id: int) -> str:
    """A company's service in a compound, as the rating engine knows it: the same one through names, contracts and years."""
    return f"property:{holder}:{compound_id}"


class State(StrEnum):
    """Where an order to put things right stands, from the black list to its end."""

    ORDERED = "ordered"
    PROVED = "proved"
    ACCEPTED = "accepted"
    RESELECT = "reselect"
    VOTING = "voting"
    KEPT = "kept"
    HIRING = "hiring"
    CHOOSING = "choosing"
    CHOSEN = "chosen"
    REPLACED = "replaced"
    LIFTED = "lifted"
    GONE = "gone"


_STEPS = (
    Edge(State.ORDERED, State.PROVED, by="prove"),
    Edge(State.PROVED, State.ACCEPTED, by="accept"),
    Edge(State.PROVED, State.ORDERED, by="send_back", why="refused while there is time left: it may be proved again"),
    Edge(State.PROVED, State.RESELECT, by="refuse", why="refused when the time is over"),
    Edge(State.ORDERED, State.RESELECT, by="lapse"),
    Edge(State.RESELECT, State.VOTING, by="call_vote"),
    Edge(State.VOTING, State.VOTING, by="call_vote", why="once more, where a vote was withdrawn"),
    Edge(State.VOTING, State.HIRING, by="dismiss"),
    Edge(State.VOTING, State.KEPT, by="keep", why="the owners don't want another company"),
    Edge(State.HIRING, State.CHOOSING, by="propose"),
    Edge(State.CHOOSING, State.CHOOSING, by="propose", why="once more, where a vote was withdrawn"),
    Edge(State.CHOOSING, State.CHOSEN, by="choose"),
    Edge(State.CHOOSING, State.HIRING, by="turn_down"),
    Edge(State.CHOSEN, State.REPLACED, by="sign"),
)
#: Before the owners dismissed the company, a correction may still take the ground away, or the company may go by itself.
ON_THE_LIST = (State.ORDERED, State.PROVED, State.RESELECT, State.VOTING)
#: Somebody still has to do something.
RUNNING = (*ON_THE_LIST, State.HIRING, State.CHOOSING, State.CHOSEN)

ORDERS: Machine[State] = Machine(
    (
        *_STEPS,
        *(Edge(one, State.LIFTED, by="lift") for one in ON_THE_LIST),
        *(Edge(one, State.GONE, by="leave") for one in ON_THE_LIST),
    )
)

STATES = {
    State.ORDERED: Standing(N_("To be put right"), "late"),
    State.PROVED: Standing(N_("Proof to be checked"), "soon"),
    State.RESELECT: Standing(N_("To be chosen anew"), "late"),
    State.VOTING: Standing(N_("Owners vote on dismissal"), "doing"),
    State.HIRING: Standing(N_("A new company is looked for"), "doing"),
    State.CHOOSING: Standing(N_("Owners vote on the new company"), "doing"),
    State.CHOSEN: Standing(N_("Contract to be signed"), "soon"),
    State.ACCEPTED: Standing(N_("Put right"), "solved"),
    State.KEPT: Standing(N_("The owners kept the company"), "paused"),
    State.REPLACED: Standing(N_("Another company serves"), "solved"),
    State.LIFTED: Standing(N_("Lifted, since the rating was put right"), "paused"),
    State.GONE: Standing(N_("The service ended"), "paused"),
}
