"""Tables of the cases app, one module for each thing."""

from linli.domains.cases.models.approval import Approval, ApprovalKind
from linli.domains.cases.models.attachment import Attachment, AttachmentKind
from linli.domains.cases.models.case import Case, CaseQuerySet, RequestKind, Urgency
from linli.domains.cases.models.category import Category
from linli.domains.cases.models.deadline import CLOCK_LABELS, LIVE, ClockKind, ClockState, Deadline
from linli.domains.cases.models.origin import Origin
from linli.domains.cases.models.reporter import Reporter, hash_of
from linli.domains.cases.models.view import SavedView
from linli.domains.cases.models.whistle import Call, CallState, Whistle

__all__ = [
    "CLOCK_LABELS",
    "LIVE",
    "Approval",
    "ApprovalKind",
    "Attachment",
    "AttachmentKind",
    "Call",
    "CallState",
    "Case",
    "CaseQuerySet",
    "Category",
    "ClockKind",
    "ClockState",
    "Deadline",
    "Origin",
    "Reporter",
    "RequestKind",
    "SavedView",
    "Urgency",
    "Whistle",
    "hash_of",
]
