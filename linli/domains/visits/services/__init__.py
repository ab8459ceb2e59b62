"""Changes of visits: `plans`, `laying` (due days), `visiting`, `doors` (opening rooms), `notes`."""

from linli.domains.visits.services.doors import reveal_door, reveal_doors
from linli.domains.visits.services.notes import forget_old_visits, read_note
from linli.domains.visits.services.plans import clear_own_cycle, end_plan, set_own_cycle, set_plan
from linli.domains.visits.services.visiting import VisitDraft, record_visit

__all__ = [
    "VisitDraft",
    "clear_own_cycle",
    "end_plan",
    "forget_old_visits",
    "read_note",
    "record_visit",
    "reveal_door",
    "reveal_doors",
    "set_own_cycle",
    "set_plan",
]
