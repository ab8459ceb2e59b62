"""Verify finds what is wrong and nothing else; rebuild puts it right, goes on where it was stopped, and disturbs nobody."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from linli.domains.cases.tests.making import MORNING, open_case
from linli.engines.rollups import services
from linli.engines.rollups.models import Contribution, Mark, Progress, Rollup
from linli.engines.rollups.services import counting, proving
from linli.engines.rollups.tests.making import figures, sound, total
from linli.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(cast: SimpleNamespace) -> SimpleNamespace:
    with clock.frozen(MORNING):
        for area in (cast.building, cast.grid, cast.second_grid, cast.other_grid):
            open_case(cast, area=area)
    services.count_waiting()
    return cast


def differences(cast: SimpleNamespace) -> int:
    return len(services.verify_county(cast.county.pk).differences)


def test_what_waits_is_no_difference(filled: SimpleNamespace) -> None:
    open_case(filled)
    assert Mark.objects.exists()
    assert differences(filled) == 0
    assert Mark.objects.exists()  # only looked at


@pytest.mark.parametrize("spoil", ["a figure", "a contribution", "both gone", "one too many"])
def test_whatever_is_spoiled_is_found_and_put_right(filled: SimpleNamespace, spoil: str) -> None:
    right = figures(filled.county)
    if spoil == "a figure":
        Rollup.objects.filter(area_id=filled.street.pk, dims=[]).update(count=F("count") + 1)
    elif spoil == "a contribution":
        Contribution.objects.filter(area_id=filled.building.pk).delete()
    elif spoil == "both gone":
        Rollup.objects.all().delete()
        Contribution.objects.all().delete()
    else:
        one = Contribution.objects.first()
        assert one is not None
        one.pk, one.subject_id = None, 10**12
        one.save()
    assert differences(filled) > 0
    assert services.rebuild_county(filled.county.pk).differences
    assert figures(filled.county) == right
    assert differences(filled) == 0 and sound(filled.county.pk)
    assert services.rebuild_county(filled.county.pk).differences == []


def test_other_counties_are_left_alone(filled: SimpleNamespace) -> None:
    Rollup.objects.filter(area_id=filled.county.pk).update(count=F("count") + 1)
    assert len(services.verify_county(filled.other_county.pk).differences) == 0
    services.rebuild_county(filled.other_county.pk)
    assert differences(filled) > 0


def test_a_stopped_rebuild_goes_on_where_it_was(filled: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "SUBJECTS", 1)
    Rollup.objects.all().delete()
    Contribution.objects.all().delete()
    asked: list[int] = []
    difference = counting.difference

    def stopped(source: Any, subjects: Any, **more: Any) -> Any:
        asked.append(subjects[0])
        if len(asked) == 3:
            raise KeyboardInterrupt
        return difference(source, subjects, **more)

    monkeypatch.setattr(proving, "difference", stopped)
    with pytest.raises(KeyboardInterrupt):
        services.rebuild_county(filled.county.pk)
    assert Progress.objects.get().subject_id == asked[1]
    services.rebuild_county(filled.county.pk)
    assert asked[3] == asked[2]  # the piece that was lost, none before it
    assert not Progress.objects.exists()
    assert sound(filled.county.pk) and total(filled.county, "cases.filed") == 4


def test_whatever_is_filed_during_a_rebuild_counts_once(
    filled: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "SUBJECTS", 1)
    Rollup.objects.all().delete()
    Contribution.objects.all().delete()
    difference = counting.difference

    def busy(source: Any, subjects: Any, **more: Any) -> Any:
        with clock.frozen(MORNING):
            if len(made) < 3:
                made.append(open_case(filled).pk)
        return difference(source, subjects, **more)

    made: list[int] = []
    monkeypatch.setattr(proving, "difference", busy)
    services.rebuild_county(filled.county.pk)
    assert sound(filled.county.pk) or services.count_waiting()
    assert total(filled.county, "cases.filed") == 4 + len(made)
    assert sound(filled.county.pk)


def test_the_command_says_what_differs_and_ends_with_an_error(filled: SimpleNamespace, capsys: Any) -> None:
    call_command("insights", "verify")
    assert f"county {filled.county.pk}: 8 subjects, 0 figures differ" in capsys.readouterr().out
    Rollup.objects.filter(area_id=filled.county.pk, dims=[]).update(count=F("count") + 2)
    with pytest.raises(CommandError):
        call_command("insights", "verify", "--county", str(filled.county.pk))
    assert "cases.filed 2026-11-17" in capsys.readouterr().out
    call_command("insights", "rebuild", "--county", str(filled.county.pk))
    call_command("insights", "verify")
