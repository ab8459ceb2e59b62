"""Every change in owners: `verb_noun(actor, *, …)`, one transaction with event and outbox."""

from linli.domains.owners.services.ballots import cast_ballot, enter_paper_ballot, look_at_proxy
from linli.domains.owners.services.bodies import seat_committee, set_joint_body
from linli.domains.owners.services.bookings import (
    check_booking,
    enter_booking,
    open_source,
    refuse_booking,
    reverse_booking,
)
from linli.domains.owners.services.following import forget_old
from linli.domains.owners.services.roll import (
    COLUMNS,
    UnitRow,
    add_unit,
    add_units,
    change_unit,
    end_owner,
    end_unit,
    load_roll,
    set_owner,
)
from linli.domains.owners.services.serving import (
    accept_service,
    complain_about,
    decline_service,
    finish_service,
    offer_service,
)
from linli.domains.owners.services.subsidies import pay_due, pay_month
from linli.domains.owners.services.uses import (
    accept_use,
    apply_for,
    ask_owners,
    end_use,
    finish_use,
    secure_use,
    send_back_use,
)
from linli.domains.owners.services.votes import close_due, close_vote, open_vote, withdraw_vote

__all__ = [
    "COLUMNS",
    "UnitRow",
    "accept_service",
    "accept_use",
    "add_unit",
    "add_units",
    "apply_for",
    "ask_owners",
    "cast_ballot",
    "change_unit",
    "check_booking",
    "close_due",
    "close_vote",
    "complain_about",
    "decline_service",
    "end_owner",
    "end_unit",
    "end_use",
    "enter_booking",
    "enter_paper_ballot",
    "finish_service",
    "finish_use",
    "forget_old",
    "load_roll",
    "look_at_proxy",
    "offer_service",
    "open_source",
    "open_vote",
    "pay_due",
    "pay_month",
    "refuse_booking",
    "reverse_booking",
    "seat_committee",
    "secure_use",
    "send_back_use",
    "set_joint_body",
    "set_owner",
    "withdraw_vote",
]
