"""Everything that changes a case; one module for each group of verbs."""

from linli.domains.cases.services.approvals import (
    ask_extension,
    ask_suspension,
    decide,
    end_suspensions,
    extend_promise,
)
from linli.domains.cases.services.calls import answer_call, arrive_at, report_call, return_call
from linli.domains.cases.services.categories import import_categories, load_shipped_categories
from linli.domains.cases.services.climb import escalate_case
from linli.domains.cases.services.confirm import confirm_case, lapse_case, object_to
from linli.domains.cases.services.desk import (
    drop_view,
    save_view,
    set_category,
    set_reporter_kind,
    urge_case,
    urge_many,
)
from linli.domains.cases.services.drafts import drop_draft_photo, drop_old_drafts, keep_draft_photo, read_draft_photo
from linli.domains.cases.services.duplicates import merge_cases, merge_many, unlink_case
from linli.domains.cases.services.export import TYPE as EXPORT_TYPE
from linli.domains.cases.services.export import export_cases
from linli.domains.cases.services.intake import Opened, Report, check_place, join_case, open_case
from linli.domains.cases.services.past import BroughtIn, PastCase, bring_in
from linli.domains.cases.services.portal import report_from_portal
from linli.domains.cases.services.ratings import judge_whistle, rate_call
from linli.domains.cases.services.reporters import tell_about, tell_received, told_person
from linli.domains.cases.services.route import dispatch_case, dispatch_many, route_case
from linli.domains.cases.services.sweep import sweep_once
from linli.domains.cases.services.talk import (
    attach_photos,
    comment,
    end_supervision,
    note_contact,
    reply_publicly,
    reveal_contact,
    supervise_case,
)
from linli.domains.cases.services.telling import tell_handler
from linli.domains.cases.services.texts import cleaned
from linli.domains.cases.services.versions import hold
from linli.domains.cases.services.whistles import Blown, blow_whistle, call_one_more, end_whistle
from linli.domains.cases.services.work import (
    accept_case,
    answer_question,
    ask_reporter,
    explain_case,
    look_on_site,
    redirect_case,
    resolve_case,
    resume_case,
    return_case,
    send_back,
    sort_case,
    verify_case,
    withdraw_case,
    withdraw_own,
)
from linli.kernel.pictures import TooLarge, read_uploads

__all__ = [
    "EXPORT_TYPE",
    "Blown",
    "BroughtIn",
    "Opened",
    "PastCase",
    "Report",
    "TooLarge",
    "accept_case",
    "answer_call",
    "answer_question",
    "arrive_at",
    "ask_extension",
    "ask_reporter",
    "ask_suspension",
    "attach_photos",
    "blow_whistle",
    "bring_in",
    "call_one_more",
    "check_place",
    "cleaned",
    "comment",
    "confirm_case",
    "decide",
    "dispatch_case",
    "dispatch_many",
    "drop_draft_photo",
    "drop_old_drafts",
    "drop_view",
    "end_supervision",
    "end_suspensions",
    "end_whistle",
    "escalate_case",
    "explain_case",
    "export_cases",
    "extend_promise",
    "hold",
    "import_categories",
    "join_case",
    "judge_whistle",
    "keep_draft_photo",
    "lapse_case",
    "load_shipped_categories",
    "look_on_site",
    "merge_cases",
    "merge_many",
    "note_contact",
    "object_to",
    "open_case",
    "rate_call",
    "read_draft_photo",
    "read_uploads",
    "redirect_case",
    "reply_publicly",
    "report_call",
    "report_from_portal",
    "resolve_case",
    "resume_case",
    "return_call",
    "return_case",
    "reveal_contact",
    "route_case",
    "save_view",
    "send_back",
    "set_category",
    "set_reporter_kind",
    "sort_case",
    "supervise_case",
    "sweep_once",
    "tell_about",
    "tell_handler",
    "tell_received",
    "told_person",
    "unlink_case",
    "urge_case",
    "urge_many",
    "verify_case",
    "withdraw_case",
    "withdraw_own",
]
