"""People who speak for others: whom a reporter speaks as is a claim until a desk says so (X40). Shan's method has a line, Jiang's none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case, Reporter
from linli.domains.cases.selectors import Filters
from linli.domains.cases.tests.making import again, category, codes_of, open_case
from linli.kernel.errors import RuleBroken


def there(cast: Any, **facts: Any) -> Case:
    """A resident's report in Shan."""
    return open_case(cast, county=cast.other_county, area=cast.other_county_grid, **facts)


def at_the_desk(cast: Any, kind: str) -> Case:
    """Somebody of Shan's centre takes down what a caller says."""
    report = services.Report(
        county=cast.other_county, area=cast.other_county_grid, category=category(), text="楼下垃圾堆了三天没人清",
        source="console", contact_phone="10000008888", reporter_kind=kind,
    )  # fmt: skip
    return services.open_case(cast.feng_other_county.actor, report=report).case


def reporter(case: Case) -> Reporter:
    return case.reporters.get()


def found(cast: Any, word: str) -> set[str]:
    page = selectors.queue(cast.feng_other_county.actor, Filters(reporter=word))
    return {row.ref for row in page.rows}


def say(cast: Any, case: Case, kind: str) -> None:
    services.set_reporter_kind(cast.feng_other_county.actor, case=again(case), reporter=reporter(case), kind=kind)


def test_a_resident_only_claims_and_a_desk_makes_it_sure(cast: SimpleNamespace) -> None:
    case = there(cast, reporter_kind="people_deputy")
    assert (reporter(case).kind, reporter(case).kind_confirmed_at) == ("people_deputy", None)
    assert (found(cast, "claimed"), found(cast, "any")) == ({case.ref}, set())
    say(cast, case, "people_deputy")
    assert reporter(case).kind_confirmed_at is not None
    assert (found(cast, "claimed"), found(cast, "any"), found(cast, "people_deputy")) == (set(), {case.ref}, {case.ref})
    assert found(cast, "party_delegate") == set()
    say(cast, case, "people_deputy")
    assert codes_of(case).count("cases.reporter_kind_set") == 1
    say(cast, case, "")
    assert (reporter(case).kind, found(cast, "any")) == ("", set())


def test_a_desk_that_takes_it_down_is_believed(cast: SimpleNamespace) -> None:
    case, plain = at_the_desk(cast, "conference_member"), at_the_desk(cast, "")
    assert reporter(case).kind_confirmed_at is not None
    assert reporter(plain).kind_confirmed_at is None
    assert found(cast, "any") == {case.ref}
    rows = {row.ref: row.reporter_kind for row in selectors.queue(cast.feng_other_county.actor, Filters()).rows}
    assert rows == {case.ref: "conference_member", plain.ref: ""}


def test_a_grid_workers_word_is_a_claim_too(cast: SimpleNamespace) -> None:
    report = services.Report(
        county=cast.other_county, area=cast.other_county_grid, category=category(), text="楼下垃圾堆了三天没人清",
        source="field", contact_phone="10000008888", reporter_kind="party_delegate",
    )  # fmt: skip
    case = services.open_case(cast.luo_other_grid.actor, report=report).case
    assert reporter(case).kind_confirmed_at is None


def test_the_case_page_says_both_and_puts_only_what_is_sure_on_top(cast: SimpleNamespace) -> None:
    case = there(cast, reporter_kind="party_delegate")
    feng = cast.feng_other_county.actor
    shown = selectors.case_page(feng, selectors.case_for(feng, case.ref))
    assert shown.speaks_as == []
    assert [(one.kind_label, one.kind_is_sure) for one in shown.reporters] == [("党代表", False)]
    say(cast, case, "party_delegate")
    shown = selectors.case_page(feng, selectors.case_for(feng, case.ref))
    assert shown.speaks_as == ["党代表"]


def test_what_the_county_does_not_know_is_refused(cast: SimpleNamespace) -> None:
    for act in (
        lambda: there(cast, reporter_kind="emperor"),
        lambda: open_case(cast, reporter_kind="party_delegate"),  # Jiang has no direct line
        lambda: say(cast, there(cast), "emperor"),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == "cases.unknown_reporter_kind"


def test_who_may_not_dispatch_confirms_nothing(cast: SimpleNamespace) -> None:
    case = there(cast, reporter_kind="people_deputy")
    for actor in (cast.luo_other_grid.actor, cast.chen_centre.actor, cast.sun_resident.actor):
        with pytest.raises(RuleBroken) as refused:
            services.set_reporter_kind(actor, case=again(case), reporter=reporter(case), kind="people_deputy")
        assert refused.value.code == "cases.not_yours"
    assert reporter(case).kind_confirmed_at is None


def test_a_reporter_of_another_case_is_none_of_this(cast: SimpleNamespace) -> None:
    case, other = there(cast), there(cast)
    assert selectors.reporter_of(case, reporter(case).pk) == reporter(case)
    with pytest.raises(Http404):
        selectors.reporter_of(case, reporter(other).pk)


def test_a_filter_that_is_no_kind_finds_nothing(cast: SimpleNamespace) -> None:
    there(cast, reporter_kind="people_deputy")
    assert found(cast, "'; --") == set()
