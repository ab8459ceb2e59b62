"""Refusals of relays, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "relay.bad_url": N_("That is no address that can be called. It looks like https://…/open311/v2."),
        "relay.not_sealed": N_("Only addresses that begin with https:// are called."),
        "relay.already": N_("This address is in the list already."),
        "relay.stopped": N_("This platform is switched off."),
        "relay.unknown_service": N_("The other platform doesn't take that. Please choose from its list."),
        "relay.sent_already": N_("This case is with that platform already."),
        "relay.case_over": N_("This case is over; nothing of it is passed on."),
        "relay.no_place": N_("Please say where it is: an address, or a position."),
    }
)
