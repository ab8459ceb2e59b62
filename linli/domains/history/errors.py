"""Why a row of an earlier system stays out, in words for the office that sent it."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "history.opened_missing": N_("Please say which column holds the time at which a case was opened."),
        "history.text_missing": N_("Please say which column holds what a case was about."),
        "history.no_time": N_("This row doesn't say when the case was opened."),
        "history.bad_time": N_("“{word}” is no time. Please write it like 2024-03-05 14:30."),
        "history.bad_state": N_("Nobody here knows the state “{word}”."),
        "history.bad_stars": N_("Nobody here knows how satisfied “{word}” is."),
        "history.unknown_category": N_("Nobody here knows the category “{word}”. Please sort it."),
        "history.unknown_organization": N_("“{word}” isn't an organization here. Please add it, or correct its name."),
        "history.bad_place": N_("“{word}” isn't a place within this county."),
        "history.bad_datum": N_("“{word}” isn't a way of saying where: wgs84, cgcs2000 or gcj02."),
    }
)
