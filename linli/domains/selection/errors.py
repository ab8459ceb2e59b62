"""Refusals of selection, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "selection.no_procedure": N_("This county's method has no way of choosing for this post."),
        "selection.post_taken": N_("A selection for this post runs already."),
        "selection.no_seat": N_("All seats of this post are taken."),
        "selection.post_closed": N_("This post has been closed."),
        "selection.not_now": N_("That isn't possible in this stage: {stage}."),
        "selection.not_yours": N_("This stage is the business of another office: {level}."),
        "selection.over": N_("This selection has ended."),
        "selection.words_needed": N_("Please say why."),
        "selection.bad_name": N_("This can't be a name."),
        "selection.candidate_already": N_("{name} stands already."),
        "selection.not_standing": N_("{name} doesn't stand any more."),
        "selection.no_candidate": N_("Nobody stands. Without candidates it can't go on."),
        "selection.not_all_reviewed": N_("Say of every candidate first whether they are let through."),
        "selection.document_needed": N_("This stage needs a document before it can be left."),
        "selection.votes_needed": N_("Type in the votes first."),
        "selection.votes_missing": N_("Votes are missing for {name}."),
        "selection.too_many_present": N_("More people came than may vote."),
        "selection.too_many_votes": N_("A candidate has more votes than people came."),
        "selection.no_quorum": N_("Too few came: the meeting can't decide."),
        "selection.nobody_passed": N_("Nobody got enough votes."),
        "selection.tie": N_("Two candidates have the same number of votes for the last seat: vote again."),
        "selection.too_many_chosen": N_("More candidates stand than there are seats: {seats}."),
        "selection.notice_running": N_("The notice runs until {until}."),
        "selection.objection_open": N_("An objection hasn't been answered yet."),
        "selection.objection_late": N_("The time for objections is over."),
        "selection.objections_full": N_(
            "No more objections are taken here. Please ask the community or street office."
        ),
        "selection.objection_words": N_("Please say in a few words what speaks against it."),
        "selection.objection_phone": N_("This isn't a phone number."),
        "selection.objection_gone": N_("What this objection said isn't kept any more."),
        "selection.objection_answered": N_("This objection is answered already."),
        "selection.unknown_source": N_("This county knows no such source of candidates."),
        "selection.document_kind": N_("Only PDF, JPEG and PNG files are taken."),
        "selection.document_broken": N_("This picture can't be read."),
        "selection.document_large": N_("A file has {most} megabytes at the most."),
        "selection.document_many": N_("A selection has {most} documents at the most."),
        "selection.other_county": N_("This lies in another county."),
    }
)
