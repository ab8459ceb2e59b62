"""Refusals of deliberation, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "deliberation.no_form": N_("This county's method has no such form of deliberation."),
        "deliberation.out_of_scope": N_("“{topic}” isn't decided here. {why}"),
        "deliberation.in_scope": N_("“{topic}” may be deliberated: it can't be refused for that."),
        "deliberation.unknown_topic": N_("The catalogue has no such topic."),
        "deliberation.unknown_size": N_("The method has no such size or level."),
        "deliberation.words_needed": N_("Please say it in a few words."),
        "deliberation.number_in_words": N_("Please leave out phone and ID numbers: everybody can read this."),
        "deliberation.not_now": N_("That isn't possible in this stage: {stage}."),
        "deliberation.not_yours": N_("This stage is the business of others: {level}."),
        "deliberation.over": N_("This matter has ended."),
        "deliberation.not_concerned": N_("This concerns people who live there."),
        "deliberation.not_verified": N_(
            "Your registration hasn't been verified yet. The community compares it with you first."
        ),
        "deliberation.supported": N_("You support this already."),
        "deliberation.no_person": N_("There is no entry, or more than one, with this name and phone number."),
        "deliberation.merge_elsewhere": N_(
            "Only matters of the same place and form can be joined, both before they are decided."
        ),
        "deliberation.too_few_supporters": N_("Too few support it yet."),
        "deliberation.not_sorted": N_("Say first how big it is, and on which level it is deliberated."),
        "deliberation.not_heard": N_("Nobody has been heard yet."),
        "deliberation.not_met": N_("There was no meeting about it yet."),
        "deliberation.no_quorum": N_("Too few came: the meeting can't decide. Please call another."),
        "deliberation.not_confirmed": N_("The minutes must be confirmed by the chair and by somebody else."),
        "deliberation.not_resolved": N_("The meeting hasn't resolved it."),
        "deliberation.not_voted": N_("The vote isn't counted yet."),
        "deliberation.notice_runs": N_("The public notice hasn't run out, or hasn't been put up."),
        "deliberation.not_done": N_("Something is left to be done, or nothing has been given to anybody yet."),
        "deliberation.not_judged": N_("Those concerned may still say what they think of it."),
        "deliberation.meeting_over": N_("This meeting isn't in that state."),
        "deliberation.wrong_code": N_("This isn't the code of now. Look at the screen on the spot again."),
        "deliberation.nobody_invited": N_("Nobody is invited."),
        "deliberation.too_many_hands": N_("There are more hands than people who may decide."),
        "deliberation.same_person": N_("The second confirmation must be somebody else's."),
        "deliberation.owners_elsewhere": N_("Owners vote in their own register."),
        "deliberation.no_community": N_("Projects stand in the list of a community, and this place lies above one."),
        "deliberation.not_for_owners": N_("This stage isn't decided by a vote of owners."),
        "deliberation.other_compound": N_("This compound lies elsewhere: the matter doesn't concern its owners."),
        "deliberation.vote_there": N_("This vote has been opened already."),
        "deliberation.nobody_entitled": N_("Nobody in the register may vote here."),
        "deliberation.not_open": N_("This vote isn't open."),
        "deliberation.not_on_roll": N_(
            "You aren't on the roll of this vote. It was drawn up when the vote was opened."
        ),
        "deliberation.voted": N_("This vote has been given already."),
        "deliberation.bad_receipt": N_("This isn't a number of a voting paper."),
        "deliberation.third_typist": N_("Two people type in a paper; this one has two already."),
        "deliberation.sheet_counted": N_("Both said the same: this paper is counted already."),
        "deliberation.sheets_differ": N_("Papers were typed in differently, or once only: {count}."),
        "deliberation.more_sheets": N_("More papers were typed in than were handed out."),
        "deliberation.count_differs": N_("The papers don't come to the votes given. Nothing was counted."),
        "deliberation.vote_runs": N_("The vote is still open."),
        "deliberation.proxy_many": N_("Somebody votes for {most} others at the most."),
        "deliberation.proxy_same": N_("Both have the same vote."),
        "deliberation.no_proxy": N_("There is no document for that."),
        "deliberation.notice_there": N_("This notice is up already."),
        "deliberation.bad_percent": N_("Progress lies between 0 and 100, and doesn't go back."),
        "deliberation.judged_before": N_("You have said what you think of it."),
        "deliberation.judging_over": N_("The time for that is over."),
        "deliberation.said_already": N_("Somebody has said that already."),
        "deliberation.unknown_choice": N_("This can't be chosen."),
    }
)
