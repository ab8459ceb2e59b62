"""What may be done with cases, which roles may do it, and the predicates that look at one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.kernel import policy
from linli.kernel.actor import Actor
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.domains.cases.models import Call, Case

BRING_IN = "cases.bring_in"

PERMISSIONS = {
    "cases.view": N_("See cases"),
    "cases.open": N_("Register a case"),
    "cases.handle": N_("Handle a case"),
    "cases.dispatch": N_("Dispatch a case"),
    "cases.whistle": N_("Blow a whistle"),
    "cases.answer_call": N_("Answer a whistle"),
    "cases.verify": N_("Verify a result"),
    "cases.decide": N_("Decide on returns, extensions and suspensions"),
    "cases.supervise": N_("Supervise a case"),
    "cases.merge": N_("Join and part duplicates"),
    "cases.explain": N_("End a case with an explanation or a legal route"),
    "cases.comment": N_("Write on a case"),
    "cases.reveal": N_("See a reporter's phone number"),
    "cases.export": N_("Export a queue"),
    "cases.board": N_("See the board"),
    BRING_IN: N_("Bring in cases of earlier systems"),
}

_WATCH = {"cases.view", "cases.board"}
_WORK = {"cases.view", "cases.open", "cases.handle", "cases.comment"}
_DESK = _WORK | {"cases.dispatch", "cases.whistle", "cases.verify", "cases.merge", "cases.explain", "cases.reveal"}
_DESK |= {"cases.export", "cases.board"}
_DEPARTMENT = {"cases.view", "cases.handle", "cases.answer_call", "cases.comment", "cases.whistle", "cases.reveal"}

#: Role code (declared by access) → what cases adds to it.
ROLE_PERMISSIONS: dict[str, set[str]] = {
    "helper": {"cases.view", "cases.open", "cases.handle", "cases.comment"},
    "field_worker": _WORK | {"cases.whistle", "cases.reveal"},
    "field_leader": _WORK | {"cases.whistle", "cases.reveal", "cases.verify", "cases.dispatch"},
    "office": _DESK,
    "leader": _WATCH | {"cases.supervise", "cases.decide", "cases.comment", "cases.export", "cases.verify"},
    "centre": _DESK | {"cases.decide", "cases.supervise", BRING_IN},
    "supervisor": _WATCH | {"cases.supervise", "cases.decide", "cases.comment", "cases.export", "cases.verify"},
    "department": _DEPARTMENT,
    "department_leader": _DEPARTMENT | {"cases.export"},
    "observer": _WATCH,
}


def register() -> None:
    """Declare the permissions and hand them to the roles."""
    policy.register_permissions(PERMISSIONS)
    for role, permissions in ROLE_PERMISSIONS.items():
        policy.extend_role(role, frozenset(permissions))


def is_handler(actor: Actor, case: Case) -> bool:
    """Whether the case is in the actor's own hands (as a person, or through an organization)."""
    if actor.is_system:
        return True
    if case.handler_id is not None:
        return case.handler_id == actor.person_id
    return case.handler_org_id in actor.organizations


def is_called(actor: Actor, call: Call) -> bool:
    """Whether the call is for one of the actor's organizations."""
    return actor.is_system or call.organization_id in actor.org_ids("cases.answer_call")


def may(actor: Actor, permission: str, case: Case) -> bool:
    """Whether `permission` holds at this case: by its area, or through an organization that it concerns.

    Handling needs more: the case must be in the actor's own hands.
    """
    if permission == "cases.handle":
        return actor.can(permission) and is_handler(actor, case)
    return actor.reaches(permission, case.area.path) or bool(actor.org_ids(permission) & concerned(case))


def concerned(case: Case) -> frozenset[int]:
    """Organizations that a case concerns: the handling one and the called ones."""
    called = {call.organization_id for call in case.calls.all()}
    return frozenset(called | ({case.handler_org_id} if case.handler_org_id else set()))
