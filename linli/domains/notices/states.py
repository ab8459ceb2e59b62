"""Words of notices: ways to a reporter, occasions, how a message stands."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.words import N_

#: What contacts and texts of messages are sealed for.
CONTACT = "notices.contact"
WORDS = "notices.words"
REFUSAL = "notices.refusal"

#: See the messages of one's county; send again, and stop messages to somebody who asks for it.
VIEW = "notices.view"
CHANGE = "notices.change"


#: Ways to a reporter in words, and what is told by them; the codes are those of the method.
WAYS: dict[str, str] = {"sms": N_("Text message"), "mail": N_("E-mail"), "site": N_("On your page")}


OCCASIONS: dict[str, str] = {
    "received": N_("Your report was received"),
    "passed_on": N_("Your report was passed on"),
    "begun": N_("Work on your report has begun"),
    "question": N_("There is a question to you"),
    "asked": N_("Please say whether it is solved"),
    "reopened": N_("Work on your report goes on"),
    "closed": N_("Your report is closed"),
    "explained": N_("It can't be solved, and why"),
    "redirected": N_("Another way is the right one for your report"),
    "withdrawn": N_("Your report was withdrawn"),
    "merged": N_("Your report was joined to another one"),
    "parted": N_("Your report is worked on by itself again"),
    "handed_over": N_("Your emergency was handed over"),
    "code": N_("A code that was asked for"),
    "answered": N_("Your request was answered"),
    "confirm": N_("Please confirm your mailbox"),
}


class Direct(StrEnum):
    """What somebody asked for themselves: it goes at once, by night too, whatever they wish to hear of their reports. Its words come
    from whoever sends it, and no course of a case speaks of it.
    """

    CODE = "code"
    ANSWERED = "answered"
    CONFIRM = "confirm"


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


HELD = Standing(N_("Held until the morning"), "paused")
STATES = {
    State.WAITING: Standing(N_("Waits"), "soon"),
    State.SENDING: Standing(N_("Is being sent"), "doing"),
    State.SENT: Standing(N_("Gone out"), "doing"),
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
OVER = N_("it would have come too late")
UNPROVEN = N_("the mailbox isn't confirmed")
REASONS = (NO_ANSWER, REFUSED, TOO_MANY, NOT_REACHED, CLOSED_WAY, OVER, UNPROVEN)
