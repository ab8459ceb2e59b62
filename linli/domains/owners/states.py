"""Words of owners: states of votes, choices, channels, why a vote didn't pass, permissions. No Django."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_

#: Permissions.
VIEW, ROLL, RUN, MONEY, CHECK, BODIES = (
    "owners.view",
    "owners.roll",
    "owners.run",
    "owners.money",
    "owners.check",
    "owners.bodies",
)

#: What the proxy's document is sealed for.
PROXY = "owners.proxy"


class State(StrEnum):
    """Where a vote stands; forward only."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What a unit says. Who abstains takes part."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Channel(StrEnum):
    """How a ballot came."""

    PHONE = "phone"
    PAPER = "paper"


class Why(StrEnum):
    """The first threshold that wasn't reached; NONE where all were."""

    NONE = ""
    QUORUM_AREA = "quorum_area"
    QUORUM_HEADS = "quorum_heads"
    FOR_AREA = "for_area"
    FOR_HEADS = "for_heads"


VOTES = {
    State.OPEN: Standing(N_("Being voted on"), "doing"),
    State.CLOSED: Standing(N_("Vote counted"), "solved"),
    State.WITHDRAWN: Standing(N_("Vote withdrawn"), "paused"),
}
CHOICES = {Choice.FOR: N_("In favour"), Choice.AGAINST: N_("Against"), Choice.ABSTAIN: N_("Abstain")}
CHANNELS = {Channel.PHONE: N_("By the owner on a phone"), Channel.PAPER: N_("On paper, typed by two people")}
WHYS = {
    Why.NONE: N_("All thresholds were reached."),
    Why.QUORUM_AREA: N_("Owners with too little of the area took part."),
    Why.QUORUM_HEADS: N_("Too few owners took part."),
    Why.FOR_AREA: N_("Too little of the area that took part is in favour."),
    Why.FOR_HEADS: N_("Too few of the owners who took part are in favour."),
}


class Book(StrEnum):
    """Which money of a compound."""

    FUND = "fund"
    INCOME = "income"


class Paid(StrEnum):
    """Where a booking stands."""

    WAITING = "waiting"
    BOOKED = "booked"
    REFUSED = "refused"
    REVERSED = "reversed"


class Applicant(StrEnum):
    """Who wants to use the fund."""

    COMMITTEE = "committee"
    COMPANY = "company"


class Use(StrEnum):
    """Where a use of the fund stands. SHORT: the owners agreed, and the fund hasn't got enough yet."""

    APPLIED = "applied"
    VOTING = "voting"
    SHORT = "short"
    APPROVED = "approved"
    DONE = "done"
    PAID = "paid"
    REJECTED = "rejected"
    ENDED = "ended"


class Service(StrEnum):
    """Where a paid service stands (H27): charged only after it was accepted."""

    OFFERED = "offered"
    DONE = "done"
    COMPLAINED = "complained"
    CHARGED = "charged"
    DECLINED = "declined"


BOOKING: Machine[Paid] = Machine(
    (
        Edge(Paid.WAITING, Paid.BOOKED, by="check"),
        Edge(Paid.WAITING, Paid.REFUSED, by="refuse"),
        Edge(Paid.BOOKED, Paid.REVERSED, by="reverse", why="nothing that was booked is changed"),
    )
)

_RUNNING = (Use.APPLIED, Use.VOTING, Use.SHORT, Use.APPROVED, Use.DONE)
USE: Machine[Use] = Machine(
    (
        Edge(Use.APPLIED, Use.VOTING, by="ask_owners"),
        Edge(Use.VOTING, Use.APPROVED, by="approve", why="the money is on hold from here on"),
        Edge(Use.VOTING, Use.SHORT, by="wait_for_money", why="the owners agreed, the fund hasn't got enough"),
        Edge(Use.VOTING, Use.REJECTED, by="reject"),
        Edge(Use.SHORT, Use.APPROVED, by="secure"),
        Edge(Use.APPROVED, Use.DONE, by="finish"),
        Edge(Use.DONE, Use.APPROVED, by="send_back", why="the works aren't as agreed"),
        Edge(Use.DONE, Use.PAID, by="accept", why="paid by whoever accepts, in the same moment"),
        *(Edge(one, Use.ENDED, by="end") for one in _RUNNING),
    )
)
SERVICE: Machine[Service] = Machine(
    (
        Edge(Service.OFFERED, Service.DONE, by="finish"),
        Edge(Service.OFFERED, Service.DECLINED, by="decline"),
        Edge(Service.DONE, Service.CHARGED, by="accept", why="the only way to a charge"),
        Edge(Service.DONE, Service.COMPLAINED, by="complain"),
        Edge(Service.COMPLAINED, Service.DONE, by="finish", why="done again"),
        Edge(Service.COMPLAINED, Service.DECLINED, by="decline"),
    )
)

BOOKS = {Book.FUND: N_("Maintenance fund"), Book.INCOME: N_("Common income")}
APPLICANTS = {Applicant.COMMITTEE: N_("Owners' committee"), Applicant.COMPANY: N_("Property company")}
PAIDS = {
    Paid.WAITING: Standing(N_("Waits for the second pair of eyes"), "soon"),
    Paid.BOOKED: Standing(N_("Money booked"), "solved"),
    Paid.REFUSED: Standing(N_("Not booked"), "paused"),
    Paid.REVERSED: Standing(N_("Booking taken back"), "paused"),
}
USES = {
    Use.APPLIED: Standing(N_("Applied for"), "soon"),
    Use.VOTING: Standing(N_("Owners are voting"), "doing"),
    Use.SHORT: Standing(N_("Agreed, waits for money"), "soon"),
    Use.APPROVED: Standing(N_("Agreed, works under way"), "doing"),
    Use.DONE: Standing(N_("Works done, waits for acceptance"), "soon"),
    Use.PAID: Standing(N_("Accepted and paid"), "solved"),
    Use.REJECTED: Standing(N_("Rejected by the owners"), "paused"),
    Use.ENDED: Standing(N_("Use given up"), "paused"),
}
SERVICES = {
    Service.OFFERED: Standing(N_("Offered"), "soon"),
    Service.DONE: Standing(N_("Done, waits for the household"), "doing"),
    Service.COMPLAINED: Standing(N_("The household isn't satisfied"), "soon"),
    Service.CHARGED: Standing(N_("Accepted and charged"), "solved"),
    Service.DECLINED: Standing(N_("Not charged"), "paused"),
}
