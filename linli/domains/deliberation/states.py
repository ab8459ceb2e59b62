"""States of deliberations and what belongs to them, as tables. Where a running matter stands is the engine's to say."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_

#: Who sees and who runs deliberations, and who may write down what was heard.
VIEW, RUN, HEAR = "deliberation.view", "deliberation.run", "deliberation.hear"


class State(StrEnum):
    """Where a matter stands as a whole."""

    RUNNING = "running"
    SETTLED = "settled"
    UNSATISFIED = "unsatisfied"
    NOT_ADOPTED = "not_adopted"
    REFUSED = "refused"
    MERGED = "merged"


STATES = {
    State.RUNNING: N_("Under way"),
    State.SETTLED: N_("Settled"),
    State.UNSATISFIED: N_("Ended, residents not satisfied"),
    State.NOT_ADOPTED: N_("Not adopted"),
    State.REFUSED: N_("Not taken up"),
    State.MERGED: N_("Joined with another"),
}

MATTERS: Machine[State] = Machine(
    (
        Edge(State.RUNNING, State.SETTLED, by="settle"),
        Edge(State.RUNNING, State.UNSATISFIED, by="give_up", why="sent back as often as the method lets it"),
        Edge(State.RUNNING, State.NOT_ADOPTED, by="turn_down"),
        Edge(State.RUNNING, State.REFUSED, by="refuse"),
        Edge(State.RUNNING, State.MERGED, by="merge"),
    )
)


class Gathering(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


GATHERINGS = {
    Gathering.CALLED: N_("Called, not begun"),
    Gathering.OPEN: N_("Going on"),
    Gathering.CLOSED: N_("Over, minutes not confirmed"),
    Gathering.CONFIRMED: N_("Minutes confirmed"),
    Gathering.CANCELLED: N_("Called off"),
}

MEETINGS: Machine[Gathering] = Machine(
    (
        Edge(Gathering.CALLED, Gathering.OPEN, by="open"),
        Edge(Gathering.OPEN, Gathering.CLOSED, by="close"),
        Edge(Gathering.CLOSED, Gathering.CONFIRMED, by="confirm"),
        Edge(Gathering.CALLED, Gathering.CANCELLED, by="cancel"),
    )
)


class Choice(StrEnum):
    """What a paper says."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


CHOICES = {Choice.YES: N_("Agree"), Choice.NO: N_("Disagree"), Choice.ABSTAIN: N_("Abstain")}


class Channel(StrEnum):
    """How somebody took part."""

    ONLINE = "online"
    PAPER = "paper"
    PROXY = "proxy"


CHANNELS = {Channel.ONLINE: N_("Online"), Channel.PAPER: N_("On paper"), Channel.PROXY: N_("By proxy")}


class Way(StrEnum):
    """How residents were heard."""

    PAPER = "paper"
    SITE = "site"


WAYS = {Way.PAPER: N_("On paper"), Way.SITE: N_("On site")}


class Stand(StrEnum):
    """What somebody says to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    NEITHER = "pass"


STANDS = {Stand.AGREE: N_("Agree"), Stand.DISAGREE: N_("Disagree"), Stand.NEITHER: N_("Pass")}
STAND_VALUES = {Stand.AGREE: 1, Stand.DISAGREE: -1, Stand.NEITHER: 0}

UNITS = {
    "person": N_("One person, one vote"),
    "household": N_("One household, one vote"),
    "owners": N_("Owners, by area and heads"),
}
