"""Refusals of selfservice, in the words that people see. None says whether somebody is registered."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "selfservice.closed": N_("Text messages can't be sent here at the moment. Please ask at the community office."),
        "selfservice.too_soon": N_(
            "A code was sent a moment ago. Please wait {seconds} seconds before asking for another."
        ),
        "selfservice.too_many_codes": N_(
            "Too many codes were asked for today. Please try again tomorrow, or ask at the office."
        ),
        "selfservice.wrong_code": N_("This isn't the code. Please look at the newest message."),
        "selfservice.code_over": N_("This code doesn't hold any more. Please ask for a new one."),
        "selfservice.consent_needed": N_("Please read the text and agree to it, or stop here: nothing is kept then."),
        "selfservice.guardian_needed": N_(
            "For children under 14 a parent or guardian has to give their name and agree."
        ),
        "selfservice.no_such_place": N_("Nobody can register at this place."),
        "selfservice.not_found": N_("We can't find an entry that fits. Please check name and day of birth."),
        "selfservice.signed_out": N_("Please sign in again."),
        "selfservice.asked_already": N_("You have asked this already; the office hasn't answered yet."),
        "selfservice.words_needed": N_("Please say it in a few words."),
        "selfservice.decided_already": N_("This was decided already."),
        "selfservice.change_needed": N_("Only somebody who may change the register can decide this."),
        "selfservice.withdrawn_already": N_("This consent was withdrawn already."),
    }
)
