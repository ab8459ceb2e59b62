"""Reading staff: `posts` answers who can act (routing, without scope), `staff` what an actor may see."""

from linli.foundation.people.selectors.posts import (
    Holder,
    Present,
    first_present,
    holders,
    holders_of,
    holders_up,
    present_in,
    rights_of,
)
from linli.foundation.people.selectors.staff import (
    absence_for,
    absences_of,
    appointment_for,
    appointments_of,
    card_by_id,
    names_of,
    posts_by_card,
    staff_card_for,
    staff_for,
)

__all__ = [
    "Holder",
    "Present",
    "absence_for",
    "absences_of",
    "appointment_for",
    "appointments_of",
    "card_by_id",
    "first_present",
    "holders",
    "holders_of",
    "holders_up",
    "names_of",
    "posts_by_card",
    "present_in",
    "rights_of",
    "staff_card_for",
    "staff_for",
]
