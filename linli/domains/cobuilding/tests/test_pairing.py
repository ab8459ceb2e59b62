"""Who is attached to what, coverage, visits with what they found, and who hasn't gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as case_work
from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.models import ContactVisit, Pairing
from linli.domains.cobuilding.tests.making import SYSTEM, again, compound, led, paired
from linli.foundation.organizations import services as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

SHANGHAI = ZoneInfo("Asia/Shanghai")


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_one_unit_to_several_compounds_all_or_none(cast: Any) -> None:
    first, second = compound(cast, "东苑"), compound(cast, "西苑")
    zhao = cast.zhao_dispatcher.actor
    made = services.pair(
        zhao,
        kind="unit_compound",
        organization=cast.bureau,
        compounds=[first, second],
        themes=["service", "governance"],
    )
    assert [(row.compound, row.area_id, row.themes) for row in made] == [
        (first, cast.community.pk, ["governance", "service"]), (second, cast.community.pk, ["governance", "service"]),
    ]  # fmt: skip
    third = compound(cast, "南苑")
    with refused("cobuilding.paired_already"):
        services.pair(zhao, kind="unit_compound", organization=cast.bureau, compounds=[third, first])
    assert not Pairing.unscoped.filter(compound=third).exists()


def test_odd_pairings_are_refused(cast: Any) -> None:
    zhao, place = cast.zhao_dispatcher.actor, compound(cast)
    card = people.card_by_id(cast.wu_leader.card_id)
    for code, facts in {
        "cobuilding.unknown": {"kind": "nobody", "organization": cast.bureau, "compounds": [place]},
        "cobuilding.one_holder": {"kind": "unit_compound", "card": card, "compounds": [place]},
        "cobuilding.wrong_ground": {"kind": "unit_compound", "organization": cast.bureau, "areas": [cast.community]},
        "cobuilding.days_order": {
            "kind": "unit_compound", "organization": cast.bureau, "compounds": [place],
            "starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1),
        },
    }.items():  # fmt: skip
        with refused(code):
            services.pair(zhao, **facts)
    with refused("cobuilding.wrong_ground"):
        services.pair(zhao, kind="leader_community", card=card, areas=[cast.grid])


def test_only_the_office_of_the_place_pairs(cast: Any) -> None:
    place = compound(cast)
    for stranger in (cast.ma_other_office, cast.feng_other_county, cast.zhou_department):
        with pytest.raises((OutOfScope, RuleBroken)):
            services.pair(stranger.actor, kind="unit_compound", organization=cast.bureau, compounds=[place])
    assert not Pairing.unscoped.exists()


def test_a_unit_that_ended_or_of_another_county_is_not_paired(cast: Any) -> None:
    place, zhao = compound(cast), cast.zhao_dispatcher.actor
    far = organizations.create_organization(SYSTEM, area=cast.other_county, kind="department", name="山县城管局")
    with refused("cobuilding.other_county"):
        services.pair(zhao, kind="unit_compound", organization=far, compounds=[place])
    gone = organizations.create_organization(SYSTEM, area=cast.county, kind="department", name="江县旧局")
    organizations.close_organization(SYSTEM, organization=gone)
    with refused("cobuilding.unit_ended"):
        services.pair(zhao, kind="unit_compound", organization=gone, compounds=[place])


def test_coverage_leads_to_what_nobody_is_attached_to(cast: Any) -> None:
    row = paired(cast, "东苑")
    compound(cast, "西苑")
    zhao = cast.zhao_dispatcher.actor
    found = selectors.coverage_page(zhao)
    assert [(code, figures) for code, _label, _kind, figures in found["totals"]] == [("unit_compound", (2, 1))]
    assert {area.pk: figures for area, figures in found["lines"]}[cast.community.pk] == [
        ("unit_compound", 2, 1, "单位结对小区")
    ]
    assert [one.name for one in selectors.uncovered_page(zhao, kind="unit_compound")["rows"]] == ["西苑"]
    ended = services.end_pairing(zhao, pairing=row, on=clock.today())
    assert selectors.coverage_page(zhao)["totals"][0][3] == (2, 1)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert again(ended).ends_on < clock.today()
        assert selectors.coverage_page(zhao)["totals"][0][3] == (2, 2)
    assert selectors.coverage_page(cast.ma_other_office.actor)["totals"][0][3] == (0, 0)


def test_a_visit_files_what_it_found_as_cases(cast: Any) -> None:
    case_work.load_shipped_categories(SYSTEM)
    row = led(cast)
    wu, zhao = cast.wu_leader.actor, cast.zhao_dispatcher.actor
    card = cases.cards_for(territory.rules_of(cast.county).cases)[0].code
    visit = services.record_visit(
        wu, pairing=row, words="看了停车", problems=[services.Problem(card, "东门口停车堵路，消防车进不来")]
    )
    found = selectors.pairing_page(zhao, row)
    assert found["visits"][0].pk == visit.pk
    assert len(found["visits"][0].refs) == 1
    with refused("cobuilding.visited_already"):
        services.record_visit(zhao, pairing=row, words="又去了")
    with pytest.raises(OutOfScope):
        services.record_visit(cast.zhou_department.actor, pairing=row, words="不是我")
    with refused("cobuilding.future"):
        services.record_visit(wu, pairing=row, words="明天", on=clock.today() + timedelta(days=1))
    with refused("cobuilding.not_paired_then"):
        services.record_visit(wu, pairing=row, words="以前", on=row.starts_on - timedelta(days=1))
    assert ContactVisit.unscoped.count() == 1


def test_midnight_at_the_end_of_a_quarter(cast: Any) -> None:
    """Once a quarter: gone on 31 March counts for the first one; a second later nobody has gone yet."""
    row = led(cast, starts_on=date(2025, 12, 1))
    wu = cast.wu_leader.actor
    last_second = datetime(2026, 3, 31, 23, 59, 59, tzinfo=SHANGHAI)
    with clock.frozen(last_second):
        assert [one.pk for one in selectors.overdue_page(wu)["rows"]] == [row.pk]
        services.record_visit(wu, pairing=row, words="走访")
        assert not selectors.overdue_page(wu)["rows"].object_list
    with clock.frozen(last_second + timedelta(seconds=1)):
        assert [one.pk for one in selectors.overdue_page(wu)["rows"]] == [row.pk]
        assert not selectors.overdue_page(wu, last=True)["rows"].object_list
    with clock.frozen(datetime(2026, 7, 1, tzinfo=SHANGHAI)):
        assert [one.pk for one in selectors.overdue_page(wu, last=True)["rows"]] == [row.pk]
