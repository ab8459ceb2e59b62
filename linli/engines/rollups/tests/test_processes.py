"""Real processes: killed in the middle of counting and rebuilding, two that count at once while cases come in, a move meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections

from linli.config.env import ROOT
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import MORNING, open_case
from linli.engines.ledger.tests.test_processes import environment
from linli.engines.rollups import services
from linli.engines.rollups.models import Contribution, Mark, Progress, Rollup
from linli.engines.rollups.tests.making import SYSTEM, sound, total
from linli.foundation.territory import services as territory
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def started(*words: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "linli.engines.rollups.tests.killed", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=environment())


def ended(*words: Any) -> int:
    return started(*words).wait()


def filed(cast: SimpleNamespace, number: int) -> None:
    with clock.frozen(MORNING):
        for turn in range(number):
            open_case(cast, area=(cast.building, cast.grid, cast.other_grid)[turn % 3], text=f"第 {turn} 件")


@pytest.mark.parametrize(
    "marker", ["DELETE FROM rollups_mark", "MERGE INTO rollups_contribution", "MERGE INTO rollups_rollup"]
)
def test_whoever_is_killed_in_the_middle_of_counting_leaves_nothing_half_done(
    cast: SimpleNamespace, marker: str
) -> None:
    filed(cast, 5)
    waiting = Mark.objects.count()
    connections.close_all()
    assert ended("count", cast.county.pk, marker, 1) == -signal.SIGKILL
    assert (Mark.objects.count(), Contribution.objects.count(), Rollup.objects.count()) == (waiting, 0, 0)
    assert ended("count", cast.county.pk, marker, 2) == -signal.SIGKILL  # one batch is counted, the next one isn't
    assert 0 < Mark.objects.count() < waiting
    assert services.verify_county(cast.county.pk).differences == []
    assert total(cast.county, "cases.filed") == 5 and sound(cast.county.pk)


def test_a_killed_rebuild_goes_on(cast: SimpleNamespace) -> None:
    filed(cast, 8)
    services.count_waiting()
    Contribution.objects.all().delete()
    Rollup.objects.all().update(count=7)
    connections.close_all()
    assert ended("rebuild", cast.county.pk, "MERGE INTO rollups_contribution", 2) == -signal.SIGKILL
    assert Progress.objects.get().subject_id == sorted(Case.unscoped.values_list("pk", flat=True))[2]
    assert ended("rebuild", cast.county.pk) == 0
    assert not Progress.objects.exists()
    assert total(cast.county, "cases.filed") == 8 and sound(cast.county.pk)


def test_two_count_and_one_rebuilds_while_cases_come_and_a_building_moves(cast: SimpleNamespace) -> None:
    filed(cast, 4)
    connections.close_all()
    running = [started("count", cast.county.pk), started("count", cast.county.pk), started("rebuild", cast.county.pk)]
    filed(cast, 6)
    territory.move_area(SYSTEM, area=cast.building, parent=cast.other_grid)
    filed(cast, 3)
    assert [one.wait() for one in running] == [0, 0, 0]
    assert total(cast.county, "cases.filed") == 13
    assert (
        total(cast.other_grid, "cases.filed") == Case.unscoped.filter(area__in=[cast.building, cast.other_grid]).count()
    )
    assert sound(cast.county.pk)
