"""Refusals of visits, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "visits.unknown_kind": N_("This county knows no such kind of visit."),
        "visits.cycle_too_rare": N_("{kind} takes place at least this often: {least}."),
        "visits.cycle_needed": N_("Please say how often."),
        "visits.nothing_there": N_("{name} has nothing that is visited in this way."),
        "visits.plan_ended": N_("This plan has ended already."),
        "visits.no_plan": N_("No plan holds here."),
        "visits.start_behind": N_("A plan can't begin in the past."),
        "visits.unknown_reason": N_("Please choose a reason of the list."),
        "visits.recorded_today": N_("{who} has been there on this day already."),
        "visits.household_gone": N_("This household is in the register no more."),
        "visits.day_ahead": N_("The visit lies ahead. Please check the clock of this phone."),
        "visits.too_late": N_("This visit took place too long ago to be taken."),
        "visits.unknown_point": N_("Something was ticked that this county doesn't ask. Please open the page anew."),
        "visits.name_in_case": N_("Please leave names out of what others will read."),
        "visits.case_words": N_("Please say what is to be done, and what it is about."),
        "visits.no_note": N_("No note was written."),
        "visits.reason_needed": N_("Please say why you read it."),
    }
)
