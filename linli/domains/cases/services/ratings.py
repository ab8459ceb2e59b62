"""After a call, both sides say how it was: the caller about the help, the called about the whistle. Both count."""

from __future__ import annotations

from django.db import transaction

from linli.domains.cases import events
from linli.domains.cases.models import Call, CallState
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.services import calls, moves
from linli.domains.cases.services.texts import cleaned
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@transaction.atomic
def rate_call(actor: Actor, *, call: Call, stars: int, words: str = "") -> None:
    """The caller's side says how good the help was (1–5). Once; not by the called organization itself.

    Raises `RuleBroken` cases.not_reported_yet, cases.already_rated, cases.bad_stars, cases.not_yours.
    """
    case = moves.locked(call.case)
    call = calls.locked(call)
    moves.allow(actor, "cases.whistle", case)
    if call.organization_id in actor.organizations and not actor.is_system:
        raise RuleBroken("cases.not_yours")
    if call.state != CallState.REPORTED:
        raise RuleBroken("cases.not_reported_yet")
    if call.stars is not None:
        raise RuleBroken("cases.already_rated")
    if not 1 <= stars <= 5:
        raise RuleBroken("cases.bad_stars")
    call.stars, call.stars_words = stars, cleaned(words, least=0, most=200)
    call.save(update_fields=["stars", "stars_words"])
    moves.record(actor, case, events.CallRated(call.organization.label, stars, call.stars_words))


@transaction.atomic
def judge_whistle(actor: Actor, *, call: Call, justified: bool, words: str = "") -> None:
    """The called organization says whether the whistle was justified, once it has reported or was released.

    Raises `RuleBroken` cases.one_side_rates, cases.not_reported_yet, cases.already_rated, cases.not_yours.
    """
    case = moves.locked(call.case)
    call = calls.locked(call)
    calls.allow(actor, call)
    if not rules_of(case).whistle.both_rate:
        raise RuleBroken("cases.one_side_rates")
    if call.state not in (CallState.REPORTED, CallState.RELEASED):
        raise RuleBroken("cases.not_reported_yet")
    if call.justified is not None:
        raise RuleBroken("cases.already_rated")
    call.justified, call.justified_words = justified, cleaned(words, least=0, most=200)
    call.save(update_fields=["justified", "justified_words"])
    line = events.WhistleJustified if justified else events.WhistleUnjustified
    moves.record(actor, case, line(call.organization.label, call.justified_words))
