"""Words of the hotline: cards, what is asked of it, how an order stands for it, and which news it gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linli.domains.cases.states import State
from linli.kernel.words import N_

#: The scope of keys, and the rights of staff.
SCOPE = "hotline.orders"
VIEW, ASK = "hotline.view", "hotline.ask"


class Card(StrEnum):
    """None, yellow (soon due), red (late)."""

    NONE = ""
    YELLOW = "yellow"
    RED = "red"


CARDS = {Card.YELLOW: N_("Yellow card"), Card.RED: N_("Red card")}
CARD_TONES = {Card.YELLOW: "soon", Card.RED: "late"}

KINDS = {
    "consult": N_("Question"),
    "help": N_("Call for help"),
    "complaint": N_("Complaint"),
    "suggestion": N_("Suggestion"),
}


class AskKind(StrEnum):
    """What the county asks of the hotline."""

    EXTENSION = "extension"
    RETURN = "return"


ASKS = {AskKind.EXTENSION: N_("More time"), AskKind.RETURN: N_("Not ours: given back")}

#: How an order stands, for the other side. It reads these words, so they never change.
STATUS: dict[State, str] = {
    State.RECEIVED: "received",
    State.ASSIGNED: "assigned",
    State.HANDLING: "working",
    State.WHISTLED: "working",
    State.WAITING: "waiting",
    State.SUSPENDED: "suspended",
    State.RETURNED: "returned",
    State.RESOLVED: "replied",
    State.ASKING: "awaiting_call_back",
    State.CONFIRMED: "solved",
    State.UNCONFIRMED: "unconfirmed",
    State.EXPLAINED: "explained",
    State.REDIRECTED: "redirected",
    State.DUPLICATE: "merged",
    State.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class News:
    """A line of history that the hotline gets: under what name, and which of its fields. Names of staff are in none of them."""

    kind: str
    fields: tuple[str, ...] = ()


#: Code of an event → what the hotline reads. What isn't here stays in the house.
NEWS: dict[str, News] = {
    "hotline.taken": News("received"),
    "cases.passed_on": News("assigned", ("to",)),
    "cases.accepted": News("signed", ("by",)),
    "cases.replied": News("progress", ("words", "by")),
    "cases.contacted": News("contacted", ("how", "by")),
    "cases.returned": News("returned", ("reason",)),
    "cases.return_upheld": News("return_upheld"),
    "cases.return_refused": News("return_refused"),
    "cases.asked": News("asked", ("question", "by")),
    "cases.answered": News("answered", ("words",)),
    "cases.resumed": News("resumed"),
    "cases.suspended": News("suspended", ("until",)),
    "cases.suspension_over": News("resumed"),
    "cases.resolved": News("replied", ("words", "by")),
    "cases.sent_back": News("reworked"),
    "cases.resident_asked": News("awaiting_call_back", ("until",)),
    "cases.confirmed": News("solved", ("stars", "words")),
    "cases.lapsed": News("unconfirmed"),
    "cases.ended_unasked": News("unconfirmed"),
    "cases.reopened": News("reopened", ("words",)),
    "cases.explained": News("explained", ("reason",)),
    "cases.objected": News("review", ("words",)),
    "cases.redirected": News("redirected", ("route", "answer")),
    "cases.merged": News("merged", ("into",)),
    "cases.unlinked": News("parted"),
    "cases.withdrawn": News("withdrawn", ("reason",)),
    "cases.time_extended": News("extended", ("until",)),
    "hotline.handed_over": News("handed_over", ("to",)),
    "hotline.more_time_asked": News("extension_asked", ("reason",)),
    "hotline.given_back": News("return_asked", ("reason",)),
    "hotline.ask_granted": News("ask_granted", ("what", "words")),
    "hotline.ask_refused": News("ask_refused", ("what", "words")),
    "hotline.card_given": News("card", ("card",)),
}
