from datetime import UTC, date, datetime

import pytest
from django.http import Http404

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.models import Duty
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


@pytest.fixture
def bodies(ground):
    return [
        services.create_organization(SYSTEM, area=ground.county, kind="department", name=name, code=name)
        for name in ("城管局", "住建局", "水务局")
    ]


def test_the_most_exact_entry_counts(ground, bodies, django_assert_num_queries):
    city, housing, water = bodies
    services.set_duty(SYSTEM, county=ground.county, category="s/matter/06*", lead=city, assisting=[housing, water])
    services.set_duty(
        SYSTEM, county=ground.county, category="s/matter/06010", lead=water, not_to_grid=True, basis="办函66号"
    )
    with django_assert_num_queries(2):
        duty = selectors.duty_for(ground.county, "s/matter/06010")
        assert (duty.lead, duty.not_to_grid, list(duty.assisting.all())) == (water, True, [])
    assert set(selectors.duty_for(ground.county, "s/matter/06011").assisting.all()) == {housing, water}
    assert selectors.duty_for(ground.county, "s/matter/07") is None
    assert selectors.duty_for(ground.other, "s/matter/06010") is None


def test_duties_are_remembered_until_one_changes(ground, bodies, django_assert_num_queries):
    city, housing, _ = bodies
    first = services.set_duty(SYSTEM, county=ground.county, category="s/matter/01", lead=city)
    assert selectors.duty_for(ground.county, "s/matter/01").lead == city
    with django_assert_num_queries(0):
        assert selectors.duty_for(ground.county, "s/matter/01").lead == city
    services.change_organization(SYSTEM, organization=city, short_name="城管")
    assert selectors.duty_for(ground.county, "s/matter/01").lead.label == "城管"
    services.set_duty(SYSTEM, county=ground.county, category="s/matter/01", lead=housing)
    assert selectors.duty_for(ground.county, "s/matter/01").lead == housing
    services.end_duty(SYSTEM, duty=Duty.unscoped.exclude(pk=first.pk).get())
    assert selectors.duty_for(ground.county, "s/matter/01") is None


def test_a_new_version_leaves_the_old_one_readable(ground, bodies):
    city, housing, _ = bodies
    with clock.frozen(datetime(2026, 1, 5, tzinfo=UTC)):
        services.set_duty(SYSTEM, county=ground.county, category="s/matter/01", lead=city)
    with clock.frozen(datetime(2026, 2, 5, tzinfo=UTC)):
        new = services.set_duty(SYSTEM, county=ground.county, category="s/matter/01", lead=housing)
        assert new.version == 2
        assert selectors.duty_for(ground.county, "s/matter/01").lead == housing
        assert selectors.duty_for(ground.county, "s/matter/01", date(2026, 2, 4)).lead == city
        assert selectors.duty_for(ground.county, "s/matter/01", date(2026, 1, 4)) is None
        assert [each.version for each in selectors.versions_of(new)] == [2, 1]
        services.end_duty(SYSTEM, duty=new)
        services.end_duty(SYSTEM, duty=new)
        assert selectors.duty_for(ground.county, "s/matter/01") is None
        third = services.set_duty(SYSTEM, county=ground.county, category="s/matter/01", lead=city)
    assert third.version == 3
    assert [line.code for line in audit.timeline(housing)][:2] == ["organizations.duty_ended", "organizations.duty_set"]


def test_what_cannot_lead_is_refused(ground, bodies):
    city, _, water = bodies
    stranger = services.create_organization(SYSTEM, area=ground.other, kind="department", name="别县局")
    services.close_organization(SYSTEM, organization=water)
    water.refresh_from_db()
    wrong = [
        {"category": "s/matter/"},
        {"lead": stranger},
        {"lead": water},
        {"assisting": [stranger]},
        {"assisting": [city]},
    ]
    for facts in wrong:
        with pytest.raises(RuleBroken):
            services.set_duty(SYSTEM, **{"county": ground.county, "category": "s/matter/01", "lead": city, **facts})
    for actor in (
        ground.actor("test_clerk", ground["370100001"]),
        ground.actor("test_reader", ground.county),
        ground.actor("test_clerk", ground.other),
    ):
        with pytest.raises(OutOfScope):
            services.set_duty(actor, county=ground.county, category="s/matter/01", lead=city)
    assert not Duty.unscoped.exists()


def test_staff_read_their_own_catalogue(ground, bodies):
    duty = services.set_duty(SYSTEM, county=ground.county, category="s/matter/01", lead=bodies[0])
    street = ground.actor("test_reader", ground["370100001"])
    assert list(selectors.duties_for(street)) == [duty]
    assert list(selectors.duties_for(street, text="城管")) == [duty]
    assert selectors.duty_by_pk_for(street, duty.pk) == duty
    assert not selectors.duties_for(ground.actor("test_reader", ground.other)).exists()
    with pytest.raises(Http404):
        selectors.duty_by_pk_for(ground.actor("test_reader", ground.other), duty.pk)
