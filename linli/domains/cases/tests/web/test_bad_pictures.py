"""Wrong files and double taps on real pages: words instead of error pages, nothing half done, nothing done twice."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.cases.models import Whistle
from linli.domains.cases.tests.making import again, codes_of, open_case, photo

pytestmark = pytest.mark.django_db


def look(client: Any, case: Any, *files: bytes, key: str = "k1") -> Any:
    sent = [SimpleUploadedFile("photo.jpg", data, "image/jpeg") for data in files]
    facts = {"found": "yes", "words": "看过了", "photos": sent, "idempotency_key": key}
    return client.post(reverse("cases:field-look", args=[case.ref]), facts)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", b"x" * 1000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "status", "said"), [
        (bytes(40_000_000), 413, "一张照片最多 20 MB"),
        (zipped(), 422, "这不是能读的照片"),
        (b"", 422, "这不是能读的照片"),
        (photo()[:300], 422, "这不是能读的照片"),
    ],
    ids=["40 MB", "zip", "empty", "cut"],
)  # fmt: skip
def test_a_file_that_is_no_good_picture(
    cast: SimpleNamespace, client_of: Any, data: bytes, status: int, said: str
) -> None:
    case = open_case(cast)
    before = codes_of(case)
    response = look(client_of(cast.li_grid_worker), case, photo(), data)
    assert response.status_code == status
    assert said in response.content.decode()
    assert case.attachments.count() == 0
    assert codes_of(case) == before


def test_a_good_picture_after_a_bad_one_with_the_same_key(cast: SimpleNamespace, client_of: Any) -> None:
    case, client = open_case(cast), client_of(cast.li_grid_worker)
    assert look(client, case, zipped()).status_code == 422
    assert look(client, case, photo()).status_code == 303
    assert case.attachments.count() == 1


def test_a_whistle_tapped_twice_sounds_once(cast: SimpleNamespace, client_of: Any) -> None:
    case, client = open_case(cast), client_of(cast.li_grid_worker)
    facts = {"organizations": [cast.bureau.pk], "reason": "请到场", "tier": "", "idempotency_key": "k2"}
    first, second = (client.post(reverse("cases:field-whistle", args=[case.ref]), facts) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Whistle.objects.count() == 1
    assert again(case).state == "whistled"


@pytest.mark.parametrize("organization", ["0", "999999", "abc", ""])
def test_an_organization_that_does_not_exist(cast: SimpleNamespace, client_of: Any, organization: str) -> None:
    case = open_case(cast)
    facts = {"organizations": [organization], "reason": "请到场", "idempotency_key": "k3"}
    response = client_of(cast.li_grid_worker).post(reverse("cases:field-whistle", args=[case.ref]), facts)
    assert response.status_code == 422
    assert again(case).state == "assigned"
