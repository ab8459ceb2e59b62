"""Changes of the registers: `people`, `ground`, `moving`, `households`, `entering`, `merging`, `looking`, `dying`, `erasing`;
`bulk` and `exporting` for lists.
"""

from linli.foundation.residents.rules import ImportRow, PersonDraft
from linli.foundation.residents.services._rows import RowProblem
from linli.foundation.residents.services.bulk import ImportReport, import_people
from linli.foundation.residents.services.dying import note_death, take_back_death
from linli.foundation.residents.services.entering import enter_person, rehouse_household, settle_person
from linli.foundation.residents.services.erasing import erase_person
from linli.foundation.residents.services.exporting import LIST, ListRow, export_people
from linli.foundation.residents.services.ground import add_dwelling, change_dwelling, close_dwelling
from linli.foundation.residents.services.households import (
    form_household,
    move_household,
    set_head,
    split_household,
)
from linli.foundation.residents.services.likeness import tell_apart
from linli.foundation.residents.services.looking import note_listed, reveal_address, reveal_field
from linli.foundation.residents.services.merging import merge_people, undo_merge
from linli.foundation.residents.services.moving import move_in, move_out
from linli.foundation.residents.services.people import add_person, change_person, verify_person
from linli.foundation.residents.services.watching import PersonChange, follow_people, register_person_follower

__all__ = [
    "LIST",
    "ImportReport",
    "ImportRow",
    "ListRow",
    "PersonChange",
    "PersonDraft",
    "RowProblem",
    "add_dwelling",
    "add_person",
    "change_dwelling",
    "change_person",
    "close_dwelling",
    "enter_person",
    "erase_person",
    "export_people",
    "follow_people",
    "form_household",
    "import_people",
    "merge_people",
    "move_household",
    "move_in",
    "move_out",
    "note_death",
    "note_listed",
    "register_person_follower",
    "rehouse_household",
    "reveal_address",
    "reveal_field",
    "set_head",
    "settle_person",
    "split_household",
    "take_back_death",
    "tell_apart",
    "undo_merge",
    "verify_person",
]
