"""Volunteers of the demo: every page has something to look at, and the ledger holds."""

from __future__ import annotations

from datetime import datetime

import pytest

from linli.demo import load, plan
from linli.demo.volunteering import make_volunteers
from linli.domains.volunteering import selectors
from linli.engines.ledger import services as ledger
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.clock import ZONE

END = datetime(2026, 11, 18, 15, 30, tzinfo=ZONE)


@pytest.mark.django_db
def test_teams_hours_points_and_rewards_of_two_counties() -> None:
    with clock.frozen(END):
        load.prepare()
        for slug, wanted in (("qihe", 4), ("xiejiaji", 3)):
            load.load_ground(slug, 0.02)
            county = territory.county_by_slug(slug)
            make_volunteers(plan.plan_for(slug, 0.02), county)
            found = selectors.volumes(county, 2026)
            assert (found.teams, found.sessions, found.posts, found.claims) == (wanted, 2 * wanted, 3, 2)
            assert found.people == 3 * wanted
            assert found.minutes == found.people * 5 * 60
            amounts = {label: amount for label, _unit, amount in found.quantities}
            assert amounts == {"运送物资": 24 * wanted, "配送蔬菜": 24 * wanted}
            assert len(selectors.board(county)) == wanted
            assert len(selectors.open_offers(county)) == 3
            assert any(row.waiting for row in selectors.coming(county))
            assert ledger.verify_county(county.pk).sound
