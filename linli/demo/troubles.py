"""What may befall a case while somebody works on it. Each trouble is one wait and one deed, or a question and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from linli.domains.cases import selectors, services
from linli.domains.cases.states import State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.demo.life import Life

Wait = Iterator[float]

#: Refusals of a whistle that mean: this rung is too low for it.
_TOO_LOW = frozenset({"cases.tier_cannot_whistle", "cases.not_yours", "cases.department_cannot_call"})


class Halted(Exception):
    """The script stands here today."""


def revealed(life: Life) -> Wait:
    """The handler looks at the number to call back."""
    yield from life.wait(2.0)
    reporter = selectors.reporter_for(life.token)
    if reporter is not None and reporter.phone_masked:
        services.reveal_contact(life.hand(), case=life.case, reporter=reporter, reason=life.say("reveal_reasons"))


def asked(life: Life) -> Wait:
    """A question to the reporter; the clocks wait."""
    if not life.token:
        return
    yield from life.wait(3.0)
    services.ask_reporter(life.hand(), case=life.case, question=life.say("questions"))


def extended(life: Life) -> Wait:
    """More time is asked for, and mostly granted."""
    yield from life.wait(8.0)
    amount = max(1, int(life.town.rules.closing.extension.at_most.amount) // 2)
    services.ask_extension(life.hand(), case=life.case, amount=amount, reason=life.say("extend_reasons"))
    yield from _answered(life, "extension")


def suspended(life: Life) -> Wait:
    """A pause is asked for, and mostly granted."""
    yield from life.wait(8.0)
    until = clock.today() + timedelta(days=life.chance.randint(4, 20))
    services.ask_suspension(life.hand(), case=life.case, until=until, reason=life.say("suspend_reasons"))
    yield from _answered(life, "suspension")


def whistled(life: Life) -> Wait:
    """Departments are called, from the rung that may call them; where nobody whistles the office hands the case to them."""
    yield from life.wait(4.0)
    if life.case.at is not State.HANDLING:
        return
    if not life.town.rules.whistle.enabled:
        unit = life.town.lead_of(life.case)
        services.dispatch_case(
            life.town.desk(life.case.area), case=life.case, to_org=unit.pk, note=life.say("whistle_reasons")
        )
        return
    try:
        _blow(life)
    except RuleBroken as refusal:
        if refusal.code not in _TOO_LOW:
            raise
        life.script.troubles.insert(0, "whistled")
        services.escalate_case(life.hand(), case=life.case, reason=life.say("whistle_reasons"))
        return
    yield from _answered(life, "whistle")


def _blow(life: Life) -> None:
    called = [(life.town.body(code, life.case.area), at == 0) for at, code in enumerate(life.script.problem.call)]
    services.blow_whistle(life.hand(), case=life.case, organizations=called, reason=life.say("whistle_reasons"))


def noted(life: Life) -> Wait:
    """A note for colleagues, or a line for the resident."""
    yield from life.wait(3.0)
    if life.chance.random() < 0.5:
        services.comment(life.hand(), case=life.case, words=life.say("notes"))
    else:
        services.reply_publicly(life.hand(), case=life.case, words=life.say("replies"))


def explained(life: Life) -> Wait:
    """It can't be solved, and why; some reporters ask for a review."""
    yield from life.wait(20.0)
    services.explain_case(life.town.desk(life.case.area), case=life.case, reason=life.say("explain_reasons"))
    reporter = selectors.reporter_for(life.token)
    if reporter is not None and life.chance.random() < 0.4:
        yield from life.wait(30.0)
        services.object_to(reporter, words=life.say("objections"))


def redirected(life: Life) -> Wait:
    """The law sends it elsewhere."""
    yield from life.wait(6.0)
    route = life.chance.choice(life.town.rules.legal_routes).kind
    services.redirect_case(life.town.desk(life.case.area), case=life.case, route=route)


def withdrawn(life: Life) -> Wait:
    """The reporter takes it back."""
    yield from life.wait(6.0)
    services.withdraw_case(life.town.desk(life.case.area), case=life.case, reason=life.say("withdraw_reasons"))


def stuck(life: Life) -> Wait:
    """Nobody does anything any more; the sweep will."""
    yield from ()
    raise Halted


def _answered(life: Life, kind: str) -> Wait:
    """The answer to an open question of a kind, by whoever may give it; refused now and then."""
    if selectors.open_approval(life.case, kind) is None:
        return
    if life.script.halt == f"{kind}?":
        raise Halted
    yield from life.wait(8.0)
    approval = selectors.open_approval(life.case, kind)
    if approval is not None:
        granted = bool(life.script.halt) or life.chance.random() < 0.85
        words = life.say("grant_words") if granted else life.say("refusal_words")
        services.decide(_decider(life, approval.post), approval=approval, granted=granted, words=words)


def _decider(life: Life, post: str) -> Actor:
    found = life.town.holder([post], life.case.area, but=(life.case.handler_id,))
    return found or life.town.holder(["county_supervisor", "county_leader"], life.case.area) or Actor.system()


TROUBLE: dict[str, Callable[[Life], Wait]] = {
    "revealed": revealed, "asked": asked, "extended": extended, "suspended": suspended, "whistled": whistled, "noted": noted,
    "explained": explained, "redirected": redirected, "withdrawn": withdrawn, "stuck": stuck,
}  # fmt: skip
