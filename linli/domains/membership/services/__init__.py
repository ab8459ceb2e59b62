"""Changes of membership: `members`, `moving` (transfers), `estates` (quota, check-ins), `contacts`, `signs`, `bulk`, `following`."""

from linli.domains.membership.services.bulk import MemberRow, import_members
from linli.domains.membership.services.contacts import (
    end_contact,
    household_behind,
    link_household,
    write_contact_note,
)
from linli.domains.membership.services.estates import check_in, register_here, set_quota
from linli.domains.membership.services.members import add_member, change_kind, end_membership, link_card
from linli.domains.membership.services.moving import (
    accept_transfer,
    ask_transfer,
    refuse_transfer,
    transfer_out,
    withdraw_transfer,
)
from linli.domains.membership.services.signs import agree_sign, take_down_sign, withdraw_sign

__all__ = [
    "MemberRow",
    "accept_transfer",
    "add_member",
    "agree_sign",
    "ask_transfer",
    "change_kind",
    "check_in",
    "end_contact",
    "end_membership",
    "household_behind",
    "import_members",
    "link_card",
    "link_household",
    "refuse_transfer",
    "register_here",
    "set_quota",
    "take_down_sign",
    "transfer_out",
    "withdraw_sign",
    "withdraw_transfer",
    "write_contact_note",
]
