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
        "cobuilding.not_a_project": N_("Only projects of the list are called for."),
        "cobuilding.under_tender": N_("This project is being called for. Hand in an offer instead."),
        "cobuilding.called_already": N_("This project is being called for already."),
        "cobuilding.too_soon": N_("Units need {days} days at least for their offers."),
        "cobuilding.may_not_offer": N_(
            "Only units of these kinds offer, once a community has confirmed their registration."
        ),
        "cobuilding.offered_already": N_("{name} has handed in an offer already. Take it back first to change it."),
        "cobuilding.over_most": N_("The project has {most} yuan at the most."),
        "cobuilding.offers_closed": N_("The time for offers is over."),
        "cobuilding.offers_run": N_("Offers stay sealed until their time is over."),
        "cobuilding.account_needed": N_("This is done by people who are signed in."),
        "cobuilding.second_opener": N_("Offers are opened by two people. Somebody else opens them with you."),
        "cobuilding.own_offer": N_("Whoever belongs to a unit that offered doesn't decide about offers."),
        "cobuilding.points_range": N_("Give points for each criterion, from nothing to its most."),
        "cobuilding.judges_missing": N_("Every offer is judged by {least} people at least."),
        "cobuilding.not_best": N_(
            "Only an offer with the most points is awarded. Set others aside with a reason first."
        ),
        "cobuilding.objected_already": N_("Your unit's objection waits for its answer."),
        "cobuilding.notice_over": N_("The public notice is over."),
        "cobuilding.notice_runs": N_("The public notice runs until {day}."),
        "cobuilding.objection_waits": N_("An objection waits for its answer."),
        "cobuilding.answered_already": N_("This objection is answered already."),
        "cobuilding.somebody_else": N_("Somebody else than who awarded answers this."),
        "cobuilding.reviewed_already": N_("This list was reviewed in this cycle already."),
        "cobuilding.not_attached": N_("This unit isn't attached to that place."),
        "cobuilding.item_done": N_("This item is done already."),
        "cobuilding.kept_already": N_("This is written down as kept already."),
    }
)
