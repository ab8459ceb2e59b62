"""Facts that lie in other tables than the case's own: each is asked of a case that has it and of one that hasn't."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests import making as cases
from linli.domains.indicators import selectors
from linli.domains.indicators.method import Indicator, Question
from linli.domains.indicators.rules import period_of
from linli.domains.indicators.selectors.counting import Asked, counted_of, read_rows
from linli.domains.indicators.tests.making import MORNING, SYSTEM, TODAY, again, finished, reporter_of, solved
from linli.kernel import clock


def _urged(cast: Any) -> Any:
    case = cases.open_case(cast)
    services.urge_case(cast.wang_community.actor, case=case, words="请尽快")
    return case


def _objected(cast: Any) -> Any:
    case = cases.open_case(cast)
    services.explain_case(SYSTEM, case=case, reason="超出职责范围")
    return services.object_to(reporter_of(case), words="请再看看") and case


def _supervised(cast: Any) -> Any:
    case = cases.open_case(cast)
    services.supervise_case(SYSTEM, case=case, words="三天内办结")
    return case


def _untrue(cast: Any) -> Any:
    case = cases.open_case(cast)
    services.accept_case(SYSTEM, case=case)
    Case.unscoped.filter(pk=case.pk).update(true_on_site=False)
    return case


def _contacted(cast: Any) -> Any:
    case = cases.open_case(cast)
    services.accept_case(SYSTEM, case=case)
    services.note_contact(SYSTEM, case=again(case), how="phone")
    return case


#: Question → how a case comes by the fact.
MADE = {
    Question(fact="urged", yes=True): _urged,
    Question(fact="objected", yes=True): _objected,
    Question(fact="supervised", yes=True): _supervised,
    Question(fact="whistled", yes=True): lambda cast: cases.whistled(cast)[0],
    Question(fact="untrue", yes=True): _untrue,
    Question(fact="reachable", yes=False): lambda cast: cases.open_case(cast, contact_phone=""),
    Question(fact="contact", one_of=("met",)): _contacted,
    Question(fact="contact", one_of=("none",)): lambda cast: cases.open_case(cast, contact_phone=""),
    Question(fact="stars", at_least=4): lambda cast: solved(cast, MORNING),
    Question(fact="resolve", none_of=("running",)): lambda cast: finished(cast, cases.open_case(cast), MORNING),
}


@pytest.mark.parametrize("question", MADE, ids=lambda one: one.fact)
def test_a_fact_is_true_of_the_one_and_not_of_the_other(cast: Any, question: Question) -> None:
    with clock.frozen(MORNING):
        other = cases.open_case(cast)
        case = MADE[question](cast)
    with clock.frozen(MORNING + timedelta(minutes=5)):
        assert found(cast, question) == {case.pk}
        assert other.pk != case.pk


def found(cast: Any, question: Question) -> set[int]:
    rules = selectors.rules_at(cast.county)
    one = Indicator.model_validate(
        {"label": "x", "assumed": "x", "kind": "count", "moment": "opened", "counted": [question]}
    )
    asked = Asked(cast.chen_centre.actor, cast.county.path, rules, {"x": one}, [period_of("month", TODAY).span])
    return set(read_rows(asked, "x", counted_of(one), first=0, most=100)[0])
