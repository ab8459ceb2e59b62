"""Refusals of notices."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "notices.not_failed": N_("Only what was not delivered can be sent again."),
        "notices.words_gone": N_("The words of this message are no longer kept."),
        "notices.bad_contact": N_("This is neither a phone number nor an e-mail address."),
        "notices.not_yours": N_("This county isn't yours to look after."),
        "notices.mail_stopped": N_(
            "The owner of this mailbox asked for no more mails. Please call the county's centre."
        ),
        "notices.mail_too_often": N_(
            "This mailbox was asked several times today. Please look into it, or try again tomorrow."
        ),
        "notices.mail_gone": N_("Another mailbox was given meanwhile."),
        "notices.bad_mail": N_("This isn't an e-mail address."),
    }
)
