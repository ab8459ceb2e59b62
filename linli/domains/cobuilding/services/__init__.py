"""Every change in co-building."""

from linli.domains.cobuilding.services.claiming import agree, claim_part, end_claim, release_claim, sign
from linli.domains.cobuilding.services.delivering import deliver, finish_claim, give_feedback
from linli.domains.cobuilding.services.forgetting import forget_old
from linli.domains.cobuilding.services.listing import post_entry, review_lists, withdraw_entry
from linli.domains.cobuilding.services.pairing import Problem, end_pairing, pair, record_visit
from linli.domains.cobuilding.services.registering import (
    add_activity,
    confirm,
    end_registration,
    refuse,
    register_member,
    register_unit,
)
from linli.domains.cobuilding.services.taking import (
    add_commitment,
    finish_item,
    keep_commitment,
    set_project,
    take_item,
)

__all__ = [
    "Problem", "add_activity", "add_commitment", "agree", "claim_part", "confirm", "deliver", "end_claim", "end_pairing",
    "end_registration", "finish_claim", "finish_item", "forget_old", "give_feedback", "keep_commitment", "pair", "post_entry", "record_visit",
    "refuse", "register_member", "register_unit", "release_claim", "review_lists", "set_project", "sign", "take_item",
    "withdraw_entry",
]  # fmt: skip
