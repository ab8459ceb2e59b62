"""Refusals of volunteering, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "volunteering.consent_needed": N_("Please read the text and agree to it, or stop here: nothing is kept then."),
        "volunteering.too_young": N_("Volunteers are {age} or older. Ask your parents to come along with you."),
        "volunteering.not_approved": N_("No team has taken you in yet."),
        "volunteering.not_a_volunteer": N_("Please register as a volunteer first."),
        "volunteering.in_already": N_("You are in this team, or have asked to be."),
        "volunteering.decided_already": N_("This was decided already."),
        "volunteering.closed": N_("This isn't open any more."),
        "volunteering.begun": N_("The shift has begun. Please speak to the keeper on site."),
        "volunteering.signed_already": N_("You have signed up for this already."),
        "volunteering.other_shift": N_("You have signed up for another shift at that time."),
        "volunteering.too_late": N_("It is too late to cancel by yourself. Please call the keeper."),
        "volunteering.not_now": N_("Checking in is possible from {minutes} minutes before the shift to its end."),
        "volunteering.wrong_code": N_("This isn't the code that is shown on site now."),
        "volunteering.too_many_tries": N_("Too many wrong codes. Please ask the keeper on site."),
        "volunteering.too_far": N_("You are too far away from the place of the activity."),
        "volunteering.no_place": N_("Checking in by position isn't possible here. Please type the code on site."),
        "volunteering.not_signed": N_("You aren't on the list of this shift."),
        "volunteering.cant_be": N_("This can't be said of somebody who is on the list as “{state}”."),
        "volunteering.not_ended": N_("Hours are confirmed when the shift has begun."),
        "volunteering.bad_minutes": N_("Minutes are whole numbers from 1 to {most}."),
        "volunteering.bad_quantity": N_("Quantities are whole numbers from 0 to {most}."),
        "volunteering.was_absent": N_("Hours can only be confirmed for people who were there."),
        "volunteering.has_left": N_("This person isn't a volunteer any more."),
        "volunteering.overlaps": N_("Hours of {name} in this time are confirmed already."),
        "volunteering.reason_needed": N_("Please give a reason."),
        "volunteering.taken_back_already": N_("This was taken back already."),
        "volunteering.bad_time": N_("The end lies after the beginning, by {hours} hours at most."),
        "volunteering.day_ahead": N_("The time lies ahead."),
        "volunteering.unknown_kind": N_("The method doesn't know this kind."),
        "volunteering.nobody": N_("Please choose at least one person."),
        "volunteering.sold_out": N_("The last one has just been given away."),
        "volunteering.not_open": N_("This reward can't be asked for today."),
        "volunteering.quarter_used": N_(
            "You have redeemed {times} times in this quarter, which is what the rules allow."
        ),
        "volunteering.no_such_code": N_("This code isn't one of yours, or it doesn't hold any more."),
        "volunteering.redeemed_already": N_("This code was used on {day}."),
        "volunteering.lapsed": N_("This code ended on {day}. The points were given back."),
        "volunteering.too_many_codes": N_("Too many codes were typed within an hour. Please wait."),
        "volunteering.claimed_already": N_("You have taken this post already."),
        "volunteering.no_hours": N_("There are no confirmed hours in this time."),
    }
)
