"""Refusals of scorecards, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "scorecards.not_yours": N_("You may not do this here."),
        "scorecards.unknown_card": N_("This county knows no such rating."),
        "scorecards.round_there": N_("This rating exists for the period already."),
        "scorecards.day_ahead": N_("The day lies ahead."),
        "scorecards.nobody_to_rate": N_("There is nobody to be rated."),
        "scorecards.not_your_seat": N_("This place among the raters isn't yours."),
        "scorecards.vacated": N_("You don't rate in this round any more: {why}"),
        "scorecards.round_closed": N_("This round is closed."),
        "scorecards.too_late": N_("Marks were taken until {day}."),
        "scorecards.not_yours_to_rate": N_("This one isn't yours to rate."),
        "scorecards.unknown_criterion": N_("Something was sent that this card doesn't ask. Please open the page anew."),
        "scorecards.bad_mark": N_("{name}, {criterion}: please give 0 to {most}, with two places at most."),
        "scorecards.half_rated": N_("{name}: please rate everything, or leave all of it open. Missing: {criterion}"),
        "scorecards.evidence_needed": N_("{name}, {criterion}: please say in words what you saw."),
        "scorecards.changed_meanwhile": N_("These marks were changed in another window. Please open the page anew."),
        "scorecards.nothing_sent": N_("Nothing was filled in."),
        "scorecards.still_rating": N_(
            "{count} raters haven't finished. The round can be closed after {day}, or when all have."
        ),
        "scorecards.not_closed": N_("This round isn't counted yet."),
        "scorecards.not_published": N_("This round isn't published yet."),
        "scorecards.words_needed": N_("Please say why, in a few words."),
        "scorecards.bad_points": N_("Please give more than 0 and at most {most} points, with two places at most."),
        "scorecards.not_booked": N_("This criterion has no entries."),
        "scorecards.unknown_subject": N_("Nobody of this name is rated here."),
        "scorecards.withdrawn_already": N_("This entry was withdrawn already."),
        "scorecards.vacated_already": N_("This place was vacated already."),
        "scorecards.has_an_account": N_("This rater signs in, and needs no link."),
        "scorecards.appealed_already": N_("There was an appeal in this round already."),
        "scorecards.appeal_late": N_("An appeal was possible until {day}."),
        "scorecards.decided_already": N_("This appeal is decided already."),
        "scorecards.own_hand": N_("Somebody else has to decide: you rated, counted, published or appealed here."),
        "scorecards.not_rated_here": N_("This criterion isn't rated by people."),
        "scorecards.nothing_to_correct": N_("Upheld means that something is put right. Please say what."),
    }
)
