"""Changes of membership: `members`, `moving` (transfers), `estates` (quota, check-ins), `contacts`, `signs`, `couriers`, `following`;
`bulk` for many at once, `lists_in` and `lists_out` for files.
"""

from linli.domains.membership.rules import CourierSaid
from linli.domains.membership.services.bulk import ListedMember, MemberRow, bring_in_members, import_members
from linli.domains.membership.services.contacts import (
    end_contact,
    household_behind,
    link_household,
    write_contact_note,
)
from linli.domains.membership.services.couriers import (
    checked_courier,
    confirm_courier,
    decline_courier,
    end_courier,
    forget_couriers,
    pass_on_courier,
    report_in,
    reveal_courier_phone,
    withdraw_courier,
)
from linli.domains.membership.services.estates import check_in, register_here, set_quota
from linli.domains.membership.services.lists_in import MEMBER_LISTS
from linli.domains.membership.services.lists_out import ask_members_list
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
    "MEMBER_LISTS",
    "CourierSaid",
    "ListedMember",
    "MemberRow",
    "accept_transfer",
    "add_member",
    "agree_sign",
    "ask_members_list",
    "ask_transfer",
    "bring_in_members",
    "change_kind",
    "check_in",
    "checked_courier",
    "confirm_courier",
    "decline_courier",
    "end_contact",
    "end_courier",
    "end_membership",
    "forget_couriers",
    "household_behind",
    "import_members",
    "link_card",
    "link_household",
    "pass_on_courier",
    "refuse_transfer",
    "register_here",
    "report_in",
    "reveal_courier_phone",
    "set_quota",
    "take_down_sign",
    "transfer_out",
    "withdraw_courier",
    "withdraw_sign",
    "withdraw_transfer",
    "write_contact_note",
]
