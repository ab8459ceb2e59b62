"""The handler's and the verifier's moves: take up, look, ask, resolve, check, explain, send elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from linli.domains.cases import events, permissions
from linli.domains.cases import rules as decide
from linli.domains.cases.models import (
    Approval,
    ApprovalKind,
    AttachmentKind,
    Call,
    CallState,
    Case,
    ClockKind,
    Reporter,
    Whistle,
)
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.services import clocks, moves, pictures, route, telling
from linli.domains.cases.services.texts import cleaned, words_within
from linli.domains.cases.states import State
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.pictures import clean_all
from linli.kernel.words import N_
from linli.kernel.writes import update

TRUE_WORDS = {True: N_("it is as reported"), False: N_("nothing of the kind is there")}
PLEASE_CHECK = N_("Please check the result: {title}")
REPORTER_ANSWERED = N_("The reporter answered: {title}")
CAME_BACK = N_("Came back to you: {title}")

_OUT = (CallState.CALLED, CallState.ACCEPTED, CallState.ARRIVED, CallState.RETURNING)


@transaction.atomic
def accept_case(actor: Actor, *, case: Case, found_true: bool | None = None, note: str = "") -> Case:
    """Take the case up. `found_true` says what the handler saw on site, where that was looked at already."""
    case = _mine(actor, case)
    moves.move(actor, case, "accept")
    moves.record(actor, case, events.CaseAccepted(by=public_name(case)))
    if found_true is not None:
        _look(actor, case, found_true, note)
    return case


@transaction.atomic
def look_on_site(actor: Actor, *, case: Case, found_true: bool, note: str = "") -> Case:
    """Say what is really there; the clock of arriving stops. A case that wasn't taken up yet is taken up by it."""
    case = _mine(actor, case)
    if case.at is State.ASSIGNED:
        moves.move(actor, case, "accept")
        moves.record(actor, case, events.CaseAccepted(by=public_name(case)))
    _look(actor, case, found_true, note)
    return case


@transaction.atomic
def return_case(actor: Actor, *, case: Case, reason: str) -> Case:
    """Give the case back as not one's own; the county's arbiter decides in the county's time (S7)."""
    case = _mine(actor, case)
    reason = cleaned(reason)
    arbiter = rules_of(case).closing.arbitration.by
    Approval.objects.create(
        case=case, kind=ApprovalKind.RETURN, post=arbiter, reason=reason, asked_by=actor.label,
        asked_by_account=actor.account_id, asked_at=clock.now(),
    )  # fmt: skip
    moves.move(actor, case, "return")
    moves.record(actor, case, events.CaseReturned(reason=reason))
    told = people.first_present([arbiter], case.area)
    telling.tell(case, [told.card_id] if told else [], N_("Returned, please decide: {title}"), key=_now_key("returned"))
    return case


@transaction.atomic
def ask_reporter(actor: Actor, *, case: Case, question: str) -> Case:
    """Ask the reporter for something; all clocks wait for the answer."""
    case = _mine(actor, case)
    question = cleaned(question)
    moves.move(actor, case, "ask")
    moves.record(actor, case, events.ReporterAsked(question=question, by=public_name(case)))
    return case


@transaction.atomic
def answer_question(reporter: Reporter, *, words: str) -> Case:
    """The reporter's answer, by the secret link; the handler's clocks run on."""
    case = worked_case(reporter)
    if case.at is not State.WAITING:
        raise RuleBroken("cases.nothing_asked")
    words = words_within(words, rules_of(case).limits, least=1)
    clocks.stop(case, ClockKind.CONTACT)  # the two have spoken
    public = Actor.public()
    moves.move(public, case, "resume")
    moves.record(public, case, events.ReporterAnswered(words=words))
    telling.tell_handler(case, REPORTER_ANSWERED, key=_now_key("answered"))
    return case


@transaction.atomic
def resume_case(actor: Actor, *, case: Case, note: str = "") -> Case:
    """Go on although nobody answered, or because the reason of a suspension is gone."""
    case = _mine(actor, case)
    moves.move(actor, case, "resume")
    moves.record(actor, case, events.CaseResumed(note=cleaned(note, least=0)))
    return case


def resolve_case(actor: Actor, *, case: Case, text: str, public_words: str = "", photos: Sequence[bytes] = ()) -> Case:
    """Say what was done, with pictures. Residents read `public_words` (the text itself where none are given).

    Somebody else checks next; where the county asks for no check, the resident is asked at once.
    """
    rules = rules_of(case)
    text, words = words_within(text, rules.limits), cleaned(public_words, least=0)
    clean = clean_all(photos, rules.limits)
    with transaction.atomic():
        case = _mine(actor, case)
        _release_calls(case)
        moves.move(actor, case, "resolve", resolved_at=clock.now())
        pictures.attach(case, clean, kind=AttachmentKind.AFTER, by=actor.label)
        moves.record(actor, case, events.ResultNoted(text=text))
        moves.record(actor, case, events.CaseResolved(words=words or text, by=public_name(case)))
        if rules.closing.verify_by == "none":
            _ask_resident(Actor.system(), case)
        else:
            _tell_verifier(case)
    return case


@transaction.atomic
def verify_case(actor: Actor, *, case: Case, note: str = "") -> Case:
    """Confirm the result for the office; the resident is asked next. Nobody checks their own work (`cases.own_work`)."""
    case = _to_verify(actor, case)
    _ask_resident(actor, case, note)
    return case


@transaction.atomic
def send_back(actor: Actor, *, case: Case, reason: str) -> Case:
    """The result isn't good enough: the handler goes on with what time was left (返工)."""
    case = _to_verify(actor, case)
    reason = cleaned(reason)
    moves.move(actor, case, "send_back", resolved_at=None)
    moves.record(actor, case, events.CaseSentBack(reason=reason))
    telling.tell_handler(case, CAME_BACK, key=_now_key("sent_back"))
    return case


@transaction.atomic
def explain_case(actor: Actor, *, case: Case, reason: str) -> Case:
    """End the case: it can't be solved, and why. The resident may ask for a review."""
    case = _allowed(actor, case, "cases.explain")
    reason = cleaned(reason)
    _release_calls(case)
    moves.move(actor, case, "explain")
    moves.record(actor, case, events.CaseExplained(reason=reason))
    return case


@transaction.atomic
def redirect_case(actor: Actor, *, case: Case, route: str) -> Case:
    """End the case with the legal route (a kind that the county's rules name) and its answer."""
    case = _allowed(actor, case, "cases.explain")
    found = decide.legal_route_named(rules_of(case), route)
    if found is None:
        raise RuleBroken("cases.unknown_route")
    _release_calls(case)
    moves.move(actor, case, "redirect", legal_route=found.kind)
    moves.record(actor, case, events.CaseRedirected(route=found.label, answer=found.answer))
    return case


@transaction.atomic
def withdraw_case(actor: Actor, *, case: Case, reason: str = "") -> Case:
    """End the case because the reporter takes it back (the office writes it down)."""
    case = _allowed(actor, case, "cases.dispatch")
    return _withdraw(actor, case, reason)


@transaction.atomic
def withdraw_own(reporter: Reporter, *, reason: str = "") -> Case:
    """The first reporter takes the case back by the secret link, unless others have joined it."""
    case = moves.locked(reporter.case)
    if not reporter.is_first or case.reporters.count() > 1:
        raise RuleBroken("cases.not_yours")
    return _withdraw(Actor.public(), case, reason)


@transaction.atomic
def sort_case(actor: Actor, *, case: Case, choice: str) -> Case:
    """Sort a case by the county's own choices (a whistle's kind, small or big): it goes to the tier of the choice."""
    case = _allowed(actor, case, "cases.dispatch")
    rules = rules_of(case)
    found = decide.choice_for(rules, choice)
    if found is None:
        raise RuleBroken("cases.unknown_choice", choice=choice[:40])
    route.place(actor, case, "dispatch", route.climb_to(case, rules.tier(found.tier)))
    moves.record(actor, case, events.CaseSorted(choice=found.label))
    return case


def worked_case(reporter: Reporter) -> Case:
    """The case that a reporter's word goes to, locked: the one that theirs was joined to, else their own."""
    main = Case.unscoped.filter(pk=reporter.case_id).values_list("duplicate_of", flat=True).get()
    return moves.locked(Case(pk=main or reporter.case_id))


def public_name(case: Case) -> str:
    """Who works on the case, as residents read it: the organization, else "" (their page then names the community)."""
    return case.handler_org.label if case.handler_org else ""


def _mine(actor: Actor, case: Case) -> Case:
    return _allowed(actor, case, "cases.handle")


def _allowed(actor: Actor, case: Case, permission: str) -> Case:
    case = moves.locked(case)
    moves.allow(actor, permission, case)
    return case


def _to_verify(actor: Actor, case: Case) -> Case:
    case = _allowed(actor, case, "cases.verify")
    if not actor.is_system and permissions.is_handler(actor, case):
        raise RuleBroken("cases.own_work")
    return case


def _look(actor: Actor, case: Case, found_true: bool, note: str) -> None:
    case.true_on_site = found_true
    update([case], ["true_on_site"])
    clocks.stop(case, ClockKind.ARRIVE)
    finding = gettext(TRUE_WORDS[found_true])
    moves.record(actor, case, events.SiteLooked(finding=finding, note=cleaned(note, least=0)))


def _ask_resident(actor: Actor, case: Case, note: str = "") -> None:
    """Ask whoever reported; without anybody to ask the case ends as unconfirmed."""
    if not Reporter.objects.filter(Q(case=case) | Q(case__duplicate_of=case)).exists():
        moves.move(actor, case, "verify_unasked")
        moves.record(actor, case, events.CaseEndedUnasked())
        return
    moves.move(actor, case, "verify")
    moves.record(actor, case, events.CaseVerified(note=cleaned(note, least=0)))
    until = case.deadlines.filter(kind=ClockKind.CONFIRM).latest("id").due_at
    moves.record(Actor.system(), case, events.ResidentAsked(until=until.isoformat()))


def _tell_verifier(case: Case) -> None:
    tier = rules_of(case).tiers[case.tier_no]
    others = [
        one.card_id for one in people.holders_up(tier.verifier_posts, case.area) if one.card_id != case.handler_id
    ]
    telling.tell(case, others[:1], PLEASE_CHECK, key=_now_key("verify"))


def _release_calls(case: Case) -> None:
    """A case that is done or ended needs nobody's help any more: an open whistle ends with it."""
    now = clock.now()
    if Whistle.objects.filter(case=case, ended_at=None).update(ended_at=now):
        Call.objects.filter(case=case, state__in=_OUT).update(state=CallState.RELEASED)
        Approval.objects.filter(case=case, call__isnull=False, granted=None).update(granted=True, decided_at=now)
        clocks.drop(case, *clocks.CALL_KINDS, ClockKind.ARBITRATE)


def _withdraw(actor: Actor, case: Case, reason: str) -> Case:
    _release_calls(case)
    moves.move(actor, case, "withdraw")
    moves.record(actor, case, events.CaseWithdrawn(reason=cleaned(reason, least=0)[:500]))
    return case


def _now_key(occasion: str) -> str:
    return f"{occasion}:{clock.now().isoformat()}"
