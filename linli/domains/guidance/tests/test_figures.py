"""How new-employment groups take part (H34): counts by month, few people never counted out, rows where the reader may."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from linli.domains.cases.services import Report, open_case
from linli.domains.cases.tests import making as cases
from linli.domains.guidance import selectors, services
from linli.domains.guidance.models import HelpRequest
from linli.domains.guidance.tests import making
from linli.domains.guidance.tests.making import SYSTEM, applied, asked, called, centre, free_post, helper
from linli.kernel import clock

NOON = datetime(2026, 6, 15, 12, tzinfo=clock.ZONE)


def line(figures: Any, label: str) -> Any:
    return next(one for one in figures.lines if one.label == label)


def snapshot(cast: Any) -> None:
    """A report by photo, as another city's app sends it."""
    report = Report(
        county=cast.county, area=cast.grid, category=cases.category(), text="路口的井盖破了", source="snapshot"
    )
    open_case(SYSTEM, report=report)


def test_months_below_the_least_show_as_few_and_the_next_smallest_with_them(cast: Any) -> None:
    body = centre(cast)
    for months_ago, count in ((0, 3), (1, 6), (2, 9)):
        with clock.frozen(NOON - timedelta(days=30 * months_ago)):
            for _ in range(count):
                asked(cast, body)
    with clock.frozen(NOON):
        found = selectors.figures_of(cast.chen_centre.actor, cast.county)
        assert (found.months[0], found.months[-1]) == (date(2025, 7, 1), date(2026, 6, 1))
        row = line(found, "Services asked for")
        assert [cell.count for cell in row.cells[-3:]] == [9, None, None]
        assert (row.total, [cell.count for cell in row.cells[:9]]) == (18, [0] * 9)
        assert row.cells[0].url == ""
        assert row.cells[-1].url == "/console/guidance/?month=2026-06"
        page = selectors.help_page(cast.chen_centre.actor, month=date(2026, 4, 30))
        assert page.paginator.count == row.cells[-3].count


def test_a_sum_of_few_people_does_not_tell_either(cast: Any) -> None:
    with clock.frozen(NOON):
        asked(cast)
        row = line(selectors.figures_of(cast.chen_centre.actor, cast.county), "Services asked for")
    assert (row.cells[-1].count, row.total) == (None, None)


def test_a_month_begins_in_local_time(cast: Any) -> None:
    body = centre(cast)
    row = asked(cast, body)
    HelpRequest.unscoped.filter(pk=row.pk).update(asked_at=datetime(2026, 5, 31, 23, 59, tzinfo=clock.ZONE))
    second = asked(cast, body)
    HelpRequest.unscoped.filter(pk=second.pk).update(asked_at=datetime(2026, 6, 1, 0, 0, tzinfo=clock.ZONE))
    for month, expected in ((date(2026, 5, 2), row), (date(2026, 6, 30), second)):
        assert [one.pk for one in selectors.help_page(cast.chen_centre.actor, month=month)] == [expected.pk]


def test_confirmed_taken_on_and_reports_are_counted(cast: Any) -> None:
    making.recruiting(cast)
    body = centre(cast)
    who, wang = helper(cast, body), cast.wang_community.actor
    row = services.give_help(cast.chen_centre.actor, request=asked(cast, body), card=who.card)
    services.finish_help(who.actor, request=row, result="好了")
    services.confirm_help(row, mark=4)
    asked(cast, body)
    services.take_on(wang, applicant=applied(called(cast)), post=free_post(cast))
    for _ in range(5):
        snapshot(cast)
    cases.open_case(cast)
    found = selectors.figures_of(cast.chen_centre.actor, cast.county)
    assert line(found, "Of these done and confirmed").cells[-1].count is None
    taken = line(found, "People taken on")
    assert taken.cells[-1].url == f"/console/guidance/taken/?month={clock.today():%Y-%m}"
    assert [one.card.name for one in selectors.taken_of(wang, month=clock.today())] == ["林骑手"]
    reports = line(found, "Reports that they sent")
    assert (reports.cells[-1].count, reports.total) == (5, 5)
    assert f"source=snapshot&area={cast.county.pk}" in reports.url
    assert selectors.figures_of(cast.wu_leader.actor, cast.other_street).lines[0].total == 0
    leader = selectors.figures_of(cast.wu_leader.actor, cast.county)
    assert line(leader, "People taken on").cells[-1].url == ""


def test_other_counties_have_no_such_figures(cast: Any) -> None:
    assert selectors.figures_of(cast.feng_other_county.actor, cast.other_county) is None
    assert selectors.here_for(cast.zhou_department.actor, "") is None
