"""Refusals of partners: what administrators read, and what other systems are answered."""

from linli.kernel import errors
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

errors.register(
    {
        "partners.name_taken": N_("There is a partner called {name} already."),
        "partners.other_county": N_("This organization belongs to another county."),
        "partners.no_scope": N_("Please choose at least one thing that the key is for."),
        "partners.unknown_scope": N_("There is nothing called {scope} that a key could be for."),
        "partners.bad_end": N_("The last day must lie ahead, and at most two years away."),
        "partners.stopped": N_("This partner is switched off; switch it on first."),
        "partners.key_over": N_("This key doesn't hold any more. Please issue a new one."),
        "partners.bad_overlap": N_("The old key may go on for 0 to {most} days."),
        "partners.refused": N_("This request carries no key or signature that holds here."),
        "partners.clock_off": N_(
            "Your clock is off by {seconds} seconds; up to {most} are taken. The time here is {now}. Please set it and sign anew."
        ),
        "partners.not_for": N_("This key isn't for that: it lacks “{scope}”."),
        "partners.too_often": N_(
            "That is too often: up to {most} requests in an hour. Please go on in {seconds} seconds."
        ),
        "partners.too_large": N_("A request may have at most {most} bytes."),
        "partners.not_json": N_("The body must be one JSON object in UTF-8: {why}"),
    }
)


class Refused(RuleBroken):
    """Not let in. Says nothing about why: the log of use does."""

    status = 401

    def __init__(self) -> None:
        super().__init__("partners.refused")


class ClockOff(RuleBroken):
    """The signature is right and the time isn't: whoever has the secret may be told."""

    status = 401


class NotFor(RuleBroken):
    """The secret is right, and the key isn't for this; told only where a door says so (`keyed(…, tells=True)`)."""

    status = 403


class TooOften(RuleBroken):
    """More requests than a key may send in an hour."""

    status = 429


class TooLarge(RuleBroken):
    """More bytes than are read."""

    status = 413


class NotJson(RuleBroken):
    """A body that isn't what was promised; `status` is 415 for another charset or type."""

    status = 400

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__("partners.not_json", why=why)
        self.status = status
