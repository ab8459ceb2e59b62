"""One tier up: because the case is too big or late, or because the resident isn't satisfied."""

from __future__ import annotations

from django.db import transaction

from linli.domains.cases import events
from linli.domains.cases import rules as decide
from linli.domains.cases.models import Case
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.services import moves, route
from linli.domains.cases.services.texts import cleaned
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope


@transaction.atomic
def escalate_case(actor: Actor, *, case: Case, reason: str = "") -> Case:
    """Hand the case one tier up. The handler or the dispatching office may; the sweep does it when time is over.

    Raises `cases.top_tier` at the top and `cases.nobody_there` when a person climbs and nobody is above.
    """
    case = moves.locked(case)
    may = actor.is_system or actor.person_id == case.handler_id is not None
    moves.allow(actor, "cases.handle" if may else "cases.dispatch", case)
    rules = rules_of(case)
    tier = decide.escalation_target(rules, case.tier)
    if tier is None:
        raise RuleBroken("cases.top_tier", tier=rules.tier(case.tier).label)
    target = route.climb_to(case, tier)
    if not target.is_somebody and not actor.is_system:
        raise RuleBroken("cases.nobody_there", tier=tier.label)
    route.place(actor, case, "escalate", target)
    moves.record(actor, case, events.CaseEscalated(tier=target.tier.label, reason=cleaned(reason, least=0)))
    keep_in_scope(actor, case)
    return case


def reopen(actor: Actor, case: Case, words: str) -> None:
    """Give a locked case that isn't solved to the tier that the county names; at the top it stays there."""
    rules = rules_of(case)
    tier = decide.escalation_target(rules, case.tier, to=rules.closing.reopen_to) or rules.tier(case.tier)
    target = route.climb_to(case, tier)
    route.place(actor, case, "reopen", target, reopened=case.reopened + 1, resolved_at=None, stars=None)
    moves.record(actor, case, events.CaseReopened(tier=target.tier.label, words=words))
