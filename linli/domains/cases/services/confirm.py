"""The resident's word, by the secret link: solved, not solved, or a review of an explanation."""

from __future__ import annotations

from django.db import transaction

from linli.domains.cases import events
from linli.domains.cases import rules as decide
from linli.domains.cases.models import Case, Reporter
from linli.domains.cases.selectors.pinned import calendar_of, rules_of
from linli.domains.cases.services import climb, moves, telling
from linli.domains.cases.services.texts import cleaned, words_within
from linli.domains.cases.services.work import worked_case
from linli.domains.cases.states import State
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

NOT_SOLVED = N_("The resident says it isn't solved: {title}")
REVIEW = N_("A review was asked for: {title}")

_LATER = frozenset({State.UNCONFIRMED, State.CONFIRMED})


@transaction.atomic
def confirm_case(reporter: Reporter, *, solved: bool, stars: int | None = None, words: str = "") -> Case:
    """Say whether it is solved. The first answer of anybody who reported it counts; a later one is told so.

    "Not solved" reopens the case one level up, also some days after the end (`closing.reopen_within`).
    Raises `cases.already_answered`, `cases.too_late_to_answer`, `cases.nothing_asked`, `cases.bad_stars`.
    """
    case = worked_case(reporter)
    words = words_within(words, rules_of(case).limits, least=0)
    if stars is not None and not 1 <= stars <= 5:
        raise RuleBroken("cases.bad_stars")
    _check_asked(case, solved)
    if solved:
        _confirm(case, stars, words)
    else:
        _reopen(case, words)
    return case


@transaction.atomic
def object_to(reporter: Reporter, *, words: str) -> Case:
    """Ask for a review of an explanation: the case goes back to the office, and somebody else looks at it."""
    case = worked_case(reporter)
    if case.at is not State.EXPLAINED:
        raise RuleBroken("cases.nothing_asked")
    public, words = Actor.public(), cleaned(words)
    _check_time(case)
    moves.move(public, case, "object", handler_id=None, handler_org=None)
    moves.record(public, case, events.ReviewAsked(words=words))
    _tell_office(case, REVIEW)
    return case


@transaction.atomic
def lapse_case(actor: Actor, *, case: Case) -> Case:
    """Nobody answered in the county's days: the case ends as unconfirmed, which doesn't count as solved."""
    case = moves.locked(case)
    moves.allow(actor, "cases.verify", case)
    moves.move(actor, case, "lapse")
    moves.record(actor, case, events.CaseLapsed())
    return case


def _confirm(case: Case, stars: int | None, words: str) -> None:
    public = Actor.public()
    moves.move(public, case, "confirm", stars=stars)
    moves.record(public, case, events.CaseConfirmed(stars=stars, words=words))


def _reopen(case: Case, words: str) -> None:
    climb.reopen(Actor.public(), case, words)
    _tell_office(case, NOT_SOLVED)


def _check_asked(case: Case, solved: bool) -> None:
    """An answer counts while it is asked for; "not solved" also later, within the county's days."""
    if case.at is State.ASKING:
        return
    if case.at in _LATER and not solved:
        _check_time(case)
        return
    if case.at in _LATER or case.reopened:
        raise RuleBroken("cases.already_answered")
    raise RuleBroken("cases.nothing_asked")


def _check_time(case: Case) -> None:
    within = rules_of(case).closing.reopen_within
    ended = case.ended_at or clock.now()
    if clock.now() > decide.due(calendar_of(case), ended, within).at:
        raise RuleBroken("cases.too_late_to_answer")


def _tell_office(case: Case, text: str) -> None:
    """Tell whoever verifies at the tier: a person who didn't do the work."""
    posts = rules_of(case).tiers[case.tier_no].verifier_posts
    found = [one.card_id for one in people.holders_up(posts, case.area) if one.card_id != case.handler_id]
    telling.tell(case, found[:1], text, key=f"resident:{clock.now().isoformat()}")
