"""Words of notices: ways to a reporter, occasions, how a message stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linli.kernel.words import N_

#: What contacts and texts of messages are sealed for.
CONTACT = "notices.contact"
WORDS = "notices.words"
REFUSAL = "notices.refusal"

#: See the messages of one's county; send again, and stop messages to somebody who asks for it.
VIEW = "notices.view"
CHANGE = "notices.change"


class Channel(StrEnum):
    """A way to a reporter. `SITE` is the reporter's own page: it costs nothing and is never quiet."""

    SMS = "sms"
    MAIL = "mail"
    SITE = "site"


WAYS = {Channel.SMS: N_("Text message"), Channel.MAIL: N_("E-mail"), Channel.SITE: N_("On your page")}


class Occasion(StrEnum):
    """What a reporter hears of; one template each in the method."""

    RECEIVED = "received"
    PASSED_ON = "passed_on"
    BEGUN = "begun"
    QUESTION = "question"
    ASKED = "asked"
    REOPENED = "reopened"
    CLOSED = "closed"
    EXPLAINED = "explained"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    PARTED = "parted"
    HANDED_OVER = "handed_over"


OCCASIONS = {
    Occasion.RECEIVED: N_("Your report was received"),
    Occasion.PASSED_ON: N_("Your report was passed on"),
    Occasion.BEGUN: N_("Work on your report has begun"),
    Occasion.QUESTION: N_("There is a question to you"),
    Occasion.ASKED: N_("Please say whether it is solved"),
    Occasion.REOPENED: N_("Work on your report goes on"),
    Occasion.CLOSED: N_("Your report is closed"),
    Occasion.EXPLAINED: N_("It can't be solved, and why"),
    Occasion.REDIRECTED: N_("Another way is the right one for your report"),
    Occasion.WITHDRAWN: N_("Your report was withdrawn"),
    Occasion.MERGED: N_("Your report was joined to another one"),
    Occasion.PARTED: N_("Your report is worked on by itself again"),
    Occasion.HANDED_OVER: N_("Your emergency was handed over"),
}

#: What a template may hold, by occasion: `place` is the county's name, `ref` the reporter's own number, `title` the first words of
#: the report, as the reporter wrote them.
ALWAYS = frozenset({"place", "ref", "title"})
MORE: dict[Occasion, frozenset[str]] = {
    Occasion.PASSED_ON: frozenset({"to"}),
    Occasion.MERGED: frozenset({"into"}),
    Occasion.HANDED_OVER: frozenset({"to"}),
}


class State(StrEnum):
    """A message waits (perhaps for the morning), is being sent, was taken by the gateway, came to the phone; or came to nothing."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    REPLACED = "replaced"
    UNWANTED = "unwanted"


OPEN = (State.WAITING, State.SENDING)
GONE_OUT = (State.SENT, State.DELIVERED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A state in words, with the tone of its badge."""

    label: str
    tone: str


HELD = Standing(N_("Held until the morning"), "paused")
STATES = {
    State.WAITING: Standing(N_("Waits"), "soon"),
    State.SENDING: Standing(N_("Is being sent"), "doing"),
    State.SENT: Standing(N_("Sent"), "doing"),
    State.DELIVERED: Standing(N_("Delivered"), "solved"),
    State.FAILED: Standing(N_("Not delivered"), "late"),
    State.REPLACED: Standing(N_("Replaced by a later one"), "merged"),
    State.UNWANTED: Standing(N_("Not sent: asked not to"), "paused"),
}

#: Why something wasn't delivered, in words for staff.
NO_ANSWER = N_("nobody answers there")
REFUSED = N_("the other side doesn't take it")
TOO_MANY = N_("too many in one day")
NOT_REACHED = N_("it didn't reach the phone")
CLOSED_WAY = N_("this way isn't set up any more")
REASONS = (NO_ANSWER, REFUSED, TOO_MANY, NOT_REACHED, CLOSED_WAY)
