"""A county with something on every desk: cases in hand, one that was given back, a whistle that rings, one that is late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County

PROBLEMS = ("楼下垃圾堆了三天没人清", "路灯坏了一个星期", "单元门口积水", "消防通道停满了车")


def at_work() -> tuple[County, list[Case]]:
    """The county and its cases, newest last: late, whistled, given back, in hand."""
    county = counties.build("huancui")
    with clock.frozen(clock.now() - timedelta(days=12)):
        cases = [_filed(county, PROBLEMS[0])]
    cases += [_filed(county, text) for text in PROBLEMS[1:]]
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        _whistle(county, cases[1])
        services.return_case(_handler(county, cases[2]), case=_taken(county, cases[2]), reason="地点不在本网格")
        _taken(county, cases[3])
    return county, cases


def _filed(county: County, text: str) -> Case:
    report = services.Report(
        county=county.root, area=county.home, category=category(), text=text, contact_phone="10000009999"
    )
    return services.open_case(Actor.public(), report=report).case


def _handler(county: County, case: Case) -> Any:
    return counties.actor_of(county.by_card(case.handler_id)[1])


def _taken(county: County, case: Case) -> Case:
    return services.accept_case(_handler(county, case), case=case)


def _whistle(county: County, case: Case) -> None:
    """Two bodies are called that have somebody to answer; the first does."""
    staff = [counties.actor_of(account) for account in county.people.values()]
    answers = {pk: actor for actor in staff for pk in actor.org_ids("cases.answer_call")}
    bodies = [one for one in organizations.callable_for(case.area) if one.pk in answers]
    called = [(one, not at) for at, one in enumerate(bodies[:2])]
    worker = _handler(county, case)
    blown = services.blow_whistle(worker, case=_taken(county, case), organizations=called, reason="要两家一起来")
    assert blown.whistle is not None
    call = blown.whistle.calls.select_related("case", "organization").order_by("id")[0]
    services.answer_call(answers[call.organization_id], call=call)
