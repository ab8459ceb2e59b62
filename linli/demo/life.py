"""The life of one case: at each state somebody waits a while and does what people do there, through the services.

A life is a generator of waits. It looks at the case anew after each one, so that whatever the sweep did meanwhile (told, climbed,
ended) is simply the state in which it goes on; a refusal by the rules is taken as people take it, and tried otherwise later.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from linli.demo.pictures import picture
from linli.demo.script import Script
from linli.demo.town import hours_of
from linli.demo.troubles import TROUBLE, Halted
from linli.domains.cases import selectors, services
from linli.domains.cases.states import ContactWay, State
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.demo.town import Town

#: Hours until something is done; the year turns them into moments when people are awake.
Wait = Iterator[float]
#: No life has more turns than that; one that does runs in a circle.
MOST_TURNS = 80
_CALL_ORDER = ("returning", "called", "accepted", "arrived")


class Life:
    """One case with its script, its reporter's secret and its own chance."""

    def __init__(self, town: Town, script: Script, opened: services.Opened, chance: random.Random) -> None:
        self.town, self.script, self.chance = town, script, chance
        self.token, self.case = opened.token, opened.case
        self.looked = -1
        self.called_in = 0
        self.refused = 0

    def run(self) -> Wait:
        """Waits, with what happens between them, until the case ends or the script halts."""
        for _ in range(MOST_TURNS):
            self.again()
            if not self.case.is_open or self.case.state == self.script.halt:
                return
            try:
                yield from STEPS[self.case.at](self)
            except Halted:
                return
            except RuleBroken:
                self.refused += 1
                yield 2.0

    def again(self) -> Any:
        """The case as it stands now; read whole only where it was moved to another place."""
        now = selectors.standing(self.case.pk)
        if now.area_id != self.case.area_id:
            self.case = selectors.case_now(self.case.pk)
        for name, value in now._asdict().items():
            setattr(self.case, name, value)
        return self.case

    def wait(self, hours: float, low: float = 0.1, high: float = 0.5) -> Wait:
        """A share of `hours`, or the script's own pace; looks at the case again afterwards."""
        yield self.script.pace or hours * self.chance.uniform(low, high)
        self.again()

    def hand(self) -> Actor:
        """Whoever has the case."""
        return self.town.hand_of(self.case) or self.town.desk(self.case.area)

    def say(self, key: str) -> str:
        """One of the year's words."""
        return str(self.chance.choice(self.town.words[key]))

    def tier(self) -> Any:
        """The rung on which the case stands."""
        return self.town.rules.tiers[self.case.tier_no]

    def photo(self, *, done: bool) -> tuple[bytes, ...]:
        """A picture, for some."""
        if self.chance.random() > self.town.words["photographed"]:
            return ()
        return (picture(self.script.problem.category, done=done),)


def received(life: Life) -> Wait:
    """The office gives it to somebody: a person near the personas where the place was unknown, else the department."""
    yield from life.wait(6.0)
    case, desk = life.case, life.town.desk(life.case.area)
    worker = life.town.holder(("grid_worker", "estate_secretary"), life.town.focus)
    if case.area_id == life.town.county.pk and worker is not None:
        services.dispatch_case(desk, case=case, to_person=worker.person_id, note=life.say("dispatch_notes"))
    else:
        services.dispatch_case(desk, case=case, to_org=life.town.lead_of(case).pk)


def assigned(life: Life) -> Wait:
    """Taken up in time mostly; given back by some who say that it isn't theirs. Some go to a department, which sees them through."""
    slow = life.script.slow if life.chance.random() < 0.4 else 0.0
    yield from life.wait(hours_of(life.tier().clocks.answer) * (slow or 1.0), 0.1, 0.6)
    if life.case.at is not State.ASSIGNED:
        return
    if life.script.to_department:
        life.script.to_department = False
        lead, desk = life.town.lead_of(life.case), life.town.desk(life.case.area)
        services.dispatch_case(desk, case=life.case, to_org=lead.pk, note=life.say("dispatch_notes"))
    elif life.script.returned:
        life.script.returned = False
        services.return_case(life.hand(), case=life.case, reason=life.say("return_reasons"))
    else:
        services.accept_case(life.hand(), case=life.case)
        _call_the_reporter(life)


def _call_the_reporter(life: Life) -> None:
    """Whoever isn't slow calls as soon as they take it up; the slow ones answer with the result."""
    reporter = selectors.reporter_for(life.token) if life.token and not life.script.slow else None
    if reporter is not None and reporter.phone_masked and life.called_in != reporter.pk:
        life.called_in = reporter.pk
        services.note_contact(life.hand(), case=life.case, how=ContactWay.PHONE)


def handling(life: Life) -> Wait:
    """On the spot first, then the troubles of the script one by one, then the work itself."""
    arrive = life.tier().clocks.arrive
    if arrive and life.looked != life.case.tier_no:
        yield from life.wait(hours_of(arrive), 0.1, 0.5)
        if life.case.at is State.HANDLING:
            life.looked = life.case.tier_no
            services.look_on_site(life.hand(), case=life.case, found_true=True, note=life.say("findings"))
    elif life.script.troubles:
        yield from TROUBLE[life.script.troubles.pop(0)](life)
    else:
        yield from _work(life)


def _work(life: Life) -> Wait:
    slow, life.script.slow = life.script.slow, 0.0
    yield from life.wait(life.town.work_hours(life.case) * (slow or 1.0), 0.1, 0.5)
    if life.case.at is State.HANDLING:
        problem = life.script.problem
        photos = life.photo(done=True)
        services.resolve_case(life.hand(), case=life.case, text=problem.fix, public_words=problem.says, photos=photos)


def whistled(life: Life) -> Wait:
    """One step of one call: whoever is furthest behind comes first."""
    if life.script.calls_done == 0:
        raise Halted
    calls = selectors.live_calls(life.case)
    if not calls:
        yield 4.0
        return
    call = min(calls, key=lambda one: (_CALL_ORDER.index(one.state), one.pk))
    yield from life.wait(_call_hours(life, call.state), 0.1, 0.4)
    if life.case.at is State.WHISTLED:
        life.script.calls_done -= 1
        _CALL_STEPS[call.state](life, call)


def _call_hours(life: Life, state: str) -> float:
    limits = life.town.rules.whistle.clocks
    late = 4.0 if life.script.late_call else 1.0
    life.script.late_call = False
    lengths = {"called": limits.answer, "accepted": limits.arrive, "arrived": limits.report}
    return hours_of(lengths[state]) * late if state in lengths else 5.0


def _called(life: Life, call: Any) -> None:
    actor = life.town.somebody_in(call.organization_id) or Actor.system()
    if life.script.call_returned:
        life.script.call_returned = False
        services.return_call(actor, call=call, reason=life.say("return_reasons"))
    else:
        services.answer_call(actor, call=call)


def _accepted(life: Life, call: Any) -> None:
    actor = life.town.somebody_in(call.organization_id) or Actor.system()
    services.arrive_at(actor, call=call, place=life.town.where(life.case.area)[:60])


def _arrived(life: Life, call: Any) -> None:
    actor = life.town.somebody_in(call.organization_id) or Actor.system()
    services.report_call(actor, call=call, text=life.script.problem.fix)
    if life.again().at is State.HANDLING:
        _rate(life)


def _rate(life: Life) -> None:
    """Both sides say how it was, once all have reported."""
    for call in selectors.unrated_calls(life.case):
        stars = life.chance.choices((5, 4, 3, 2), (6, 4, 2, 1))[0]
        services.rate_call(life.hand(), call=call, stars=stars)
        called = life.town.somebody_in(call.organization_id)
        if called is not None and life.town.rules.whistle.both_rate:
            services.judge_whistle(called, call=call, justified=life.chance.random() < 0.9)


def _returning(life: Life, call: Any) -> None:
    approval = selectors.open_approval(life.case)
    if approval is not None:
        _decide(life, approval, granted=life.chance.random() < 0.5)


_CALL_STEPS: dict[str, Callable[[Life, Any], None]] = {
    "called": _called, "accepted": _accepted, "arrived": _arrived, "returning": _returning,
}  # fmt: skip


def returned(life: Life) -> Wait:
    """The arbiter decides: to the department of the duty list, or back into the same hands."""
    yield from life.wait(hours_of(life.town.rules.closing.arbitration.within), 0.1, 0.6)
    approval = selectors.open_approval(life.case)
    if approval is not None:
        _decide(life, approval, granted=life.chance.random() < 0.6)


def _decide(life: Life, approval: Any, *, granted: bool) -> None:
    arbiter = decider(life, approval)
    to = life.town.lead_of(life.case).pk if granted and approval.call_id is None else None
    words = life.say("arbitration_words") if granted else life.say("refusal_words")
    services.decide(arbiter, approval=approval, granted=granted, words=words, to_org=to)


def decider(life: Life, approval: Any) -> Actor:
    """Who answers a question: the post that the rules name, else the county's supervisor."""
    found = life.town.holder([approval.post], life.case.area) or life.town.holder(["county_supervisor"], life.case.area)
    return found or Actor.system()


def waiting(life: Life) -> Wait:
    """The reporter answers mostly; else the handler goes on without."""
    yield from life.wait(20.0)
    reporter = selectors.reporter_for(life.token)
    if reporter is not None and life.chance.random() < 0.8:
        services.answer_question(reporter, words=life.say("answers"))
    else:
        services.resume_case(life.hand(), case=life.case)


def suspended(life: Life) -> Wait:
    """Nothing until the day has come."""
    yield 12.0
    services.end_suspensions()


def resolved(life: Life) -> Wait:
    """Somebody else looks at the result."""
    yield from life.wait(hours_of(life.tier().clocks.verify), 0.1, 0.5)
    if life.case.at is not State.RESOLVED:
        return
    verifier = life.town.holder(life.tier().verifier_posts, life.case.area, but=(life.case.handler_id,))
    if life.script.sent_back:
        life.script.sent_back = False
        services.send_back(verifier or Actor.system(), case=life.case, reason=life.say("send_back_reasons"))
    else:
        services.verify_case(verifier or Actor.system(), case=life.case)


def asking(life: Life) -> Wait:
    """The reporter's word, or none."""
    yield from life.wait(30.0, 0.1, 1.2)
    reporter = selectors.reporter_for(life.token)
    if reporter is None or life.script.answer == "silent":
        yield 24.0
    elif life.script.answer == "unhappy":
        life.script.answer = "solved"
        services.confirm_case(reporter, solved=False, words=life.say("words_unhappy"))
    else:
        stars = life.chance.choices((5, 4, 3), (6, 3, 1))[0]
        services.confirm_case(reporter, solved=True, stars=stars, words=_thanks(life))


def _thanks(life: Life) -> str:
    return life.say("words_solved") if life.chance.random() < 0.6 else ""


STEPS: dict[State, Callable[[Life], Wait]] = {
    State.RECEIVED: received, State.ASSIGNED: assigned, State.HANDLING: handling, State.WHISTLED: whistled,
    State.RETURNED: returned, State.WAITING: waiting, State.SUSPENDED: suspended, State.RESOLVED: resolved,
    State.ASKING: asking,
}  # fmt: skip
