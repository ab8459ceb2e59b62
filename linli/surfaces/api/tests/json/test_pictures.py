"""Pictures of a case go up and come down, as on its page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from linli.domains.cases.models import Attachment
from linli.domains.cases.tests.making import codes_of
from linli.foundation.partners.web import door
from linli.surfaces.api.permissions import READ
from linli.surfaces.api.tests.json.making import System, code, open_case, picture, whistled

pytestmark = pytest.mark.django_db


def ids(system: System, ref: str) -> list[int]:
    return [one["id"] for one in system.get(f"cases/{ref}").json()["photos"]]


def test_pictures_go_up_and_come_down(cast: Any) -> None:
    case, system = open_case(cast), System(cast)
    sent = system.send(f"cases/{case.ref}/add-photos", {"photos": [picture("red"), picture("blue")]}, public="true")
    assert sent.status_code == 200, sent.content
    assert sent.json()["ref"] == case.ref and codes_of(case).count("cases.photos_added") == 1
    assert set(Attachment.objects.filter(case=case).values_list("public", flat=True)) == {True}
    one, other = ids(system, case.ref)
    answer = system.get(f"photos/{one}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(answer.content)).size == (40, 40)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert system.get(f"photos/{one}", If_None_Match=answer.headers["ETag"]).status_code == 304
    assert system.get(f"photos/{other}").content != answer.content


def test_the_same_pictures_under_one_key_are_added_once(cast: Any) -> None:
    """Whatever stands between the parts this time."""
    case, system = open_case(cast), System(cast)
    path = f"cases/{case.ref}/add-photos"
    first = system.send(path, {"photos": picture()}, Idempotency_Key="p")
    again = system.client.post(
        f"/api/v1/{path}", {"photos": io.BytesIO(picture())}, headers=system.headers() | {"Idempotency-Key": "p"}
    )
    assert (first.status_code, again.status_code) == (200, 200) and first.json() == again.json()
    assert codes_of(case).count("cases.photos_added") == 1
    assert code(system.send(path, {"photos": picture("blue")}, Idempotency_Key="p")) == (422, "api.key_reused")


def test_what_isnt_taken(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    case, system = open_case(cast), System(cast)
    path = f"cases/{case.ref}/add-photos"
    assert code(system.send(path, {"photos": [picture()] * 7})) == (409, "pictures.too_many")
    assert code(system.send(path, {"photos": b"GIF89a"})) == (409, "pictures.unreadable")
    assert code(system.send(path, {})) == (422, "api.bad_fields")
    assert code(system.send(path, {"photos": picture(), "more": picture()})) == (422, "api.bad_fields")
    assert code(system.send(path, {"photos": picture()}, public="perhaps")) == (422, "api.bad_fields")
    assert code(system.post(path, {"photos": []}))[0] in (415, 422)
    assert code(system.post(path, b"--x", kind="multipart/form-data; boundary=y"))[0] in (400, 422)
    monkeypatch.setattr("linli.kernel.pictures.MEGABYTE", 10)
    assert code(system.send(path, {"photos": picture()})) == (413, "pictures.too_large")
    assert not Attachment.objects.filter(case=case).exists()


def test_a_picture_larger_than_words_may_be(cast: Any) -> None:
    """With a key that is sent along, and with one that signs."""
    case = open_case(cast)
    noise = Image.effect_noise((1400, 1400), 200).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(out.getvalue()) > 2_500_000 > door.MOST_BYTES
    for kind in ("bearer", "hmac"):
        system = System(cast, kind=kind, name=f"系统{kind}")
        answer = system.send(f"cases/{case.ref}/add-photos", {"photos": out.getvalue()})
        assert answer.status_code == 200, answer.content
        assert system.post(f"cases/{case.ref}/say", b"a" * 10_000_000).status_code == 413
    assert Attachment.objects.filter(case=case).count() == 1  # the same picture twice is kept once


def test_who_doesnt_see_the_case_sees_no_picture(cast: Any) -> None:
    case, system = open_case(cast), System(cast)
    system.send(f"cases/{case.ref}/add-photos", {"photos": picture()})
    [one] = ids(system, case.ref)
    bureau = System(cast, READ, body=cast.bureau)
    assert code(bureau.get(f"photos/{one}")) == (404, "not_found")
    assert code(System(cast, READ, name="只读").send(f"cases/{case.ref}/add-photos", {"photos": picture()})) == (
        403, "partners.not_for",
    )  # fmt: skip
    mine, _whistle = whistled(cast)
    assert bureau.get(f"cases/{mine.ref}").status_code == 200
