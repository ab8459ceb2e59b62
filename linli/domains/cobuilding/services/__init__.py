"""Every change in co-building."""

from linli.domains.cobuilding.services.awarding import (
    answer_objection,
    award_tender,
    end_tender,
    judge_offer,
    object_to_award,
    set_aside_offer,
    settle_tender,
)
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
from linli.domains.cobuilding.services.tendering import call_tender, hand_in_offer, open_offers, withdraw_offer

__all__ = [
    "Problem", "add_activity", "add_commitment", "agree", "answer_objection", "award_tender", "call_tender", "claim_part", "confirm",
    "deliver", "end_claim", "end_pairing", "end_registration", "end_tender", "finish_claim", "finish_item", "forget_old",
    "give_feedback", "hand_in_offer", "judge_offer", "keep_commitment", "object_to_award", "open_offers", "pair", "post_entry",
    "record_visit", "refuse", "register_member", "register_unit", "release_claim", "review_lists", "set_aside_offer", "set_project",
    "settle_tender", "sign", "take_item", "withdraw_entry", "withdraw_offer",
]  # fmt: skip
