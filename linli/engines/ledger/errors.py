"""Refusals of the ledger, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "ledger.bad_amount": N_("An amount is a whole number above zero, and not that large."),
        "ledger.too_little": N_("There isn't enough: {available} of {unit} can be spent, {asked} would be needed."),
        "ledger.too_much": N_("The account would hold more than it may: at most {maximum} of {unit}."),
        "ledger.cap_reached": N_("More than {most} of {unit} can't be earned in this time."),
        "ledger.key_taken": N_("Something else was booked under the same number already."),
        "ledger.day_ahead": N_("The time lies ahead."),
        "ledger.two_counties": N_("These accounts lie in two counties."),
        "ledger.unit_not_used": N_("This county doesn't use this unit."),
        "ledger.not_reversible": N_("This can't be reversed. Please book what is right anew."),
        "ledger.reversed_already": N_("This was reversed already."),
        "ledger.not_a_hold": N_("Nothing is on hold here."),
        "ledger.settled_already": N_("This hold was given back or paid already."),
        "ledger.more_than_held": N_("More than is on hold can't be paid from it."),
        "ledger.reason_needed": N_("Please give a reason."),
        "ledger.closed": N_("This account is closed: nothing is booked there any more."),
        "ledger.not_empty": N_("Only an account at zero can be closed; this one stands at {balance} of {unit}."),
        "ledger.held_still": N_("Something is on hold of this account still."),
        "ledger.stays_open": N_("This account belongs to the county itself and stays open."),
        "ledger.bounds": N_("The balance lies outside of these bounds."),
    }
)
