"""Refusals of rosters, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "rosters.not_now": N_("That isn't possible now: {state}."),
        "rosters.empty": N_("There is no row in the first sheet of this file."),
        "rosters.no_rows": N_("There is no row under the header line."),
        "rosters.name_missing": N_("Please say which column holds the name."),
        "rosters.field_twice": N_("Two columns can't both be “{field}”. Please leave one out."),
        "rosters.no_such_column": N_("This file has no such column."),
        "rosters.no_such_choice": N_("That can't be chosen. Please choose one from the list."),
        "rosters.running_already": N_("You have {count} lists at work already. Please wait until one is finished."),
        "rosters.unknown_place": N_("“{word}” isn't known within {place}."),
        "rosters.place_twice": N_("“{word}” is there several times within {place}. Please say the wider place too."),
        "rosters.bad_day": N_("“{word}” is no day. Please write it like 1980-05-17."),
        "rosters.bad_month": N_("“{word}” is no month. Please write 1 to 12."),
        "rosters.number_lost": N_(
            "The ID number was saved as a figure, and its last digits are lost. Please make the column a text column and type it again."
        ),
        "rosters.right_lost": N_("Whoever sent this list may not import here any more."),
        "rosters.place_gone": N_("The place of this list isn't there any more."),
        "rosters.gone": N_("This list was erased."),
        "rosters.reason_needed": N_("Please say in a few words what the list is for."),
        "rosters.minors_needed": N_("You may not take out children under 14."),
        "rosters.reveal_needed": N_("You may take the list out masked only."),
        "rosters.nobody": N_("Nobody is on such a list."),
        "rosters.nothing_wrong": N_("No row was wrong."),
    }
)
