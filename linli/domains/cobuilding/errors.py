"""Refusals of co-building, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "cobuilding.not_used": N_("This county's method doesn't ask for this."),
        "cobuilding.unknown": N_("This county's method knows no such kind."),
        "cobuilding.other_county": N_("This lies in another county."),
        "cobuilding.one_holder": N_("Choose either a leader or a unit."),
        "cobuilding.wrong_ground": N_("This kind of pairing needs another kind of place."),
        "cobuilding.paired_already": N_("{name} is paired with {place} already."),
        "cobuilding.unit_ended": N_("{name} doesn't exist any more."),
        "cobuilding.days_order": N_("The last day lies before the first one."),
        "cobuilding.future": N_("This day hasn't come yet."),
        "cobuilding.not_paired_then": N_("The pairing didn't hold on this day."),
        "cobuilding.visited_already": N_("A visit on this day is written down already."),
        "cobuilding.words_needed": N_("Please say it in a few words."),
        "cobuilding.registered_already": N_("{name} is registered there already."),
        "cobuilding.not_now": N_("That isn't possible any more: {state}."),
        "cobuilding.not_confirmed": N_("The community hasn't confirmed this registration."),
        "cobuilding.too_many_parts": N_("An entry has {most} parts at the most."),
        "cobuilding.no_part": N_("An entry needs one part at least."),
        "cobuilding.still_claimed": N_("Somebody works on a part of it. Take these claims back first."),
        "cobuilding.own_entry": N_("One doesn't claim what one posted."),
        "cobuilding.part_taken": N_("Somebody else claimed this part a moment ago."),
        "cobuilding.not_begun": N_("Delivery hasn't begun, so it can simply be given back."),
        "cobuilding.delivery_began": N_("Delivery has begun. It can be ended with a reason, but not given back."),
        "cobuilding.terms_set": N_("The words stand already. Sign them, or give the claim back."),
        "cobuilding.no_terms": N_("Write down what is agreed first."),
        "cobuilding.signed_already": N_("Your side has signed already."),
        "cobuilding.agreement_over": N_("The agreement ended on {day}: no new delivery."),
        "cobuilding.day_past": N_("The last day must not lie in the past."),
        "cobuilding.feedback_full": N_("As many answers came as people were served. Thank you."),
        "cobuilding.mark_range": N_("Choose one to five."),
        "cobuilding.reviewed_already": N_("This list was reviewed in this cycle already."),
        "cobuilding.not_attached": N_("This unit isn't attached to that place."),
        "cobuilding.item_done": N_("This item is done already."),
        "cobuilding.kept_already": N_("This is written down as kept already."),
    }
)
