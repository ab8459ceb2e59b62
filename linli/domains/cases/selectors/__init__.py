"""Every question about cases."""

from linli.domains.cases.selectors.actions import actions_for
from linli.domains.cases.selectors.approvals import (
    ApprovalRow,
    approval_for,
    approvals_for,
    approvals_of,
    arbitration_queue,
)
from linli.domains.cases.selectors.board import Board, board, month_figures
from linli.domains.cases.selectors.callers import Caller, callers_of, cases_of_caller
from linli.domains.cases.selectors.case import case_by_ref, case_for, refs_seen, seen_by, verbs_for
from linli.domains.cases.selectors.categories import (
    cards_for,
    categories_for,
    category_by_key,
    category_chosen,
    category_in_force,
    category_of_card,
    names_in_force,
    names_of_keys,
)
from linli.domains.cases.selectors.desk import (
    Desk,
    cases_by_refs,
    desk_for,
    tab_labels,
    tags_of,
    targets_for_all,
    views_of,
)
from linli.domains.cases.selectors.facts import cases_under, columns_of, facts_of, reported_between
from linli.domains.cases.selectors.field import my_jobs
from linli.domains.cases.selectors.field_case import (
    NO_WHISTLE,
    WhistlePlan,
    calls_at_once,
    field_actions,
    limits_of,
    my_call,
    reporter_with_phone,
    whistle_plan,
)
from linli.domains.cases.selectors.finders import Found, search_with
from linli.domains.cases.selectors.follow import follow_page, reporter_for, waiting_reporter
from linli.domains.cases.selectors.ground import Ground, my_ground
from linli.domains.cases.selectors.help import callable_for, figures_of, suggested_for
from linli.domains.cases.selectors.jobs import oldest_unswept_seconds
from linli.domains.cases.selectors.month import month_rows
from linli.domains.cases.selectors.pace import (
    case_now,
    has_cases,
    live_calls,
    next_act,
    open_approval,
    open_whistle,
    standing,
    unrated_calls,
)
from linli.domains.cases.selectors.page import CasePage, case_page, dispatch_targets, reporter_of, target_of
from linli.domains.cases.selectors.paging import Piece, Place, queue_piece
from linli.domains.cases.selectors.pictures import picture_for, picture_for_reporter
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.selectors.places import (
    communities_for,
    community_of,
    level_at,
)
from linli.domains.cases.selectors.portal import (
    Hints,
    Thing,
    danger_numbers,
    hints_for,
    my_things,
    offered_case,
    place_near,
    place_words,
    reporter_by_id,
    reporters_of,
    things_of_phone,
)
from linli.domains.cases.selectors.promise import Promise, promise_of
from linli.domains.cases.selectors.published import Published, Step, Wanted, published, published_ref, published_steps
from linli.domains.cases.selectors.queue import Filters, Queue, export_rows, queue, rows_by_ids, tab_counts
from linli.domains.cases.selectors.replies import ReplyTemplate, reply_templates
from linli.domains.cases.selectors.rows import Row
from linli.domains.cases.selectors.shapes import who_of
from linli.domains.cases.selectors.similar import similar_open
from linli.domains.cases.selectors.sources import filed_by_month
from linli.domains.cases.selectors.where import place_line
from linli.domains.cases.selectors.whistles import (
    CallRow,
    CallView,
    WhistleView,
    call_for,
    calls_for,
    open_whistles,
    whistles_of,
)
from linli.domains.cases.selectors.words import (
    Counted,
    Told,
    Words,
    counted_in,
    ids_after,
    labelled,
    titles_for,
    told_to,
    words_of,
)

__all__ = [
    "NO_WHISTLE",
    "ApprovalRow",
    "Board",
    "CallRow",
    "CallView",
    "Caller",
    "CasePage",
    "Counted",
    "Desk",
    "Filters",
    "Found",
    "Ground",
    "Hints",
    "Piece",
    "Place",
    "Promise",
    "Published",
    "Queue",
    "ReplyTemplate",
    "Row",
    "Step",
    "Thing",
    "Told",
    "Wanted",
    "WhistlePlan",
    "WhistleView",
    "Words",
    "actions_for",
    "approval_for",
    "approvals_for",
    "approvals_of",
    "arbitration_queue",
    "board",
    "call_for",
    "callable_for",
    "callers_of",
    "calls_at_once",
    "calls_for",
    "cards_for",
    "case_by_ref",
    "case_for",
    "case_now",
    "case_page",
    "cases_by_refs",
    "cases_of_caller",
    "cases_under",
    "categories_for",
    "category_by_key",
    "category_chosen",
    "category_in_force",
    "category_of_card",
    "columns_of",
    "communities_for",
    "community_of",
    "counted_in",
    "danger_numbers",
    "desk_for",
    "dispatch_targets",
    "export_rows",
    "facts_of",
    "field_actions",
    "figures_of",
    "filed_by_month",
    "follow_page",
    "has_cases",
    "hints_for",
    "ids_after",
    "labelled",
    "level_at",
    "limits_of",
    "live_calls",
    "month_figures",
    "month_rows",
    "my_call",
    "my_ground",
    "my_jobs",
    "my_things",
    "names_in_force",
    "names_of_keys",
    "next_act",
    "offered_case",
    "oldest_unswept_seconds",
    "open_approval",
    "open_whistle",
    "open_whistles",
    "picture_for",
    "picture_for_reporter",
    "place_line",
    "place_near",
    "place_words",
    "promise_of",
    "published",
    "published_ref",
    "published_steps",
    "queue",
    "queue_piece",
    "refs_seen",
    "reply_templates",
    "reported_between",
    "reporter_by_id",
    "reporter_for",
    "reporter_of",
    "reporter_with_phone",
    "reporters_of",
    "rows_by_ids",
    "rules_of",
    "search_with",
    "seen_by",
    "similar_open",
    "standing",
    "suggested_for",
    "tab_counts",
    "tab_labels",
    "tags_of",
    "target_of",
    "targets_for_all",
    "things_of_phone",
    "titles_for",
    "told_to",
    "unrated_calls",
    "verbs_for",
    "views_of",
    "waiting_reporter",
    "whistle_plan",
    "whistles_of",
    "who_of",
    "words_of",
]
