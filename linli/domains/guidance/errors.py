"""Refusals of guidance, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "guidance.not_used": N_("This county has no such service."),
        "guidance.no_centre": N_("No guidance centre is in charge of this place yet."),
        "guidance.unknown": N_("This isn't offered here."),
        "guidance.bodies_only": N_("This is for firms, fleets and units."),
        "guidance.body_needed": N_("Please say which firm, fleet or unit asks."),
        "guidance.words_needed": N_("Please write some words."),
        "guidance.consent_needed": N_("Without your agreement we can't keep your name and number."),
        "guidance.not_now": N_("That isn't possible now: {state}."),
        "guidance.one_doer": N_("Choose one: a helper or a unit."),
        "guidance.not_a_helper": N_("{name} isn't one of the centre's helpers."),
        "guidance.not_registered": N_("{name} isn't registered in co-building, or has ended."),
        "guidance.past_day": N_("This day is over already."),
        "guidance.bad_mark": N_("Please choose one to five stars."),
        "guidance.not_recruited": N_("Nobody is called for this kind of post here."),
        "guidance.call_over": N_("This call is over."),
        "guidance.no_place_left": N_("All {places} places of this call are taken."),
        "guidance.wrong_post": N_("This post isn't one that the call is for."),
    }
)
