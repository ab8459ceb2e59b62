"""Refusals of the audit app."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "audit.still_working": N_("This is being saved already. Please look again in a moment."),
        "audit.sent_before": N_(
            "This was sent already, and what it made was shown once. Please begin anew if you didn't see it."
        ),
    }
)
