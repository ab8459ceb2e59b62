"""Refusals of activities, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "activities.unknown": N_("This county's method knows no such programme."),
        "activities.wrong_holder": N_("{name} doesn't hold activities of this programme."),
        "activities.planned_already": N_("{name} has planned one for this period already."),
        "activities.too_early": N_("That period was over long ago: the earliest day is {day}."),
        "activities.too_far": N_("That is too far ahead: the last day is {day}."),
        "activities.own_items": N_("Add {least} to {most} items of your own, one in each line."),
        "activities.no_own_items": N_("This programme has fixed items only."),
        "activities.item_missing": N_("A fixed item can't be left out. Say what was done: {items}."),
        "activities.nobody_came": N_("How many came? At least one, at most {most}."),
        "activities.not_that_day": N_(
            "It was planned for the period {first} to {last}. Choose a day in it that has come."
        ),
        "activities.no_project": N_("This isn't a project: it is held on its day."),
        "activities.not_now": N_("That isn't possible any more: {state}."),
        "activities.words_needed": N_("Please say it in a few words."),
    }
)
