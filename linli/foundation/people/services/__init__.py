"""Changing staff: `cards` (who they are), `appointments` (what they hold), `absences`, and `bulk` for whole lists."""

from linli.foundation.people.services.absences import end_absence, record_absence
from linli.foundation.people.services.appointments import appoint, end_appointment, recount_posts
from linli.foundation.people.services.bulk import StaffRow, import_staff
from linli.foundation.people.services.cards import add_staff, reveal_phone, set_phone
from linli.foundation.people.services.watching import when_rights_change

__all__ = [
    "StaffRow",
    "add_staff",
    "appoint",
    "end_absence",
    "end_appointment",
    "import_staff",
    "record_absence",
    "recount_posts",
    "reveal_phone",
    "set_phone",
    "when_rights_change",
]
