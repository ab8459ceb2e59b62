"""Changes of lists: `sending` and `steering` by their owner, `reading`, `running` and `working` by the worker (`lines` in general, `people` of residents), `results` back; `exporting` out (`people_out` of residents)."""

from linli.domains.rosters.services.exporting import begin_export, export_piece, reason_of, take_export
from linli.domains.rosters.services.lines import Lines
from linli.domains.rosters.services.people import LISTS
from linli.domains.rosters.services.people_out import ask_export
from linli.domains.rosters.services.results import Result, take_wrong_rows
from linli.domains.rosters.services.running import fail, run_piece
from linli.domains.rosters.services.sending import send_list
from linli.domains.rosters.services.steering import erase, erase_due, match_columns, sort_words, start_run, stop
from linli.domains.rosters.services.working import work

__all__ = [
    "LISTS",
    "Lines",
    "Result",
    "ask_export",
    "begin_export",
    "erase",
    "erase_due",
    "export_piece",
    "fail",
    "match_columns",
    "reason_of",
    "run_piece",
    "send_list",
    "sort_words",
    "start_run",
    "stop",
    "take_export",
    "take_wrong_rows",
    "work",
]
