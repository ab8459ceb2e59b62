"""Refusals of the cases app, in words for the person who is refused."""

from linli.kernel import errors
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

errors.register(
    {
        "cases.already_moved": N_("Already done by {who}: this case is now “{state}”."),
        "cases.changed_since": N_("Something happened to {ref} since you read it. Please read it again."),
        "cases.not_yours": N_("This case isn't in your hands, so you can't do this with it."),
        "cases.own_work": N_("Somebody else must check this: you handled it yourself."),
        "cases.text_too_short": N_("Please say a little more: at least {least} characters."),
        "cases.text_too_long": N_("That is {length} characters; at most {most} fit."),
        "cases.needs_words": N_("Please write why, in a few words."),
        "cases.bad_phone": N_("This phone number doesn't look right. Please check its digits, or leave it out."),
        "cases.bad_place": N_("This place on the map doesn't exist. Please choose it again, or leave it out."),
        "cases.past_time": N_("A case can't have been opened or ended then. Please check the day."),
        "cases.past_order": N_("It can't have ended, or been due, before it was opened."),
        "cases.past_end": N_("A case that is over needs the time of its end, and one that isn't has none."),
        "cases.unknown_reporter_kind": N_("Nobody speaks as that in this county."),
        "cases.source_off": N_("Reports from here aren't taken in this county."),
        "cases.category_gone": N_("“{name}” isn't used any more. Please choose another category."),
        "cases.other_county": N_("This belongs to another county."),
        "cases.not_to_grid": N_("This is a job for {unit}; it can't be handed to a grid ({basis})."),
        "cases.one_target": N_("Please choose one person or one organization."),
        "cases.cannot_handle": N_("{name} holds no post here that may handle cases."),
        "cases.organization_closed": N_("{name} is closed."),
        "cases.nothing_chosen": N_("Please choose at least one case."),
        "cases.too_many": N_("Please choose at most {most} cases at once."),
        "cases.top_tier": N_("“{tier}” is the top; it can't go higher."),
        "cases.nobody_there": N_("No post of “{tier}” is filled and present. Please choose somebody."),
        "cases.unknown_choice": N_("This county doesn't sort cases by “{choice}”."),
        "cases.unknown_route": N_("This county's rules name no such legal route."),
        "cases.already_answered": N_("Somebody who reported the same has answered already. Thank you all the same."),
        "cases.too_late_to_answer": N_("The time to answer is over. If it isn't solved, please report it once more."),
        "cases.nothing_asked": N_("Nothing is asked of you at the moment."),
        "cases.bad_stars": N_("Stars go from 1 to 5."),
        "cases.joins_itself": N_("A case can't be joined to itself."),
        "cases.joins_duplicate": N_("{ref} is joined to another case itself; please choose that one."),
        "cases.joins_ended": N_("{ref} has ended already; there is nothing to join."),
        "cases.clock_stopped": N_("This clock isn't running any more."),
        # Tables
        "cases.unreadable_table": N_("This file can't be read as a table with the columns code and name."),
        "cases.bad_table_name": N_("“{name}” can't name a table: small letters, digits and underscores only."),
        # Whistles
        "cases.no_whistles": N_("This county's method knows no such calls."),
        "cases.tier_cannot_whistle": N_("At “{tier}” nobody can be called. Please take the case one level up first."),
        "cases.department_cannot_call": N_("In this county, a called organization doesn't call others."),
        "cases.no_such_tier": N_("The case can only go to a level above its own."),
        "cases.whistle_out": N_("Organizations are called to this case already. You can call one more."),
        "cases.no_whistle_out": N_("Nobody is called to this case at the moment."),
        "cases.nobody_called": N_("Please choose whom to call."),
        "cases.called_twice": N_("{organization} is called already."),
        "cases.one_lead": N_("Exactly one organization leads."),
        "cases.call_moved": N_("{organization} has already answered this call, or it is over."),
        "cases.not_arrived": N_("Please record first that you are on the spot."),
        "cases.return_too_late": N_("The time to give this call back is over."),
        "cases.returned_before": N_("This call was given back once already, and the centre has decided."),
        "cases.not_reported_yet": N_("This can be rated once the report is there."),
        "cases.already_rated": N_("This has been rated already."),
        "cases.one_side_rates": N_("In this county, only the caller rates."),
        # Approvals
        "cases.already_asked": N_("This was asked for already; the answer is still to come."),
        "cases.already_decided": N_("Already decided by {who}."),
        "cases.not_own_question": N_("You asked for this yourself; somebody else has to decide."),
        "cases.not_your_decision": N_("This is decided by {post}."),
        "cases.no_more_time": N_("The time can't be extended again."),
        "cases.more_than_allowed": N_("That is more than the method allows: at most until {until}."),
        "cases.date_in_past": N_("This day has passed already."),
        "cases.no_reporter": N_("No such reporter belongs to this case."),
        "cases.no_contact_due": N_("No first contact is owed here: it was made already, or no number was left."),
        "cases.no_phone": N_("No phone number was left."),
        "cases.nobody_has_it": N_("Nobody has {ref} yet; please dispatch it first."),
        "cases.too_many_views": N_("At most {most} views can be kept. Please remove one first."),
        "cases.too_many_rows": N_("More than {most} rows. Please narrow the filter."),
    }
)


class ChangedSince(RuleBroken):
    """The case isn't any more as whoever changes it knew it."""

    status = 412
