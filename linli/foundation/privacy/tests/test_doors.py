"""The one door to a row, and pages of rows that are read inside a reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.foundation.organizations.models import Organization
from linli.foundation.territory.models import Area
from linli.kernel.actor import Actor
from linli.kernel.scoping import door, paged

CHANGE = "territory.change"


def test_a_door_opens_hides_or_denies(cast: Any) -> None:
    li, chen = cast.li_grid_worker.actor, cast.chen_centre.actor
    assert door(Area, li, cast.grid.pk) == cast.grid
    for hidden in (lambda: door(Area, cast.feng_other_county.actor, cast.grid.pk), lambda: door(Area, li, 0),
                   lambda: door(Area, Actor.public(), cast.grid.pk, CHANGE)):  # fmt: skip
        with pytest.raises(Http404):
            hidden()
    with pytest.raises(PermissionDenied):
        door(Area, li, cast.grid.pk, CHANGE)
    assert door(Area, chen, cast.grid.pk, CHANGE) == cast.grid


def test_a_door_brings_related_rows_and_keeps_to_facts(cast: Any, django_assert_num_queries: Any) -> None:
    li = cast.li_grid_worker.actor
    with django_assert_num_queries(1):
        found = door(Organization, li, cast.bureau.pk, None, "area__county", "county", valid_to=None)
        assert (found.area.county.pk, found.county.pk) == (cast.county.pk, cast.county.pk)
    with pytest.raises(Http404):
        door(Organization, cast.chen_centre.actor, cast.bureau.pk, valid_to__isnull=False)


def test_each_question_has_its_reach(cast: Any) -> None:
    told: list[str] = []

    @contextmanager
    def reach(_: Actor, permission: str) -> Iterator[None]:
        told.append(permission)
        yield
        told.append("-")

    door(Area, cast.chen_centre.actor, cast.grid.pk, CHANGE, reach=reach)
    assert told == ["territory.view", "-", CHANGE, "-"]


def test_a_page_is_read_when_it_is_asked_for(django_assert_num_queries: Any, cast: Any) -> None:
    areas = Area.unscoped.order_by("path")
    total = areas.count()
    with django_assert_num_queries(2):
        page = paged(areas, 2, 3)
    with django_assert_num_queries(0):
        assert (len(list(page)), page.number, page.paginator.count) == (3, 2, total)


@pytest.mark.parametrize(("number", "first"), [(None, 0), ("x", 0), ("0", 100), (1, 0), ("3", 100), (9, 100)])
def test_a_number_that_isnt_there_is_the_first_or_last_page(number: Any, first: int) -> None:
    assert paged(range(101), number).object_list[0] == first
