"""Two moves at the same moment, each fine alone, would make a ring: one must lose."""

import threading

import pytest
from django.db import connection

from linli.foundation.territory import services
from linli.foundation.territory.models import Area
from linli.foundation.territory.tests.ground import SYSTEM, make_ground
from linli.kernel.errors import RuleBroken


@pytest.mark.django_db(transaction=True)
def test_two_moves_never_make_a_ring(monkeypatch):
    ground = make_ground()
    one, two = ground["G1"], ground["G2"]
    monkeypatch.setattr(
        services._base, "check_parent", lambda kind, parent: None
    )  # so that a grid may stand under a grid
    barrier, refused = threading.Barrier(2), []

    def move(area: Area, parent: Area) -> None:
        barrier.wait()
        try:
            services.move_area(SYSTEM, area=area, parent=parent)
        except RuleBroken as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["territory.cycle"]
    one, two = ground["G1"], ground["G2"]
    assert {one.path, two.path} in (
        {f"{two.path}{one.pk}.", two.path},
        {one.path, f"{one.path}{two.pk}."},
    )
