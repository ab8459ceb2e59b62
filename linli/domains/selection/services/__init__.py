"""Changes of a selection: `running` (open, advance, give up), `candidates`, `meeting`, `ending` (notice, appointment), `documents`."""

from linli.domains.selection.services.candidates import let_through, nominate, step_back, turn_down
from linli.domains.selection.services.documents import add_document
from linli.domains.selection.services.ending import appoint_chosen
from linli.domains.selection.services.meeting import record_votes
from linli.domains.selection.services.running import advance, cancel, open_selection

__all__ = [
    "add_document",
    "advance",
    "appoint_chosen",
    "cancel",
    "let_through",
    "nominate",
    "open_selection",
    "record_votes",
    "step_back",
    "turn_down",
]
