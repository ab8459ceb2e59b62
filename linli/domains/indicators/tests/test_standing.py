"""The ranking for those who are in it, and the method by which a past month is counted."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from linli.domains.cases import services
from linli.domains.cases.tests import making as cases
from linli.domains.indicators import selectors
from linli.domains.indicators.rules import period_of
from linli.domains.indicators.tests.making import MORNING, again, finished, page, reporter_of, solved
from linli.foundation.methods import selectors as methods
from linli.foundation.methods.models import Release
from linli.kernel import clock

NOVEMBER = selectors.Wanted(period_of("month", MORNING.date()), table="three_rates")
MONTH = "?period=month&on=2026-11-01"


def handed(cast: Any, body: Any) -> Any:
    """A report that an organization has."""
    case = cases.open_case(cast)
    services.dispatch_case(cast.chen_centre.actor, case=case, to_org=body.pk)
    return again(case)


def handled(cast: Any, body: Any) -> None:
    """A report that an organization has done, and that its reporter calls solved."""
    with clock.frozen(MORNING):
        case = handed(cast, body)
    finished(cast, case, MORNING)
    with clock.frozen(MORNING + timedelta(hours=30)):
        services.confirm_case(reporter_of(case), solved=True, stars=5)


def ranking(cast: Any) -> None:
    """The bureau solved one of one, the other bureau one of two: the other one was explained."""
    handled(cast, cast.bureau)
    handled(cast, cast.other_bureau)
    with clock.frozen(MORNING):
        services.explain_case(cast.chen_centre.actor, case=handed(cast, cast.other_bureau), reason="超出职责范围")


@pytest.mark.django_db
def test_own_figures_and_the_places_of_all(cast: Any) -> None:
    ranking(cast)
    found = selectors.standing_page(cast.zhou_department.actor, NOVEMBER)
    assert found is not None
    assert [row.group.name for row in found.rows] == [cast.bureau.label]
    assert {one.name: one.is_own for one in found.places} == {cast.bureau.label: True, cast.other_bureau.label: False}
    whole = page(cast.chen_centre, table="three_rates", by="organization")
    assert {one.name: one.ranks for one in found.places} == {
        row.group.name: tuple(each.rank for each in row.figures) for row in whole.rows
    }
    own = next(row for row in whole.rows if row.group.code == str(cast.bureau.pk))
    assert [(one.counted, one.of, one.rank) for one in found.rows[0].figures] == [
        (one.counted, one.of, one.rank) for one in own.figures
    ]
    assert found.of == 2
    at = [code for code, _one in found.columns].index("resolution")
    assert {one.name: one.ranks[at] for one in found.places} == {cast.bureau.label: 1, cast.other_bureau.label: 2}


@pytest.mark.django_db
def test_figures_of_others_stand_nowhere_on_the_page(cast: Any, client_of: Any) -> None:
    ranking(cast)
    zhou = client_of(cast.zhou_department)
    shown = unescape(zhou.get(f"{reverse('indicators:standing')}{MONTH}").content.decode())
    assert cast.other_bureau.label in shown and f"g={cast.other_bureau.pk}" not in shown
    addresses = re.findall(r'href="(/console/indicators/standing/rows/\?[^"]+)">(\d+)<', shown)
    assert addresses
    for address, count in addresses:
        behind = zhou.get(address).content.decode()
        assert behind.count("table__title") == int(count), address
    other = addresses[0][0].replace(f"g={cast.bureau.pk}", f"g={cast.other_bureau.pk}")
    assert zhou.get(other).status_code == 404
    assert zhou.get(addresses[0][0].partition("&g=")[0]).status_code == 404
    assert client_of(cast.li_grid_worker).get(reverse("indicators:standing")).status_code == 403
    assert zhou.get(reverse("indicators:figures")).status_code == 403


@pytest.mark.django_db
def test_who_speaks_for_nobody_has_no_rows(cast: Any) -> None:
    ranking(cast)
    found = selectors.standing_page(cast.chen_centre.actor, NOVEMBER)
    assert found is not None and found.rows == [] and not any(one.is_own for one in found.places)
    with pytest.raises(Http404):
        selectors.standing_rows(
            cast.chen_centre.actor, selectors.Behind(NOVEMBER.period, code="resolution", group=str(cast.bureau.pk))
        )


def renewed(slug: str, label: str, holds_from: date) -> Release:
    """A release in which the share of solved matters has another name, and counts what was reported."""
    now = methods.current_release(slug)
    said = json.loads(Release.objects.get(pk=now.pk).text)
    said["indicators"]["definitions"]["resolution"]["label"] = label
    said["indicators"]["definitions"]["resolution"]["moment"] = "opened"
    said["method"]["version"] = now.version + 1
    return Release.objects.create(
        slug=slug, version=now.version + 1, text=json.dumps(said, ensure_ascii=False), checksum=label,
        holds_from=holds_from, installed_at=clock.now(),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_past_month_is_counted_by_the_method_of_its_end(cast: Any) -> None:
    solved(cast)
    release = renewed(cast.county.method_slug, "新的解决率", date(2026, 12, 15))
    with clock.frozen(MORNING + timedelta(days=60)):  # the middle of January
        november, december = (page(cast.chen_centre, day=day) for day in (MORNING.date(), date(2026, 12, 20)))
    assert "新的解决率" not in [one.label for one in november.heads] and november.version == release.version - 1
    assert "新的解决率" in [one.label for one in december.heads] and december.version is None
    with clock.frozen(
        MORNING + timedelta(days=25)
    ):  # December, before its day: what will hold is no business of today's
        assert page(cast.chen_centre, day=date(2026, 12, 20)).version is None
        assert "新的解决率" not in [one.label for one in page(cast.chen_centre, day=date(2026, 12, 20)).heads]


@pytest.mark.django_db
def test_rows_are_those_of_the_same_method(cast: Any) -> None:
    """What was opened in November and ended in December is December's by the old method, November's by the new one: so by the method
    of each month's end it is nobody's, as the page says.
    """
    for at in (MORNING, MORNING.replace(day=30), MORNING + timedelta(days=30)):
        solved(cast, at)
    renewed(cast.county.method_slug, "新的解决率", date(2026, 12, 15))
    with clock.frozen(MORNING + timedelta(days=60)):
        counts = []
        for day in (MORNING.date(), date(2026, 12, 20)):
            behind = selectors.Behind(period_of("month", day), code="resolution")
            here = selectors.here_for(cast.chen_centre.actor)
            shown = page(cast.chen_centre, day=day, table="three_rates")
            rows = selectors.rows_page(cast.chen_centre.actor, here, behind).count
            counts.append((next(one.counted for one in shown.sum.figures if one.code == "resolution"), rows))
    assert counts == [(1, 1), (1, 1)]
