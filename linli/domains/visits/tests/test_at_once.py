"""Two people note the same visit at the same moment: it took place once."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases.tests.test_at_once import both
from linli.domains.visits import services
from linli.domains.visits.services import VisitDraft
from linli.domains.visits.tests.making import planned, visits
from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_record_the_same_visit(cast: Any) -> None:
    row = planned(cast)

    def go(member: Any) -> Any:
        return lambda: services.record_visit(member.actor, stop=row, draft=VisitDraft())

    assert both(go(cast.li_grid_worker), go(cast.zhang_grid_leader)) == ["done", "visits.recorded_today"]
    assert len(visits()) == 1


def test_two_open_the_same_door(cast: Any) -> None:
    row, li = planned(cast), cast.li_grid_worker.actor
    assert both(*[lambda: services.reveal_door(li, stop=row)] * 2) == ["done", "done"]
    with rls.everywhere():
        assert Look.unscoped.filter(part="residents.address").count() == 1
