"""The sweep: clocks that ran out warn, tell one more person, or make the case climb; written down as if a person did it.

Claimed by a conditional UPDATE on (row, running, moment seen): two workers, or a worker and a hand, never do a step twice.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from linli.domains.cases import events
from linli.domains.cases.method import LateStep
from linli.domains.cases.models import Case, ClockKind, ClockState, Deadline
from linli.domains.cases.selectors.pinned import calendar_of, rules_of
from linli.domains.cases.services import climb, clocks, confirm, moves, telling
from linli.domains.cases.states import State
from linli.domains.notices import selectors as notices
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import Kept, change, hole
from linli.kernel.words import N_

logger = logging.getLogger(__name__)

BATCH = 500

SOON = N_("Soon due: {title}")
MISSED = N_("Late: {title}")
STILL_LATE = N_("Still late, please help: {title}")


def sweep_once(county_id: int | None = None) -> int:
    """Take the next step of every clock that is due, up to one batch; returns how many steps were taken.

    `county_id` keeps to one county: several of them may live through different times beside each other (the demo).
    """
    now = clock.now()
    due = _DUE.rows(now=now) if county_id is None else _DUE_IN.rows(now=now, county=county_id)
    return sum(_take_safely(deadline) for deadline in due)


def _due() -> QuerySet[Deadline]:
    rows = Deadline.objects.filter(state=ClockState.RUNNING, act_at__lte=hole("now"))
    return rows.select_related("call__organization").order_by("act_at", "id")


_DUE = Kept(lambda: _due()[:BATCH])
_DUE_IN = Kept(lambda: _due().filter(case__county_id=hole("county"))[:BATCH])


def _take_safely(deadline: Deadline) -> bool:
    """One clock that can't be dealt with must not keep the others waiting."""
    try:
        return _take(deadline)
    except Exception:
        logger.exception("sweep of deadline %s failed", deadline.pk)
        return False


@transaction.atomic
def _take(deadline: Deadline) -> bool:
    """Lock the case first, as every service does; then claim the step, then take it."""
    case = moves.locked_if_free(deadline.case_id)
    if case is None:
        return False
    deadline.case, step, seen = case, deadline.next_step, deadline.act_at
    deadline.next_step += 1
    deadline.act_at = clocks.next_act(deadline, rules_of(case), calendar_of(case, deadline.call))
    if not change(_CLAIM, [deadline.next_step, deadline.act_at, deadline.pk, seen]):
        return False
    _act(case, deadline, step)
    return True


_CLAIM = """
    UPDATE cases_deadline SET next_step = $1, act_at = $2 WHERE id = $3 AND state = 'running' AND act_at = $4
"""


def _act(case: Case, deadline: Deadline, step: int) -> None:
    if deadline.kind == ClockKind.CONFIRM:
        confirm.lapse_case(Actor.system(), case=case)
    elif step == 0:
        _tell_owner(case, deadline, SOON, events.ClockWarned, step)
    elif step == 1:
        _tell_owner(case, deadline, MISSED, events.ClockMissed, step)
    else:
        rules = rules_of(case)
        _late(case, deadline, clocks.steps_after(deadline, rules, rules.tiers[deadline.tier_no])[step - 2], step)


def _late(case: Case, deadline: Deadline, step: LateStep, number: int) -> None:
    if step.tell:
        _tell_another(case, deadline, step.tell, number)
        return
    try:
        climb.escalate_case(Actor.system(), case=case, reason=gettext("late: {clock}").format(clock=deadline.name))
    except RuleBroken as refusal:  # at the top, or moved by hand meanwhile: nothing to climb
        logger.info("case %s doesn't climb: %s", case.ref, refusal)


def _tell_owner(case: Case, deadline: Deadline, text: str, event: type, step: int) -> None:
    """Warn whoever the clock waits for."""
    ids = owners_of(case, deadline)
    telling.tell(case, ids, text, key=_key(deadline, step))
    names = people.names_of(ids)
    moves.record(Actor.system(), case, event(clock=deadline.name, to=_list(list(names.values()))))


def _tell_another(case: Case, deadline: Deadline, post: str, step: int) -> None:
    """Tell the nearest holder of the step's post who wasn't told about this clock before."""
    told = notices.told(f"case:{case.pk}:clock:{deadline.pk}:")
    fresh = [one for one in people.holders_up(post, case.area) if one.card_id not in told][:1]
    telling.tell(case, [one.card_id for one in fresh], STILL_LATE, key=_key(deadline, step))
    names = _list([one.name for one in fresh])
    moves.record(Actor.system(), case, events.LatenessTold(clock=deadline.name, to=names))


def owners_of(case: Case, deadline: Deadline) -> list[int]:
    """Staff cards of those for whom the clock runs."""
    rules = rules_of(case)
    if deadline.call is not None:
        return [one.card_id for one in people.present_in(deadline.call.organization_id)]
    if deadline.kind == ClockKind.ARBITRATE:
        return _nearest([rules.closing.arbitration.by], case)
    tier = rules.tiers[deadline.tier_no]
    if deadline.kind == ClockKind.VERIFY:
        return _nearest(tier.verifier_posts, case)
    in_hand = telling.handlers_of(case) if case.at is not State.RECEIVED else []
    return in_hand or _nearest(tier.verifier_posts, case)


def _nearest(posts: list[str] | tuple[str, ...], case: Case) -> list[int]:
    return [one.card_id for one in people.holders_up(posts, case.area) if one.card_id != case.handler_id][:1]


def _key(deadline: Deadline, step: int) -> str:
    """One key per clock and step, new again after an extension."""
    return f"clock:{deadline.pk}:{deadline.extended}:{step}"


def _list(names: list[str]) -> str:
    return "、".join(names) or gettext("nobody: the post isn't filled")
