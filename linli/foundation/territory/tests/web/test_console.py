"""The territory console as an administrator, a stranger and a reader meet it."""

import uuid

import pytest
from django.urls import reverse

from linli.foundation.territory import selectors, services
from linli.foundation.territory.models import Area, Compound
from linli.foundation.territory.tests.ground import SYSTEM

CHANGES = (
    "add",
    "rename",
    "facts",
    "boundary",
    "remove-boundary",
    "code",
    "move",
    "split",
    "merge",
    "close",
    "compound",
    "cover",
    "address",
)


def url(name, area, **more):
    return reverse(f"territory:{name}", kwargs={"pk": area.pk, **more})


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


def test_the_tree_is_browsed_and_searched(cast, admin):
    assert "江县" in text(admin.get("/console/territory/"))
    found = text(admin.get("/console/territory/?q=柳园"))
    assert "柳园社区" in found
    assert "槐荫社区" not in found
    rows = text(admin.get("/console/territory/?q=柳园", headers={"HX-Request": "true"}))
    assert "<html" not in rows
    assert "柳园社区" in rows
    assert admin.get("/console/territory/?q=" + "x" * 500).status_code == 200
    assert admin.get("/console/territory/?q=%00").status_code == 400


def test_an_area_shows_facts_children_and_history(cast, admin):
    services.set_facts(SYSTEM, area=cast.grid, households=321)
    services.add_code(SYSTEM, area=cast.grid, system="unit_grid", code="990101001001001")
    services.assign_address(SYSTEM, grid=cast.grid, road="东大街", first=1, last=9, parity="odd")
    compound = services.create_compound(SYSTEM, community=cast.community, name="幸福里")
    services.cover_compound(SYSTEM, compound=compound, grid=cast.grid)
    page = text(admin.get(url("area", cast.grid)))
    for word in ("321", "990101001001001", "东大街", "幸福里", "1 号楼", "柳园社区"):
        assert word in page
    assert text(admin.get(url("area", cast.community))).count("柳园第") >= 2


@pytest.mark.parametrize("name", ["area", "stickers"])
def test_strangers_find_nothing(cast, client_of, name):
    for member in (cast.qian_other_town, cast.feng_other_county):
        assert client_of(member).get(url(name, cast.grid)).status_code == 404
    assert client_of(cast.li_grid_worker).get(url(name, cast.grid)).status_code == 200
    assert client_of(cast.sun_resident).get(url(name, cast.grid)).status_code == 302


@pytest.mark.parametrize("name", CHANGES)
def test_changes_are_for_those_who_may(cast, client_of, admin, name):
    assert admin.get(url(name, cast.grid)).status_code == 200
    assert client_of(cast.li_grid_worker).get(url(name, cast.grid)).status_code == 403
    assert client_of(cast.feng_other_county).get(url(name, cast.grid)).status_code == 404
    assert client_of(cast.sun_resident).get(url(name, cast.grid)).status_code == 302


def test_an_area_is_added_once_however_often_sent(cast, admin):
    sent = {"kind": "grid", "name": "柳园第九网格", "code": "LY9", "idempotency_key": uuid.uuid4().hex}
    first = admin.post(url("add", cast.community), sent)
    again = admin.post(url("add", cast.community), sent)
    made = Area.unscoped.get(name="柳园第九网格")
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"] == url("area", made)
    refused = admin.post(url("add", cast.community), {**sent, "idempotency_key": uuid.uuid4().hex})
    assert refused.status_code == 422
    assert "LY9" in text(refused)
    assert admin.post(url("add", cast.community), {"kind": "castle", "name": ""}).status_code == 422


def test_names_facts_and_codes(cast, admin):
    assert admin.post(url("rename", cast.grid), {"name": "花园网格", "short_name": "花园"}).status_code == 303
    assert admin.post(url("rename", cast.grid), {"name": "a\x07b"}).status_code == 422
    facts = {"households": "300", "grid_kind": "ordinary", "lat": "36.5", "lng": "116.5", "order": "1"}
    assert admin.post(url("facts", cast.grid), facts).status_code == 303
    assert admin.post(url("facts", cast.grid), {**facts, "lng": ""}).status_code == 422
    assert admin.post(url("facts", cast.grid), {**facts, "households": "9" * 30}).status_code == 422
    assert admin.post(url("code", cast.grid), {"system": "police", "code": "990101001001"}).status_code == 303
    grid = selectors.area_by_id(cast.grid.pk)
    assert (grid.name, grid.households, grid.lat) == ("花园网格", 300, 36.5)


def test_moving_offers_fitting_places_only(cast, admin):
    page = text(admin.get(url("move", cast.grid) + "?q=槐荫"))
    assert "槐荫社区" in page
    assert "槐荫第一网格" not in page
    sent = {"parent": str(cast.other_community.pk)}
    assert admin.post(url("move", cast.grid) + "?q=槐荫", sent).status_code == 303
    assert selectors.area_by_id(cast.grid.pk).parent_id == cast.other_community.pk
    assert admin.post(url("move", cast.grid), {"parent": str(cast.county.pk)}).status_code == 422


def test_split_merge_and_close(cast, admin):
    sent = {"name_1": "甲格", "name_2": "乙格", "code_1": "", "code_2": "", f"child_{cast.building.pk}": "2"}
    assert admin.get(url("split", cast.grid) + "?parts=3").status_code == 200
    assert admin.get(url("split", cast.grid) + "?parts=99999").status_code == 200
    assert admin.post(url("split", cast.grid), {**sent, "name_2": ""}).status_code == 422
    assert admin.post(url("split", cast.grid), sent).status_code == 303
    one, two = Area.unscoped.get(name="甲格"), Area.unscoped.get(name="乙格")
    assert selectors.area_by_id(cast.building.pk).parent_id == two.pk
    assert "甲格" in text(admin.get(url("area", cast.grid)))
    assert admin.post(url("merge", one), {"areas": [str(two.pk)]}).status_code == 303
    assert selectors.area_by_id(cast.building.pk).parent_id == one.pk
    assert admin.post(url("merge", one), {"areas": [str(cast.other_grid.pk)]}).status_code == 422
    assert admin.post(url("close", one)).status_code == 422
    assert admin.post(url("close", cast.second_grid)).status_code == 303
    assert admin.post(url("close", cast.second_grid)).status_code == 422


def test_compounds_and_house_numbers(cast, admin):
    assert admin.post(url("compound", cast.community), {"name": "幸福里", "households": "90"}).status_code == 303
    compound = Compound.unscoped.get(name="幸福里")
    assert admin.post(url("compound", cast.community), {"name": "幸福里"}).status_code == 422
    assert admin.post(url("cover", cast.grid), {"compound": str(compound.pk)}).status_code == 303
    assert admin.post(url("cover", cast.grid), {"compound": str(compound.pk)}).status_code == 422
    assert admin.get(url("uncover", cast.grid, compound=compound.pk)).status_code == 200
    assert admin.post(url("uncover", cast.grid, compound=compound.pk)).status_code == 303
    sent = {"road": "东大街", "first": "1", "last": "9", "parity": "both"}
    assert admin.post(url("address", cast.grid), sent).status_code == 303
    assert admin.post(url("address", cast.second_grid), sent).status_code == 422
    (row,) = selectors.addresses_of(cast.grid)
    drop = reverse("territory:drop-address", args=[row.pk])
    assert admin.get(drop).status_code == 200
    assert admin.post(drop).status_code == 303
    assert selectors.addresses_of(cast.grid) == []


def test_a_type_where_the_method_has_types(cast, admin):
    types = selectors.community_types(cast.community)
    assert admin.get(url("type", cast.community)).status_code == 200
    assert admin.post(url("type", cast.community), {"type": "castle"}).status_code == 422
    if types:
        assert admin.post(url("type", cast.community), {"type": types[0][0]}).status_code == 303


def test_stickers_lead_to_their_buildings(cast, admin):
    page = text(admin.get(url("stickers", cast.community)))
    code = selectors.qr_code(cast.building)
    assert code in page
    assert "<svg" in page
    assert selectors.place_by_code(code).area_id == cast.building.pk
    assert admin.get(url("stickers", cast.other_grid)).status_code == 200


def test_lists_cost_the_same_for_few_and_many(cast, admin, django_assert_max_num_queries):
    rows = [{"kind": "building", "name": f"{n} 号楼", "code": f"B{n}", "parent": "LYG"} for n in range(45)]
    services.create_area(SYSTEM, parent=cast.community, kind="grid", name="大网格", code="LYG")
    services.import_tree(SYSTEM, county=cast.county, rows=rows)
    big = Area.unscoped.get(code="LYG")
    admin.get(url("area", big))
    for path in (url("area", big), "/console/territory/?q=号楼", url("stickers", big)):
        with django_assert_max_num_queries(25):
            admin.get(path)
