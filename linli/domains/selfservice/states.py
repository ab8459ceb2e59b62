"""States and kinds of self-service: what a code is for, what a resident may ask, and where a request stands."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.words import N_

#: Areas that have a code at their door.
DOOR_KINDS = ("building", "stairwell")

#: The permission to see and decide what residents ask about their data.
DECIDE = "selfservice.decide"

#: The role in which a resident acts on their own entry: never given to an account.
SELF_ROLE = "resident_self"

#: Purposes under which words are sealed; `WORDS` is also the part that is looked at.
PHONE, SAID, WORDS, KEEPER = "selfservice.phone", "selfservice.said", "selfservice.words", "selfservice.guardian"
TELL = "selfservice.tell"


class CodeFor(StrEnum):
    """What a code proves the phone for."""

    JOIN = "join"
    SIGN_IN = "sign_in"
    COURIER = "courier"


class Outcome(StrEnum):
    """What came of typing in a code."""

    RIGHT = "right"
    WRONG = "selfservice.wrong_code"
    OVER = "selfservice.code_over"


class Kind(StrEnum):
    """What a person may ask."""

    CORRECT = "correct"
    WITHDRAW = "withdraw"
    DELETE = "delete"


class State(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


#: What a correction may be about: the fields that a person can know to be wrong.
CORRECTABLE = ("name", "phone", "id_number", "address", "born_on", "employer", "household")

KINDS = {
    Kind.CORRECT: N_("Correction"),
    Kind.WITHDRAW: N_("Withdrawn consent"),
    Kind.DELETE: N_("Deletion"),
}
STATES = {
    State.OPEN: N_("Waits for the office"),
    State.GRANTED: N_("Done as asked"),
    State.REFUSED: N_("Not done"),
}
