"""Changes of a selection: `running` (open, advance, give up), `candidates`, `meeting`, `ending` (notice, appointment), `objecting`, `documents`,
`forgetting`.
"""

from linli.domains.selection.services.candidates import let_through, nominate, step_back, turn_down
from linli.domains.selection.services.documents import add_document
from linli.domains.selection.services.ending import appoint_chosen
from linli.domains.selection.services.forgetting import forget_old
from linli.domains.selection.services.meeting import record_votes
from linli.domains.selection.services.objecting import Opened, answer_objection, object_to, read_objection
from linli.domains.selection.services.running import advance, cancel, open_selection

__all__ = [
    "Opened",
    "add_document",
    "advance",
    "answer_objection",
    "appoint_chosen",
    "cancel",
    "forget_old",
    "let_through",
    "nominate",
    "object_to",
    "open_selection",
    "read_objection",
    "record_votes",
    "step_back",
    "turn_down",
]
