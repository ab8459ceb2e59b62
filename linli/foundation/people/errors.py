"""Refusals of the people app."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "people.not_eligible": N_(
            "{name} can't hold {post}: born on {born_from} or later is asked for (source {source})."
        ),
        "people.birthday_needed": N_(
            "{post} asks for a day of birth of {born_from} or later. Please fill in the day of birth."
        ),
        "people.place_taken": N_("{place} has its {post} already: {holder}. End that appointment first."),
        "people.no_seat": N_("All {seats} seats of {post} in {place} are taken."),
        "people.holds_already": N_("{name} holds this post already."),
        "people.ends_before_start": N_("The last day lies before the first."),
        "people.already_ended": N_("This appointment ended on {day} already."),
        "people.absent_already": N_("{name} is already away in these days ({first} to {last})."),
        "people.own_substitute": N_("Nobody can stand in for themselves."),
        "people.other_county": N_("{name} belongs to another county."),
        "people.post_closed": N_("This post has been closed."),
    }
)
