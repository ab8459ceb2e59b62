"""The page of an area's boundary: look, keep, remove, and that the board draws it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import rules, selectors, services
from linli.foundation.territory.tests.ground import SYSTEM
from linli.foundation.territory.tests.test_boundaries import square


def url(name, area):
    return reverse(f"territory:{name}", args=[area.pk])


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


def kept(area):
    return selectors.area_by_id(area.pk).boundary


def test_looking_draws_it_and_keeps_nothing(cast, admin):
    assert "还没有边界" in text(admin.get(url("boundary", cast.street)))
    looked = admin.post(url("boundary", cast.street), {"do": "look", "geojson": json.dumps(square())})
    assert looked.status_code == 200
    assert 'class="outline__own"' in text(looked)
    assert "还没有保存" in text(looked)
    assert "116.0" in text(looked)
    assert kept(cast.street) is None


def test_a_file_is_looked_at_and_then_saved_from_its_text(cast, admin):
    file = SimpleUploadedFile("界.geojson", json.dumps({"type": "Feature", "geometry": square()}).encode("utf-8-sig"))
    looked = admin.post(url("boundary", cast.street), {"do": "look", "file": file})
    given = looked.context["form"]["geojson"].value()
    saved = admin.post(url("boundary", cast.street), {"do": "save", "geojson": given})
    assert (saved.status_code, saved.headers["Location"]) == (303, url("area", cast.street))
    assert kept(cast.street) == square()
    page = text(admin.get(url("area", cast.street)))
    assert 'class="outline__own"' in page
    assert "5 个点" in page


def test_the_file_goes_before_the_text(cast, admin):
    file = SimpleUploadedFile("界.json", json.dumps(square()).encode())
    admin.post(url("boundary", cast.street), {"do": "save", "file": file, "geojson": "{"})
    assert kept(cast.street) == square()


def test_one_that_reaches_out_is_saved_with_a_hint(cast, admin):
    services.set_facts(SYSTEM, area=cast.county, boundary=square())
    far = {"geojson": json.dumps(square(10.0, 10.0))}
    assert "超出了江县的范围" in text(admin.post(url("boundary", cast.street), {"do": "look", **far}))
    saved = admin.post(url("boundary", cast.street), {"do": "save", **far})
    assert saved.status_code == 303
    assert "超出了江县的范围" in text(admin.get(saved.headers["Location"]))


@pytest.mark.parametrize("do", ["look", "save", ""])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"geojson": ""}, "不是 JSON"),
        ({"geojson": "nix"}, "不是 JSON"),
        ({"geojson": '{"type": "Point"}'}, "Polygon"),
        ({"geojson": json.dumps({"type": "Polygon", "coordinates": [square()["coordinates"][0][:4]]})}, "没有闭合"),
        ({"geojson": json.dumps(square(36.0, 116.0))}, "先写经度"),
        ({"geojson": " " * (rules.MOST_KILOBYTES * 1024) + "{}x"}, "不是 JSON"),
        ({"file": b"\xff\xfe"}, "不是 JSON"),
        ({"file": b" " * (rules.MOST_KILOBYTES * 1024 + 1)}, "1024 KB"),
    ],
    ids=range(8),
)
def test_what_is_no_boundary_gets_words(cast, admin, do, data, words):
    data = {key: SimpleUploadedFile("x", value) if key == "file" else value for key, value in data.items()}
    answer = admin.post(url("boundary", cast.street), {"do": do, **data})
    assert answer.status_code == 422
    assert words in text(answer)
    assert kept(cast.street) is None


def test_it_is_removed_after_a_question_and_the_history_says_so(cast, admin):
    services.set_facts(SYSTEM, area=cast.street, boundary=square())
    assert url("remove-boundary", cast.street) in text(admin.get(url("boundary", cast.street)))
    assert "outline__own" in text(admin.get(url("remove-boundary", cast.street)))
    assert kept(cast.street) == square()
    assert admin.post(url("remove-boundary", cast.street)).status_code == 303
    assert kept(cast.street) is None
    assert audit.timeline(cast.street)[0].text.endswith("边界 5 个点 → –")


def test_the_board_draws_a_map_once_all_have_a_boundary(cast, client_of, admin):
    board = f"/board/?area={cast.county.pk}"
    streets = [cast.street, cast.other_street]
    others = [area for area in selectors.descendants(cast.county).filter(parent=cast.county) if area not in streets]
    for number, area in enumerate([*others, *streets]):
        assert "cells--geo" not in text(client_of(cast.chen_centre).get(board))
        admin.post(url("boundary", area), {"geojson": json.dumps(square(116.0 + number, 36.0))})
    assert "cells--geo" in text(client_of(cast.chen_centre).get(board))
    admin.post(url("remove-boundary", cast.street))
    assert "cells--geo" not in text(client_of(cast.chen_centre).get(board))
