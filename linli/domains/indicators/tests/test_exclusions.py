"""Cases taken out of the appraisal."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases.tests import making as cases
from linli.domains.cases.tests.test_at_once import both
from linli.domains.indicators import selectors, services
from linli.domains.indicators.models import Exclusion
from linli.domains.indicators.tests.making import figure, page, solved
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


def out(cast: Any, case: Any, by: Any = None) -> Exclusion:
    return services.exclude_case(
        (by or cast.chen_centre).actor, case=case, reason="dishonest", words="同一件事一天报了十次"
    )


def test_it_counts_nowhere_and_stands_among_what_is_left_out(cast: Any) -> None:
    case, other = solved(cast), solved(cast)
    row = out(cast, case)
    found = page(cast.chen_centre)
    assert [(one.counted, one.of) for one in found.sum.figures] == [(1, 1)] * 3
    assert {(one.label, one.count) for one in found.left} == {("非诚信", 1)}
    services.include_case(cast.chen_centre.actor, exclusion=row, case=case, words="查错了")
    assert figure(page(cast.chen_centre).sum, "resolution") == (2, 2)
    assert page(cast.chen_centre).left == []
    assert cases.codes_of(case)[-2:] == ["indicators.excluded", "indicators.included"]
    assert other.ref != case.ref
    assert out(cast, case).pk != row.pk  # once more is a new one


def test_once_at_a_time_and_for_a_reason_of_the_method(cast: Any) -> None:
    case = solved(cast)
    for reason, words, code in (("odd", "查过了", "unknown_reason"), ("force", " \x00 ", "words_needed")):
        with pytest.raises(RuleBroken) as refused:
            services.exclude_case(cast.chen_centre.actor, case=case, reason=reason, words=words)
        assert refused.value.code == f"indicators.{code}"
    out(cast, case)
    with pytest.raises(RuleBroken, match="already_out"):
        out(cast, case)
    with pytest.raises(RuleBroken, match="not_yours"):
        out(cast, solved(cast), by=cast.wang_community)
    with pytest.raises(RuleBroken, match="not_yours"):
        out(cast, solved(cast), by=cast.feng_other_county)


def test_an_objection_is_answered_by_somebody_else(cast: Any) -> None:
    case = solved(cast)
    row = out(cast, case)
    assert not selectors.standing_of(cast.chen_centre.actor, case).may_object
    assert selectors.standing_of(cast.wang_community.actor, case).may_object
    services.object_to_exclusion(cast.wang_community.actor, exclusion=row, case=case, words="当面核实过")
    with pytest.raises(RuleBroken, match="objected_already"):
        services.object_to_exclusion(cast.zhao_dispatcher.actor, exclusion=row, case=case, words="当面核实过")
    with pytest.raises(RuleBroken, match="own_decision"):
        services.keep_excluded(cast.chen_centre.actor, exclusion=row, case=case, words="不改")
    assert [one.pk for one in selectors.waiting_objections(cast.chen_centre.actor)] == [row.pk]
    assert not selectors.waiting_objections(cast.wang_community.actor).exists()
    assert not selectors.waiting_objections(cast.feng_other_county.actor).exists()
    services.keep_excluded(Actor.system(), exclusion=row, case=case, words="证据充分")
    with pytest.raises(RuleBroken, match="nothing_to_answer"):
        services.keep_excluded(Actor.system(), exclusion=row, case=case, words="证据充分")
    assert figure(page(cast.chen_centre).sum, "resolution") == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_take_it_out_at_once(cast: Any) -> None:
    case = cases.open_case(cast)
    twice = both(lambda: out(cast, case), lambda: out(cast, case))
    assert twice == ["done", "indicators.already_out"]
    assert cases.codes_of(case).count("indicators.excluded") == 1
