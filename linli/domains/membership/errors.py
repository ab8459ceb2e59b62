"""Refusals of membership, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "membership.not_a_party_body": N_("{name} has no members: choose a party organization."),
        "membership.body_closed": N_("{name} has ended."),
        "membership.unknown_kind": N_("This county knows no such kind of member."),
        "membership.member_already": N_("This person is a member of a party organization already."),
        "membership.nobody_found": N_("Nobody in the register has this name and this phone number."),
        "membership.nobody_meant": N_("Nobody in the register has this name and this ID number or phone number."),
        "membership.number_needed": N_("The ID number or the phone number is missing."),
        "membership.bad_id_number": N_("The ID number isn't right: please look at its digits."),
        "membership.bad_phone": N_("“{word}” is no phone number."),
        "membership.bad_name": N_("“{word}” can't be a name."),
        "membership.member_elsewhere": N_("This person is a member of another party organization: ask for a transfer."),
        "membership.unknown_body": N_("“{word}” isn't known in or below {organization}."),
        "membership.body_twice": N_("“{word}” is there several times in or below {organization}."),
        "membership.unknown_kind_word": N_("“{word}” isn't known as a kind of member. Please sort it."),
        "membership.several_found": N_(
            "Several people have this name and phone number. Please have the doubles merged first."
        ),
        "membership.not_present": N_("This person isn't in the register any more."),
        "membership.other_county": N_("This lies in another county."),
        "membership.ended": N_("This membership has ended."),
        "membership.day_ahead": N_("The day lies ahead."),
        "membership.ends_before_start": N_("The last day lies before the first."),
        "membership.transfer_running": N_("A transfer is asked for already."),
        "membership.transfer_to_itself": N_("The membership lies there already."),
        "membership.transfer_where": N_("Please say where the membership goes."),
        "membership.transfer_done": N_("This transfer has been answered."),
        "membership.reason_needed": N_("Please say why."),
        "membership.quota_low": N_("A compound gets at least {least} places a year."),
        "membership.quota_taken": N_("{used} places are taken already."),
        "membership.quota_used_up": N_("All {allotted} places of {compound} for {year} are taken."),
        "membership.quota_unknown": N_("This county has no yearly quota."),
        "membership.compound_needed": N_("Please choose the compound whose place is taken."),
        "membership.not_above": N_("Only an organization above the community sets its quota."),
        "membership.household_unknown": N_("No household is in the register there."),
        "membership.household_linked": N_("This member is in touch with that household already."),
        "membership.household_own": N_("This is the member's own household."),
        "membership.households_full": N_("A member keeps in touch with {most} households at the most."),
        "membership.household_outside": N_("This household doesn't lie where your organization works."),
        "membership.contact_ended": N_("This contact has ended."),
        "membership.words_needed": N_("Please write a few words."),
        "membership.no_consent": N_("Without the member's consent nothing is put up."),
        "membership.sign_there": N_("This sign has been agreed to already."),
        "membership.sign_withdrawn": N_("The consent has been withdrawn already."),
        "membership.couriers_unknown": N_("Couriers don't report in here."),
        "membership.no_branch_near": N_("No party branch is known near this place. Please choose another one."),
        "membership.group_unknown": N_("Please choose what you do."),
        "membership.home_needed": N_("Please say where your membership lies."),
        "membership.courier_answered": N_("This was answered already."),
        "membership.courier_there": N_("This courier waits with that branch already."),
        "membership.sign_up": N_("The sign has been taken down already."),
    }
)
