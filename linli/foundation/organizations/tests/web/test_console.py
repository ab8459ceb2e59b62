"""The organizations console as an administrator, a stranger and a reader meet it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from linli.foundation.organizations import selectors, services
from linli.foundation.organizations.models import Duty, Organization, Post
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel import clock


def url(name, *args):
    return reverse(f"organizations:{name}", args=args)


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


@pytest.fixture
def company(cast):
    return services.create_organization(SYSTEM, area=cast.other_street, kind="property_company", name="河西物业")


def test_the_list_is_filtered(cast, admin, company):
    assert "江县市政局" in text(admin.get(url("list")))
    only = text(admin.get(url("list") + "?kind=property_company"))
    assert "河西物业" in only
    assert "江县水务局" not in only
    assert "河西物业" in text(admin.get(url("list") + "?q=河西", headers={"HX-Request": "true"}))
    assert "河西物业" not in text(admin.get(url("list") + "?temporary=on"))
    assert admin.get(url("list") + "?kind=castle").status_code == 200


def test_an_organization_shows_what_it_is(cast, admin):
    duty = services.set_duty(SYSTEM, county=cast.county, category="s/matter/01", lead=cast.bureau, not_to_grid=True)
    page = text(admin.get(url("organization", cast.bureau.pk)))
    for word in ("江县市政局", duty.category, "08:30–12:00"):
        assert word in page


def test_strangers_find_nothing_and_readers_change_nothing(cast, client_of, company):
    for member in (cast.li_grid_worker, cast.feng_other_county):
        assert client_of(member).get(url("organization", company.pk)).status_code == 404
    assert client_of(cast.li_grid_worker).get(url("organization", cast.bureau.pk)).status_code == 200
    assert client_of(cast.sun_resident).get(url("organization", cast.bureau.pk)).status_code == 302
    for name in ("change", "close", "add-post"):
        assert client_of(cast.li_grid_worker).get(url(name, cast.bureau.pk)).status_code == 403
        assert client_of(cast.feng_other_county).get(url(name, cast.bureau.pk)).status_code == 404
    for name in ("at", "add", "add-area-post"):
        assert client_of(cast.feng_other_county).get(url(name, cast.grid.pk)).status_code == 404
    assert client_of(cast.li_grid_worker).get(url("set-duty")).status_code == 403


def test_an_organization_is_added_once_and_changed(cast, admin):
    day = clock.today() + timedelta(days=30)
    sent = {
        "kind": "working_group",
        "name": "防汛专班",
        "ends_on": day.isoformat(),
        "hours": "8:00-20:00",
        "idempotency_key": uuid.uuid4().hex,
    }
    refused = admin.post(url("add", cast.street.pk), {**sent, "ends_on": "", "idempotency_key": uuid.uuid4().hex})
    assert refused.status_code == 422
    assert admin.get(url("add", cast.street.pk)).status_code == 200
    first, again = (admin.post(url("add", cast.street.pk), sent) for _ in range(2))
    made = Organization.unscoped.get(name="防汛专班")
    assert first.status_code == 303
    assert again.headers["Location"] == first.headers["Location"] == url("organization", made.pk)
    change = url("change", made.pk)
    assert "08:00-20:00" in text(admin.get(change))
    facts = {"name": "防汛指挥专班", "ends_on": day.isoformat(), "parent": str(cast.bureau.pk), "serves_county": "on"}
    assert admin.post(change, facts).status_code == 303
    for wrong in (
        {"hours": "always"},
        {"uscc": "91350100M000100Y44"},
        {"name": ""},
        {"second_superior": str(cast.bureau.pk)},
        {"ends_on": "2020-01-01"},
    ):
        assert admin.post(change, {**facts, **wrong}).status_code == 422
    made.refresh_from_db()
    assert (made.name, made.parent, made.hours) == ("防汛指挥专班", cast.bureau, [])
    assert "防汛指挥专班" in text(admin.get(url("list") + "?temporary=on"))
    assert admin.get(url("close", made.pk)).status_code == 200
    assert admin.post(url("close", made.pk)).status_code == 303
    assert admin.post(url("close", made.pk)).status_code == 422


def test_posts_are_added_and_closed(cast, admin, company):
    assert admin.get(url("add-area-post", cast.building.pk)).status_code == 200
    assert (
        admin.post(
            url("add-area-post", cast.grid.pk), {"kind": "grid_worker", "seats": "2", "title": "夜班网格员"}
        ).status_code
        == 303
    )
    assert admin.post(url("add-area-post", cast.grid.pk), {"kind": "street_office", "seats": "1"}).status_code == 422
    page = text(admin.get(url("at", cast.grid.pk)))
    assert "夜班网格员" in page
    post = Post.unscoped.get(title="夜班网格员")
    assert admin.get(url("close-post", post.pk)).status_code == 200
    assert admin.post(url("close-post", post.pk)).status_code == 303
    assert admin.post(url("add-post", company.pk), {"kind": "department_duty", "seats": "1"}).status_code == 303
    (duty,) = selectors.posts_of(company)
    services.set_filled({duty.pk: 1})
    assert admin.post(url("close-post", duty.pk)).status_code == 422


def test_vacancies_and_shortfalls(cast, admin, client_of, company):
    post = services.create_post(SYSTEM, kind="department_duty", organization=company)
    page = text(admin.get(url("vacancies")))
    assert "河西物业" in page
    assert "河西物业" in text(admin.get(url("vacancies") + f"?kind={post.kind}", headers={"HX-Request": "true"}))
    assert "河西物业" not in text(client_of(cast.feng_other_county).get(url("vacancies")))
    assert client_of(cast.sun_resident).get(url("vacancies")).status_code == 302


def test_the_duty_catalogue_keeps_versions(cast, admin, client_of):
    sent = {
        "category": "s/matter/06*",
        "lead": str(cast.bureau.pk),
        "assisting": [str(cast.other_bureau.pk)],
        "not_to_grid": "on",
        "basis": "国办函",
    }
    assert admin.get(url("set-duty") + "?category=s/matter/06*").status_code == 200
    assert admin.post(url("set-duty"), sent).status_code == 303
    assert admin.post(url("set-duty"), {**sent, "lead": str(cast.other_bureau.pk), "assisting": []}).status_code == 303
    for wrong in ({"category": "06"}, {"lead": ""}, {"lead": str(cast.other_bureau.pk)}, {"lead": "9" * 20}):
        assert admin.post(url("set-duty"), {**sent, **wrong}).status_code == 422
    duty = Duty.unscoped.get(valid_to=None)
    assert (duty.version, duty.lead) == (2, cast.other_bureau)
    page = text(admin.get(url("duty", duty.pk)))
    assert "江县市政局" in page
    assert "国办函" in page
    assert "s/matter/06*" in text(admin.get(url("duties") + "?q=水务"))
    assert client_of(cast.feng_other_county).get(url("duty", duty.pk)).status_code == 404
    assert client_of(cast.li_grid_worker).get(url("end-duty", duty.pk)).status_code == 403
    assert admin.get(url("end-duty", duty.pk)).status_code == 200
    assert admin.post(url("end-duty", duty.pk)).status_code == 303
    assert not Duty.unscoped.filter(valid_to=None).exists()
