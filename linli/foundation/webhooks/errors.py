"""Refusals of webhooks."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "webhooks.bad_url": N_("This isn't an address that can be called: https://…, without a name and password."),
        "webhooks.not_sealed": N_("Please give an address that begins with https://."),
        "webhooks.unknown_stream": N_("There is no such news."),
        "webhooks.already": N_("This news goes to this address already."),
        "webhooks.not_dead": N_("Only what was not delivered can be sent again."),
        "webhooks.off": N_("This webhook is switched off; switch it on first."),
    }
)
