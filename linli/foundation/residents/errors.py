"""Refusals of residents, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "residents.bad_name": N_("Please write the name as on the ID card: letters only, 60 at most."),
        "residents.bad_phone": N_(
            "This isn't a phone number: 11 figures for a mobile, area code and number for a fixed line."
        ),
        "residents.id_old": N_(
            "ID numbers of 15 digits are void since 2013 and can't be checked. Please write the 18 digits of the present card."
        ),
        "residents.id_shape": N_("An ID number has 18 characters: 17 digits, then a digit or X."),
        "residents.id_birthday": N_("Digits 7 to 14 of the ID number are no day of birth."),
        "residents.id_check": N_(
            "The last character of the ID number doesn't fit the others. Please compare with the card."
        ),
        "residents.born_differs": N_("The day of birth differs from the one in the ID number."),
        "residents.bad_birthday": N_("This can't be a day of birth."),
        "residents.employer_long": N_("The employer's name is too long: 80 characters at most."),
        "residents.bad_room": N_("Please write the room or house number, 40 characters at most."),
        "residents.bad_choice": N_("{word} is not one of the choices."),
        "residents.bad_area": N_("This place isn't known here."),
        "residents.area_too_high": N_(
            "{place} is too large a place for a dwelling. Please choose a grid, building or stairwell."
        ),
        "residents.area_ended": N_("{place} isn't there any more."),
        "residents.other_county": N_("{name} belongs to another county."),
        "residents.dwelling_exists": N_("This dwelling is in the register already."),
        "residents.dwelling_closed": N_("This dwelling isn't there any more."),
        "residents.dwelling_lived_in": N_("{count} people live here. Please move them out first."),
        "residents.id_number_taken": N_("Somebody with this ID number is in the register already."),
        "residents.minors_needed": N_("You may not enter children under 14."),
        "residents.not_there": N_("This entry was merged into another or erased."),
        "residents.deceased": N_("{name} has died: the entry isn't changed any more."),
        "residents.not_deceased": N_("No death is noted here."),
        "residents.too_late": N_("This can be taken back on the day on which it was noted."),
        "residents.day_ahead": N_("This day lies ahead."),
        "residents.ends_before_start": N_("The last day lies before the first, {day}."),
        "residents.lives_there": N_("{name}: lives there already."),
        "residents.other_home": N_("This household belongs to another dwelling."),
        "residents.unknown_relation": N_(
            "This relation to the head isn't on the county's list, or no household was chosen."
        ),
        "residents.has_head": N_("This household has a head already."),
        "residents.months_needed": N_("For a seasonal stay, please say from which month to which."),
        "residents.moved_out_already": N_("Moved out on {day} already."),
        "residents.in_household": N_("{name} belongs to another household here. Please split that one."),
        "residents.household_ended": N_("This household ended on {day}."),
        "residents.not_member": N_("{name} doesn't belong to this household."),
        "residents.split_takes_all": N_("Choose some of the people: one at least, and not all of them."),
        "residents.same_entry": N_("Please choose two different entries."),
        "residents.different_numbers": N_("The two entries have different ID numbers: these are two people."),
        "residents.undone_already": N_("This merge was undone already."),
        "residents.cannot_undo": N_(
            "This merge can't be undone: one of the entries was changed since by another merge or erased."
        ),
        "residents.reason_needed": N_("Please say in a few words why you need to see it."),
        "residents.nothing_kept": N_("Nothing is kept there."),
    }
)
