"""Every change in deliberation; one module for each group of verbs."""

from linli.domains.deliberation.services._base import person_by_phone
from linli.domains.deliberation.services.counting import count_ballot, count_due, recount, type_sheet
from linli.domains.deliberation.services.doing import (
    add_project,
    add_task,
    finish_by_case,
    follow_project,
    judge_matter,
    note_verdict,
    put_up_notice,
    report_task,
)
from linli.domains.deliberation.services.forgetting import forget_old
from linli.domains.deliberation.services.matters import (
    hear_residents,
    merge_matters,
    note_proposal,
    note_support,
    propose_matter,
    refuse_matter,
    sort_matter,
    support_matter,
)
from linli.domains.deliberation.services.meetings import (
    Hands,
    Invited,
    call_meeting,
    cancel_meeting,
    check_in,
    close_meeting,
    confirm_minutes,
    note_attendance,
    open_meeting,
)
from linli.domains.deliberation.services.opinions import add_statement, draw_all, draw_map, hide_statement, take_stand
from linli.domains.deliberation.services.owners_votes import ask_owners, vote_closed
from linli.domains.deliberation.services.steps import advance
from linli.domains.deliberation.services.voting import add_proxy, cast_vote, hand_out, open_ballot

__all__ = [
    "Hands",
    "Invited",
    "add_project",
    "add_proxy",
    "add_statement",
    "add_task",
    "advance",
    "ask_owners",
    "call_meeting",
    "cancel_meeting",
    "cast_vote",
    "check_in",
    "close_meeting",
    "confirm_minutes",
    "count_ballot",
    "count_due",
    "draw_all",
    "draw_map",
    "finish_by_case",
    "follow_project",
    "forget_old",
    "hand_out",
    "hear_residents",
    "hide_statement",
    "judge_matter",
    "merge_matters",
    "note_attendance",
    "note_proposal",
    "note_support",
    "note_verdict",
    "open_ballot",
    "open_meeting",
    "person_by_phone",
    "propose_matter",
    "put_up_notice",
    "recount",
    "refuse_matter",
    "report_task",
    "sort_matter",
    "support_matter",
    "take_stand",
    "type_sheet",
    "vote_closed",
]
