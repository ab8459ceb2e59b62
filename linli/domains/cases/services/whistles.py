"""Whistles: other organizations are called to a case, and the case goes back to its handler when all have reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from linli.domains.cases import events, permissions
from linli.domains.cases.method import CaseRules, Tier
from linli.domains.cases.models import Approval, ApprovalKind, Call, CallState, Case, ClockKind, Whistle
from linli.domains.cases.services import asking, calls, clocks, moves, route, telling
from linli.domains.cases.services.texts import cleaned
from linli.domains.cases.states import State
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations_of
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

#: An organization and whether it leads.
Called = tuple[Any, bool]


@dataclass(frozen=True, slots=True)
class Blown:
    """What came of blowing: the whistle, or the approval that it still needs."""

    whistle: Whistle | None = None
    approval: Approval | None = None


@transaction.atomic
def blow_whistle(
    actor: Actor, *, case: Case, organizations: Sequence[Called], reason: str, tier: str | None = None
) -> Blown:
    """Call organizations to a case: one leads, the others assist. `tier` lifts the case (三哨分流) where the method allows.

    Where the tier needs somebody's agreement first, an approval is asked for instead and nothing is called yet.
    Raises `RuleBroken`: cases.no_whistles, cases.tier_cannot_whistle, cases.department_cannot_call, cases.whistle_out, cases.one_lead,
    cases.nobody_called, cases.called_twice, cases.other_county, cases.organization_closed, cases.already_asked, cases.already_moved.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.whistle", case)
    rules = methods.rules_for(case.release_id).cases
    target = _target(rules, case, tier)
    caller_org = _check_caller(actor, rules, case)
    if caller_org is None and not actor.is_system:
        _check_tier(rules, case, target)
    if _open_whistle(case):
        raise RuleBroken("cases.whistle_out")
    called = _checked(case, organizations)
    reason = cleaned(reason, least=0 if actor.is_system else 1)
    if target.whistle_needs_approval_of and not actor.is_system:
        return Blown(approval=_ask(actor, case, called, reason, target, caller_org))
    return Blown(whistle=blow(actor, case, called, reason, target, caller_org))


def blow(
    actor: Actor, case: Case, called: Sequence[Called], reason: str, tier: Tier, caller_org: int | None = None
) -> Whistle:
    """Blow for a locked, checked case: state, tier, whistle, calls with their clocks, history, notices."""
    rules = methods.rules_for(case.release_id).cases
    lifted = tier.code != case.tier
    moves.move(actor, case, "whistle", **(_lift(rules, case, tier, caller_org) if lifted else {}))
    if lifted:
        clocks.drop(case, *clocks.TIER_KINDS)
        clocks.start(case, ClockKind.RESOLVE, tier.clocks.resolve)
    whistle = Whistle.objects.create(
        case=case,
        tier=tier.code,
        caller_label=actor.label,
        caller_account_id=actor.account_id,
        caller_org_id=caller_org,
        reason=reason,
        blown_at=clock.now(),
    )
    names = "、".join(organization.label for organization, _ in called)
    moves.record(actor, case, events.WhistleBlown(rules.whistle.label, tier.label, names, reason))
    moves.record(actor, case, events.HelpCalled(names))
    for organization, lead in called:
        calls.open_call(case, whistle, organization, lead=lead, rules=rules)
    clocks.refresh_due(case)
    keep_in_scope(actor, case)
    return whistle


@transaction.atomic
def call_one_more(actor: Actor, *, case: Case, organization: Any, lead: bool = False) -> Call:
    """Call one more organization while a whistle is out. It may lead only when nobody leads any more.

    Raises `RuleBroken` cases.no_whistle_out, cases.one_lead, cases.called_twice, cases.other_county, cases.organization_closed.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.whistle", case)
    rules = methods.rules_for(case.release_id).cases
    _check_caller(actor, rules, case)
    whistle = _open_whistle(case)
    if whistle is None:
        raise RuleBroken("cases.no_whistle_out")
    call = add_call(actor, case, whistle, organization, lead=lead)
    keep_in_scope(actor, case)
    return call


def add_call(actor: Actor, case: Case, whistle: Whistle, organization: Any, *, lead: bool) -> Call:
    """One more call of an open whistle, on a locked case; also used when a return is upheld and another one is named."""
    rules = methods.rules_for(case.release_id).cases
    there = list(whistle.calls.exclude(state=CallState.RELEASED))
    if organization.pk in {call.organization_id for call in whistle.calls.all()}:
        raise RuleBroken("cases.called_twice", organization=organization.label)
    if lead and any(call.lead for call in there):
        raise RuleBroken("cases.one_lead")
    _check_organization(case, organization)
    call = calls.open_call(case, whistle, organization, lead=lead, rules=rules)
    moves.record(actor, case, events.CallAdded(organization.label))
    moves.record(actor, case, events.HelpCalled(organization.label))
    clocks.refresh_due(case)
    return call


@transaction.atomic
def end_whistle(actor: Actor, *, case: Case, reason: str) -> None:
    """End the open whistle before everybody has reported; those who haven't are released, and the caller goes on alone.

    Raises `RuleBroken` cases.no_whistle_out.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.whistle", case)
    _check_caller(actor, methods.rules_for(case.release_id).cases, case)
    whistle = _open_whistle(case)
    if whistle is None:
        raise RuleBroken("cases.no_whistle_out")
    finish(actor, case, whistle, cleaned(reason))


def settle(actor: Actor, case: Case) -> bool:
    """End the open whistle of a locked case once no call is left to be answered for; whether it did."""
    whistle = _open_whistle(case)
    if whistle is None or whistle.calls.filter(state__in=calls.LIVE).exists():
        return False
    finish(actor, case, whistle, "")
    return True


def finish(actor: Actor, case: Case, whistle: Whistle, reason: str) -> None:
    """Close a whistle: live calls are released, the case goes back to its handler (where it still waits for the called)."""
    for call in whistle.calls.filter(state__in=calls.LIVE).select_related("organization"):
        calls.release(actor, case, call)
    whistle.ended_at = clock.now()
    whistle.save(update_fields=["ended_at"])
    moves.record(actor, case, events.WhistleEndedEarly(reason) if reason else events.WhistleSettled())
    if case.at is State.WHISTLED:
        moves.move(actor, case, "settle")
        telling.tell_handler(case, telling.SETTLED, key=f"settled:{whistle.pk}")
    clocks.refresh_due(case)


def pass_lead(whistle: Whistle) -> None:
    """Somebody must lead: the first assisting organization whose call is live takes over, if there is one."""
    heir = whistle.calls.filter(state__in=calls.LIVE).order_by("id").first()
    if heir is not None:
        heir.lead = True
        heir.save(update_fields=["lead"])


def execute_plan(actor: Actor, case: Case, approval: Approval) -> Whistle:
    """Blow the whistle that an approval was asked for, as the one who asked for it planned it."""
    plan = approval.plan
    rules = methods.rules_for(case.release_id).cases
    called = [(organizations_of.organization_by_id(pk), lead) for pk, lead in plan["organizations"]]
    return blow(actor, case, _checked(case, called), approval.reason, rules.tier(plan["tier"]), plan["caller_org"])


def _ask(
    actor: Actor, case: Case, called: Sequence[Called], reason: str, tier: Tier, caller_org: int | None
) -> Approval:
    names = "、".join(organization.label for organization, _ in called)
    plan = {
        "organizations": [[organization.pk, lead] for organization, lead in called],
        "names": names,
        "tier": tier.code,
        "caller_org": caller_org,
    }
    post = tier.whistle_needs_approval_of or ""
    approval = asking.ask(actor, case, ApprovalKind.WHISTLE, post=post, reason=reason, plan=plan)
    moves.record(actor, case, events.WhistleAsked(names, reason))
    return approval


def _target(rules: CaseRules, case: Case, wanted: str | None) -> Tier:
    """The tier at which the whistle sounds: the wanted one, else this one, else (raises_tier) the next that isn't alone."""
    if not rules.whistle.enabled:
        raise RuleBroken("cases.no_whistles")
    here = rules.tier(case.tier)
    above = rules.tiers[rules.tiers.index(here) :]
    if wanted is not None:
        named = next((tier for tier in above if tier.code == wanted), None)
        if named is None:
            raise RuleBroken("cases.no_such_tier")
        return named
    if rules.whistle.raises_tier and here.kind == "alone":
        return next((tier for tier in above if tier.kind != "alone"), here)
    return here


def _check_tier(rules: CaseRules, case: Case, target: Tier) -> None:
    here = rules.tier(case.tier)
    if not (here.may_whistle or target.may_whistle):
        raise RuleBroken("cases.tier_cannot_whistle", tier=here.label)


def _check_caller(actor: Actor, rules: CaseRules, case: Case) -> int | None:
    """The organization for which the actor calls, None for those who reach the case by its area.

    A department that was called itself may call others only where the method says so; one that handles the case always may.
    """
    if actor.reaches("cases.whistle", case.area.path):
        return None
    own = actor.org_ids("cases.whistle") & permissions.concerned(case)
    if case.handler_org_id in own:
        return case.handler_org_id
    if not rules.whistle.departments_may_call:
        raise RuleBroken("cases.department_cannot_call")
    return min(own)


def _checked(case: Case, organizations: Sequence[Called]) -> list[Called]:
    """Called organizations, leader first; a single one leads."""
    called = list(organizations)
    if not called:
        raise RuleBroken("cases.nobody_called")
    if len(called) == 1:
        called = [(called[0][0], True)]
    seen: set[int] = set()
    for organization, _ in called:
        if organization.pk in seen:
            raise RuleBroken("cases.called_twice", organization=organization.label)
        seen.add(organization.pk)
        _check_organization(case, organization)
    if sum(bool(lead) for _, lead in called) != 1:
        raise RuleBroken("cases.one_lead")
    return sorted(called, key=lambda pair: not pair[1])


def _check_organization(case: Case, organization: Any) -> None:
    if organization.county_id != case.county_id:
        raise RuleBroken("cases.other_county")
    if not organization.is_open:
        raise RuleBroken("cases.organization_closed", name=organization.label)


def _open_whistle(case: Case) -> Whistle | None:
    return Whistle.objects.filter(case=case, ended_at__isnull=True).first()


def _lift(rules: CaseRules, case: Case, tier: Tier, caller_org: int | None) -> dict[str, Any]:
    """The changes that bring a case to a higher tier: its number, and its handler there.

    The old handler keeps it where nobody is there, and where it is an organization that calls for itself.
    """
    target = route.at_tier(case, tier)
    changes = route.hands(rules, target, case.top_tier_no)
    if not target.is_somebody or caller_org is not None:
        del changes["handler_id"], changes["handler_org"]
    return changes
