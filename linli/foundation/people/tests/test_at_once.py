"""Two offices act at the same moment: one seat is filled once, and the second is told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from linli.foundation.organizations import services as bodies
from linli.foundation.people import services
from linli.foundation.people.models import Appointment
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

SYSTEM = Actor.system()


@pytest.mark.django_db(transaction=True)
def test_one_seat_is_filled_once(cast: Any) -> None:
    post = bodies.create_post(SYSTEM, kind="community_office", area=cast.community)
    cards = [services.add_staff(SYSTEM, area=cast.community, name=name) for name in ("甲", "乙")]
    together = Barrier(2)

    def appoint(card: Any) -> str:
        together.wait(timeout=10)
        try:
            services.appoint(SYSTEM, card=card, post=post)
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(appoint, cards))
    assert outcomes == ["done", "people.no_seat"]
    assert Appointment.unscoped.filter(post=post).count() == 1
