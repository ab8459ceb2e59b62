"""What the reader may do with a case now. A page offers exactly these, so that nothing that it shows is refused."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from linli.domains.cases import permissions
from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import Approval, ApprovalKind, Case, ClockKind, ClockState, Deadline
from linli.domains.cases.selectors.case import verbs_for
from linli.domains.cases.states import State
from linli.foundation.methods import selectors as methods
from linli.kernel.actor import Actor

_AT_WORK = (State.HANDLING, State.WHISTLED)
_LIVE = (ClockState.RUNNING, ClockState.PAUSED)


def actions_for(actor: Actor, case: Case) -> frozenset[str]:
    """Codes of the actions that are open to the actor: moves of the state, and what can be done beside them.

    At most four statements. Two people at once can still get in each other's way; the services then say who was first.
    """
    prefetch_related_objects([case], "calls")
    rules = methods.rules_for(case.release_id).cases
    verbs = set(verbs_for(actor, case))
    found = verbs & {"dispatch", "accept", "return", "ask", "resume", "resolve", "verify", "explain", "merge", "unlink"}
    found |= {"send-back"} & {verb.replace("_", "-") for verb in verbs}
    found |= {"withdraw"} & verbs
    found |= _sorting(verbs, rules) | _climbing(actor, case, verbs, rules) | _talking(actor, case)
    found |= _handling(actor, case, rules) | _whistling(actor, case, rules)
    if "redirect" in verbs and rules.legal_routes:
        found.add("redirect")
    if {"resolve", "accept"} & verbs and case.true_on_site is None:
        found.add("look")
    return frozenset(found)


def _sorting(verbs: set[str], rules: CaseRules) -> set[str]:
    return {"sort"} if "dispatch" in verbs and rules.triage.choices else set()


def _climbing(actor: Actor, case: Case, verbs: set[str], rules: CaseRules) -> set[str]:
    """The person who has it may climb, and the dispatching office; not from the top."""
    own = case.handler_id is not None and case.handler_id == actor.person_id
    may = permissions.may(actor, "cases.handle" if own else "cases.dispatch", case)
    return {"escalate"} if "escalate" in verbs and may and rules.next_tier(case.tier) else set()


def _talking(actor: Actor, case: Case) -> set[str]:
    found = set()
    if permissions.may(actor, "cases.comment", case):
        found |= {"say", "add-photos"}
    if permissions.may(actor, "cases.reveal", case):
        found.add("reveal")
    if case.is_open and permissions.may(actor, "cases.supervise", case):
        found.add("supervise")
    if case.supervised and permissions.may(actor, "cases.supervise", case):
        found.add("end-supervision")
    held = case.handler_id is not None or case.handler_org_id is not None
    if case.is_open and held and not permissions.is_handler(actor, case):
        found |= {"urge"} if permissions.may(actor, "cases.dispatch", case) else set()
    return found


def _handling(actor: Actor, case: Case, rules: CaseRules) -> set[str]:
    """What whoever has it may do beside the moves: the first contact while it is owed, more time, a pause."""
    if not case.is_open or not permissions.may(actor, "cases.handle", case):
        return set()
    live = live_of(case, ClockKind.CONTACT, ClockKind.RESOLVE)
    found = {"contacted"} if ClockKind.CONTACT in live else set()
    return found | _asking(case, rules, live.get(ClockKind.RESOLVE))


def live_of(case: Case, *kinds: ClockKind) -> dict[str, int]:
    """Which of these clocks are live, and how often each was given more time."""
    rows = Deadline.objects.filter(case=case, kind__in=kinds, state__in=_LIVE).order_by("id")
    return dict(rows.values_list("kind", "extended"))


def _asking(case: Case, rules: CaseRules, extended: int | None) -> set[str]:
    """More time and a pause: once each at a time, as often as the method says, while the work is on."""
    if case.at not in _AT_WORK:
        return set()
    asked = set(Approval.objects.filter(case=case, granted=None, call=None).values_list("kind", flat=True))
    found = {"suspend"} if ApprovalKind.SUSPENSION not in asked else set()
    times = rules.closing.extension.times
    if extended is not None and extended < times and ApprovalKind.EXTENSION not in asked:
        found.add("extend")
    return found


def _whistling(actor: Actor, case: Case, rules: CaseRules) -> set[str]:
    if not rules.whistle.enabled or not _may_call(actor, case, rules):
        return set()
    out = any(call.whistle_id for call in case.calls.all()) and case.whistles.filter(ended_at=None).exists()
    if out:
        return {"call-one-more", "end-whistle"}
    return {"whistle"} if case.at in (State.ASSIGNED, State.HANDLING) and _tier_calls(actor, case, rules) else set()


def _may_call(actor: Actor, case: Case, rules: CaseRules) -> bool:
    """By the area, as the organization that has the case, or as a called one where the method lets those call others."""
    if actor.reaches("cases.whistle", case.area.path):
        return True
    own = actor.org_ids("cases.whistle") & permissions.concerned(case)
    return bool(own) and (case.handler_org_id in own or rules.whistle.departments_may_call)


def _tier_calls(actor: Actor, case: Case, rules: CaseRules) -> bool:
    """Whether a whistle may sound from this tier, or from one that the caller may choose or that it lifts the case to."""
    if not actor.reaches("cases.whistle", case.area.path):
        return True
    here = rules.tier(case.tier)
    above = rules.tiers[rules.tiers.index(here) :]
    if here.may_whistle:
        return True
    if rules.triage.method == "three_whistles":
        return any(tier.may_whistle for tier in above)
    lifted = next((tier for tier in above if tier.kind != "alone"), None) if rules.whistle.raises_tier else None
    return lifted is not None and lifted.may_whistle
