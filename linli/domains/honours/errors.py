"""Refusals of honours, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "honours.not_used": N_("This county's method knows no such honour."),
        "honours.unknown": N_("This county's method knows no such theme."),
        "honours.other_county": N_("This lies in another county."),
        "honours.words_needed": N_("Please say it in a few words."),
        "honours.called_already": N_("This honour was called for here in this cycle already."),
        "honours.day_past": N_("The last day must not lie in the past."),
        "honours.outside_cycle": N_("The last day lies after the end of this cycle, {day}."),
        "honours.closed": N_("Nominations were taken until {day}."),
        "honours.still_open": N_("Nominations are taken until {day}. Names go on notice after that day."),
        "honours.not_now": N_("That isn't possible any more: {state}."),
        "honours.wrong_subject": N_("This honour is for something else: {subject}."),
        "honours.unit_ended": N_("{name} doesn't exist any more."),
        "honours.not_published": N_("Only a published practice of the library can be nominated or taken over."),
        "honours.nominated_already": N_("{name} is nominated in this call already."),
        "honours.account_needed": N_("Two people judge: please sign in with an account of your own."),
        "honours.same_person": N_("Somebody else decides: you reviewed it."),
        "honours.was_involved": N_("Somebody else does this: you had a hand in it."),
        "honours.about_yourself": N_("One doesn't judge one's own unit or oneself."),
        "honours.full": N_("This call gives {most} at the most."),
        "honours.undecided": N_("Some nominations aren't decided yet."),
        "honours.nobody": N_("Nobody was chosen. Give the call up instead."),
        "honours.on_notice": N_("The public notice runs until {until}."),
        "honours.objection_open": N_("An objection waits for its answer."),
        "honours.objection_late": N_("The time for objections is over."),
        "honours.objections_full": N_("So many objections came that no more are taken here. Please go to the office."),
        "honours.objection_answered": N_("This objection is answered already."),
        "honours.objection_gone": N_("What was written isn't kept any more."),
        "honours.not_a_person": N_("Only a person is asked for consent."),
        "honours.withdrawn_already": N_("This honour is withdrawn already."),
        "honours.origin_needed": N_("Name the closed case, project or matter that it is about: exactly one."),
        "honours.origin_open": N_("It isn't closed yet, or you don't see it."),
        "honours.no_step": N_("A practice needs one step at least."),
        "honours.too_many_steps": N_("At most {most} steps fit."),
        "honours.own_practice": N_("It is your own practice."),
        "honours.used_already": N_("{name} uses this practice already."),
        "honours.ended_already": N_("This has ended already."),
    }
)
