"""Questions to somebody above: more time, a pause, a call of a high tier, a return; and the answers to them."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F

from linli.domains.cases import events
from linli.domains.cases.models import LIVE, Approval, ApprovalKind, Case, ClockKind, Deadline
from linli.domains.cases.selectors.pinned import calendar_of, rules_of
from linli.domains.cases.services import arbitration, clocks, moves, telling, whistles
from linli.domains.cases.services.asking import ask
from linli.domains.cases.services.texts import cleaned
from linli.domains.cases.states import State
from linli.foundation.methods import selectors as methods
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.durations import Duration, Unit
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

#: States in which the handler is at work, so that asking for more time or a pause makes sense.
_AT_WORK = (State.HANDLING, State.WHISTLED)


@transaction.atomic
def ask_extension(actor: Actor, *, case: Case, amount: float, reason: str) -> Approval:
    """Ask for `amount` more (in the method's own unit) on the tier's clock. As often as the method says: once, mostly.

    Raises `RuleBroken` cases.clock_stopped, cases.no_more_time, cases.more_than_allowed, cases.already_asked.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.handle", case)
    most = rules_of(case).closing.extension
    deadline = _resolve_clock(case)
    if deadline.extended >= most.times:
        raise RuleBroken("cases.no_more_time")
    calendar = calendar_of(case)
    if not 0 < amount <= most.at_most.amount:
        raise RuleBroken("cases.more_than_allowed", until=_text(calendar.add(deadline.due_at, most.at_most).at))
    until = _text(calendar.add(deadline.due_at, Duration(amount, Unit(most.at_most.unit))).at)
    plan = {"deadline": deadline.pk, "amount": amount, "unit": most.at_most.unit, "until": until}
    approval = ask(actor, case, ApprovalKind.EXTENSION, post=most.approver, reason=reason, plan=plan)
    moves.record(actor, case, events.ExtensionAsked(until, approval.reason))
    return approval


@transaction.atomic
def ask_suspension(actor: Actor, *, case: Case, until: date, reason: str) -> Approval:
    """Ask to let all clocks wait until the end of a day (挂账): a heating season, a court date.

    Raises `RuleBroken` cases.date_in_past, cases.more_than_allowed, cases.already_asked, cases.already_moved.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.handle", case)
    if case.at not in _AT_WORK:
        raise moves.already_moved(case)
    rules = rules_of(case).closing.suspension
    _check_until(case, until, rules.at_most)
    ends = datetime.combine(until, time.max, clock.ZONE)
    plan = {"until": ends.isoformat(), "day": until.isoformat()}
    approval = ask(actor, case, ApprovalKind.SUSPENSION, post=rules.approver, reason=reason, plan=plan)
    moves.record(actor, case, events.SuspensionAsked(until.isoformat(), approval.reason))
    return approval


@transaction.atomic
def decide(
    actor: Actor,
    *,
    approval: Approval,
    granted: bool,
    words: str = "",
    to_org: int | None = None,
    to_person: int | None = None,
) -> Approval:
    """Answer a question and do at once what follows. A refusal needs words; a granted return of a case needs
    somebody else (`to_org` or `to_person`: ids), that of a call may name another organization.

    Raises `RuleBroken` cases.already_decided (with who), cases.not_own_question, cases.not_your_decision, cases.needs_words,
    cases.whom_instead.
    """
    case = moves.locked(approval.case)
    approval = _locked(approval)
    if approval.granted is not None:
        raise RuleBroken("cases.already_decided", who=approval.decided_by)
    _check_decider(actor, case, approval)
    words = cleaned(words, least=0 if granted else 1)
    kind = ApprovalKind(approval.kind)
    approval.granted, approval.words, approval.decided_by = granted, words, actor.label
    if kind is ApprovalKind.RETURN:
        arbitration.carry_out(actor, case, approval, to_org=to_org, to_person=to_person)
    elif granted:
        moves.record(actor, case, events.ApprovalGranted(kind.value, words))
        _CARRY_OUT[kind](actor, case, approval)
    else:
        moves.record(actor, case, events.ApprovalRefused(kind.value, words))
    approval.decided_at = clock.now()  # after the move: this is how `end_suspensions` finds the question behind a pause
    approval.save(update_fields=["granted", "words", "decided_by", "decided_at"])
    telling.tell_asker(case, approval)
    if not approval.call_id and kind is not ApprovalKind.RETURN:
        keep_in_scope(actor, case)
    return approval


@transaction.atomic
def extend_promise(actor: Actor, *, case: Case, by: Duration, times: int) -> Case:
    """Move what was promised to the resident, where whoever set the time (a hotline) has agreed; `times`: as often as that, all in all.

    Raises `RuleBroken` cases.clock_stopped, cases.no_more_time.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.decide", case)
    deadline = Deadline.objects.filter(case=case, kind=ClockKind.PROMISE, state__in=LIVE).order_by("-id").first()
    if deadline is None:
        raise RuleBroken("cases.clock_stopped")
    if deadline.extended >= times:
        raise RuleBroken("cases.no_more_time")
    deadline.case = case
    clocks.extend(deadline, by)
    moves.record(actor, case, events.TimeExtended(_text(deadline.due_at)))
    return case


def end_suspensions(limit: int = 200) -> int:
    """Let cases go on whose day has come (the sweep calls this); returns how many. Safe with two workers."""
    now = clock.now()
    due = Approval.objects.filter(
        kind=ApprovalKind.SUSPENSION,
        granted=True,
        case__state=State.SUSPENDED,
        decided_at__gte=F("case__state_since"),
    )
    over = [row for row in due.select_related("case")[: limit * 5] if datetime.fromisoformat(row.plan["until"]) <= now]
    return sum(_end_suspension(row) for row in over[:limit])


@transaction.atomic
def _end_suspension(approval: Approval) -> bool:
    case = moves.locked(approval.case)
    if case.at is not State.SUSPENDED:
        return False
    system = Actor.system()
    moves.move(system, case, "resume")
    moves.record(system, case, events.SuspensionOver())
    telling.tell_handler(case, telling.RESUMED, key=f"resumed:{approval.pk}")
    return True


def _extend(actor: Actor, case: Case, approval: Approval) -> None:
    """Longer by what was asked for, from the clock's own end; late ones too, since the question may have waited."""
    plan = approval.plan
    deadline = Deadline.objects.select_related("case", "call").get(pk=plan["deadline"])
    deadline.case = case
    clocks.extend(deadline, Duration(plan["amount"], Unit(plan["unit"])))
    moves.record(actor, case, events.TimeExtended(_text(deadline.due_at)))


def _suspend(actor: Actor, case: Case, approval: Approval) -> None:
    moves.move(actor, case, "suspend")
    moves.record(actor, case, events.CaseSuspended(approval.plan["day"]))


def _whistle(actor: Actor, case: Case, approval: Approval) -> None:
    whistles.execute_plan(actor, case, approval)


_CARRY_OUT = {
    ApprovalKind.EXTENSION: _extend,
    ApprovalKind.SUSPENSION: _suspend,
    ApprovalKind.WHISTLE: _whistle,
}


def _check_decider(actor: Actor, case: Case, approval: Approval) -> None:
    """Permission at the case, the right post where it is filled, and never the one who asked."""
    moves.allow(actor, "cases.decide", case)
    if actor.is_system:
        return
    if approval.asked_by_account is not None and approval.asked_by_account == actor.account_id:
        raise RuleBroken("cases.not_own_question")
    holders = people.holders_up([approval.post], case.area)
    if holders and actor.person_id not in {holder.card_id for holder in holders}:
        raise RuleBroken("cases.not_your_decision", post=post_label(case, approval.post))


def post_label(case: Case, code: str) -> str:
    """The county's own name of a post; the code itself for a post that the method no longer has."""
    post = methods.rules_for(case.release_id).organizations.posts.get(code)
    return post.label if post else code


def _locked(approval: Approval) -> Approval:
    rows = Approval.objects.select_for_update(of=("self",)).select_related("call__organization", "call__whistle")
    return rows.get(pk=approval.pk)


def _resolve_clock(case: Case) -> Deadline:
    live = Deadline.objects.filter(case=case, kind=ClockKind.RESOLVE, state__in=LIVE)
    deadline = live.order_by("-id").first()
    if deadline is None:
        raise RuleBroken("cases.clock_stopped")
    return deadline


def _check_until(case: Case, until: date, most: Duration) -> None:
    if until <= clock.today():
        raise RuleBroken("cases.date_in_past")
    last = calendar_of(case).add(clock.now(), most).at.astimezone(clock.ZONE).date()
    if until > last:
        raise RuleBroken("cases.more_than_allowed", until=last.isoformat())


def _text(at: datetime) -> str:
    """A moment as it stands in history: civil time, without a language."""
    return f"{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
