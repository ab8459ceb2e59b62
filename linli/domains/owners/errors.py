"""Refusals of owners, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "owners.compound_closed": N_("This compound doesn't exist any more."),
        "owners.label_taken": N_("This unit is on the roll already."),
        "owners.dwelling_taken": N_("This dwelling belongs to another unit already."),
        "owners.bad_size": N_("Please give square metres above 0 with at most two decimal places."),
        "owners.bad_heads": N_(
            "A unit counts for one owner, or for none where its owner is counted with another unit."
        ),
        "owners.owner_there": N_("This person is an owner here already."),
        "owners.unit_ended": N_("This unit isn't on the roll any more."),
        "owners.words_needed": N_("Please say it in a few words."),
        "owners.no_roll": N_("There is nobody on the owners' roll yet."),
        "owners.unknown_matter": N_("Owners don't vote on this here."),
        "owners.bad_deadline": N_("The vote must end later than now, and within {days} days."),
        "owners.voting_already": N_("A vote on this is open already."),
        "owners.vote_over": N_("This vote is over."),
        "owners.vote_running": N_("This vote isn't over yet."),
        "owners.not_owner": N_("This unit isn't yours to vote for."),
        "owners.not_on_roll": N_("This unit wasn't on the roll when the vote was opened."),
        "owners.paper_waits": N_("Paper ballots wait for their second typing: {units}"),
        "owners.bad_choice": N_("Please choose one of the three answers."),
        "owners.unknown_source": N_("Such a source of common income isn't known here."),
        "owners.bad_amount": N_("Please give an amount above 0 with at most two decimal places."),
        "owners.fund_goes_by_use": N_("Money leaves the maintenance fund only for works that the owners agreed to."),
        "owners.source_needed": N_("Please say which source the money came from."),
        "owners.day_ahead": N_("The day lies ahead."),
        "owners.no_second": N_("Owners' money is entered and checked by people with an account of their own."),
        "owners.second_needed": N_("Somebody else has to do this: four eyes see more than two."),
        "owners.not_now": N_("This can't be done as it stands now. Please look again."),
        "owners.more_than_fund": N_("The maintenance fund has only {have} yuan."),
        "owners.still_short": N_("The maintenance fund still hasn't got enough."),
        "owners.few_representatives": N_("At least {least} representatives of the owners have to accept the works."),
        "owners.more_than_quote": N_("At most the quote can be paid: {quote} yuan."),
        "owners.no_subsidy": N_("This county has no fallback money for compounds."),
        "owners.month_ahead": N_("The month lies ahead."),
        "owners.no_compounds": N_("There is no compound yet."),
        "owners.not_here": N_("This county doesn't offer this."),
        "owners.no_company": N_("Please choose a property company of this county."),
        "owners.no_committee_kind": N_("Please choose an owners' committee of this county."),
        "owners.no_party": N_("Please choose a party organization of this county."),
        "owners.bad_term": N_("A term ends later than it begins."),
        "owners.bad_seats": N_("A committee has 1 to 99 members."),
        "owners.unknown_seat": N_("The joint body has no such seat."),
        "owners.nobody_found": N_(
            "No single entry in the residents' register has this phone. Please register the owner first."
        ),
        "owners.no_proxy": N_("No proxy signed this ballot."),
        "owners.no_account": N_("Paper ballots are typed by people with an account of their own."),
        "owners.proxy_words": N_("A proxy's document needs words and a picture."),
    }
)
