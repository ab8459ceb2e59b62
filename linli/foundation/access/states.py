"""What a line of the sign-in log says."""

from __future__ import annotations

from dataclasses import dataclass

from linli.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Outcome:
    """Words of an outcome, and the tone of its badge."""

    label: str
    tone: str


#: The last three are no tries: a step-up, a sign-out, the demo's change of person.
OUTCOMES = {
    "ok": Outcome(N_("Signed in"), "solved"),
    "wrong": Outcome(N_("Wrong password"), "soon"),
    "code": Outcome(N_("Wrong code"), "soon"),
    "locked": Outcome(N_("Too many tries"), "late"),
    "inactive": Outcome(N_("Account locked"), "late"),
    "again": Outcome(N_("Proved again"), "solved"),
    "out": Outcome(N_("Signed out"), "plain"),
    "switched": Outcome(N_("Demo switch"), "plain"),
}


def network_words(network: str | None) -> str:
    """A network with its length: 192.0.2.0/24; "" for None."""
    return f"{network}/{48 if ':' in network else 24}" if network else ""
