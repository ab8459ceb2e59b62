"""Contracts, the company behind its names, monthly reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from linli.domains.notices import selectors as inbox
from linli.domains.property import selectors, services
from linli.domains.property.models import Contract, Report
from linli.domains.property.tests.making import CODES, SYSTEM, company, compound, contract, employee
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import OutOfScope


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda one: one.code == f"property.{code}")


def at(day: date, hour: int = 12) -> Any:
    return clock.frozen(datetime(day.year, day.month, day.day, hour, tzinfo=clock.ZONE))


def test_one_company_serves_many_compounds_and_a_compound_is_served_by_one(cast: Any) -> None:
    firm, other = company(cast), company(cast, "和顺物业", CODES[1])
    first, second = compound(cast), compound(cast, "槐园")
    one = contract(cast, first, firm)
    contract(cast, second, firm)
    with refused("overlaps"):
        contract(cast, first, other, starts_on=date(2026, 1, 1))
    services.end_contract(cast.wang_community.actor, contract=one, on=date(2025, 12, 31), why="合同到期")
    with refused("overlaps"):
        contract(cast, first, other, starts_on=date(2025, 12, 31))
    contract(cast, first, other, starts_on=date(2026, 1, 1))
    with refused("ended_already"):
        services.end_contract(cast.wang_community.actor, contract=one, on=date(2025, 12, 31), why="合同到期")
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it, whoever writes
        Contract.unscoped.filter(pk=one.pk).update(ended_on=date(2026, 1, 1))


def test_who_may_serve_hangs_on_the_form(cast: Any) -> None:
    place = compound(cast)
    nameless = company(cast, "无码物业", "")
    with refused("no_code"):
        contract(cast, place, nameless)
    with refused("unknown_form"):
        contract(cast, place, nameless, form="other")
    committee = company(cast, "柳园业委会", "", kind="owners_committee")
    with refused("wrong_kind"):
        contract(cast, place, committee)
    made = contract(cast, place, committee, form="residents")
    assert made.holder == f"o{committee.pk}"
    with refused("starts_too_late"):
        contract(cast, compound(cast, "槐园"), committee, form="residents", starts_on=date(2099, 1, 1))
    with refused("ends_before"):
        contract(cast, compound(cast, "桃园"), committee, form="residents", planned_to=date(2024, 1, 1))
    with refused("ends_before"):
        services.end_contract(cast.wang_community.actor, contract=made, on=date(2024, 12, 31), why="不做了")


def test_a_company_stays_the_same_when_it_is_renamed_or_founded_anew(cast: Any) -> None:
    firm = company(cast)
    one = contract(cast, firm=firm)
    organizations.change_organization(SYSTEM, organization=firm, name="换了名字的物业")
    one.refresh_from_db()
    services.end_contract(cast.wang_community.actor, contract=one, on=date(2025, 6, 30), why="改制")
    organizations.close_organization(SYSTEM, organization=firm)
    anew = company(cast, "又一个名字")
    two = contract(cast, one.compound, anew, starts_on=date(2025, 7, 1))
    assert one.key == two.key
    page = selectors.public_company(anew.pk)
    assert [row.row.contract.pk for row in page.rows] == [two.pk, one.pk]
    assert page.names == ("换了名字的物业",)


def test_a_code_that_comes_later_begins_no_new_history(cast: Any) -> None:
    firm = company(cast, code="", kind="property_company")
    one = contract(cast, firm=firm, form="cooperative")
    organizations.change_organization(SYSTEM, organization=firm, uscc=CODES[0])
    firm.refresh_from_db()
    services.end_contract(cast.wang_community.actor, contract=one, on=date(2025, 6, 30), why="到期续签")
    assert contract(cast, one.compound, firm, starts_on=date(2025, 7, 1)).key == one.key


def test_who_sees_and_changes_what(cast: Any) -> None:
    made = contract(cast)
    clerk = employee(cast, made.company)
    for name in (
        "li_grid_worker",
        "zhang_grid_leader",
        "wang_community",
        "zhao_dispatcher",
        "chen_centre",
        "wu_leader",
    ):
        assert selectors.contract_for(getattr(cast, name).actor, made.pk)
    assert selectors.contract_for(clerk.actor, made.pk)
    for name in ("qian_other_town", "ma_other_office", "zhou_department", "feng_other_county", "luo_other_grid"):
        with pytest.raises(Http404):
            selectors.contract_for(getattr(cast, name).actor, made.pk)
    for actor in (cast.li_grid_worker.actor, cast.wu_leader.actor, clerk.actor):
        with pytest.raises(PermissionDenied):
            selectors.contract_for(actor, made.pk, "property.manage")
    with pytest.raises(OutOfScope):
        contract(cast, compound(cast, "桃园"), made.company, by=cast.ma_other_office.actor)
    with pytest.raises(OutOfScope):
        services.end_contract(cast.feng_other_county.actor, contract=made, on=date(2025, 6, 30), why="到期")


def test_a_report_a_month_once_in_its_time_and_read_once(cast: Any) -> None:
    made = contract(cast)
    leader, wang = cast.zhang_grid_leader.actor, cast.wang_community.actor
    with at(date(2025, 3, 4)):
        assert selectors.months_open(made) == [date(2025, 2, 1), date(2025, 1, 1)]
        with refused("month_ahead"):
            services.write_report(leader, contract=made, month=date(2025, 3, 1), done="灯修好了")
        with refused("month_not_served"):
            services.write_report(leader, contract=made, month=date(2024, 12, 1), done="灯修好了")
        report = services.write_report(
            leader, contract=made, month=date(2025, 2, 1), done="灯修好了", promised="下月刷楼道"
        )
        with refused("reported_already"):
            services.write_report(wang, contract=made, month=date(2025, 2, 1), done="灯修好了")
        with pytest.raises(OutOfScope):
            services.write_report(cast.qian_other_town.actor, contract=made, month=date(2025, 1, 1), done="灯修好了")
        with pytest.raises(OutOfScope):
            services.mark_read(leader, report=report)
        rows = selectors.reports_of(made)
        assert [(row.month.month, row.is_late, row.report is None) for row in rows] == [
            (2, False, False),
            (1, True, True),
        ]
        services.mark_read(wang, report=report)
        with refused("read_already"):
            services.mark_read(wang, report=report)
        page = selectors.month_page(wang)
        assert (page.month, page.due_on, page.total, page.there, page.read) == (
            date(2025, 2, 1),
            date(2025, 3, 5),
            1,
            1,
            1,
        )
        missing = selectors.month_page(wang, date(2025, 1, 15), missing=True)
        assert [row.is_late for row in missing.rows] == [True]


def test_who_reports_is_asked_twice_before_and_after_the_last_day(cast: Any) -> None:
    contract(cast)
    told = []
    for day in range(1, 9):
        with at(date(2025, 3, day)):
            services.remind()
            services.remind()
            told.append(inbox.unread_count(cast.zhang_grid_leader.actor))
    assert told == [0, 1, 1, 1, 1, 2, 2, 2]
    assert Report.objects.count() == 0


def test_figures_of_forms_coverage_and_changes(cast: Any) -> None:
    old, new = company(cast), company(cast, "和顺物业", CODES[1])
    first, second, third = (compound(cast, name) for name in ("柳园小区", "槐园", "桃园"))
    one = contract(cast, first, old)
    services.end_contract(cast.wang_community.actor, contract=one, on=date(2025, 5, 31), why="到期")
    contract(cast, first, new, starts_on=date(2025, 6, 1))
    contract(cast, second, new, starts_on=date(2025, 6, 1))
    chen = cast.chen_centre.actor
    with at(date(2025, 7, 1)):
        found = selectors.figures(chen, selectors.period_asked(date(2025, 6, 1), date(2025, 6, 30)))
    assert found and (found.compounds, found.served, found.coverage) == (3, 2, 66)
    assert [(row.code, row.count) for row in found.forms] == [
        ("market", 2), ("party_led", 0), ("cooperative", 0), ("residents", 0),
    ]  # fmt: skip
    assert [(one.contract.compound_id, one.before.company_id) for one in found.changed] == [(first.pk, old.pk)]
    assert [one.contract.compound_id for one in found.introduced] == [second.pk]
    assert [one.pk for one in selectors.unserved(chen)] == [third.pk]
    assert selectors.figures(cast.feng_other_county.actor, selectors.period_asked(None, None)).compounds == 0
