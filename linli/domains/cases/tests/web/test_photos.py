"""Pictures are shown to those who may see the case, and to its reporters where they are meant for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from linli.domains.cases import services
from linli.domains.cases.models import Attachment
from linli.domains.cases.services.intake import add_reporter
from linli.domains.cases.tests.making import open_case, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(cast: SimpleNamespace) -> SimpleNamespace:
    """A case with a picture for everybody and one for staff, and a reporter's secret."""
    case = open_case(cast, photos=(photo(),))
    services.attach_photos(cast.li_grid_worker.actor, case=case, photos=[photo(color="blue")])
    token, _row = add_reporter(case, "", "", "", source="portal", is_first=False)
    public, internal = case.attachments.order_by("id")
    return SimpleNamespace(case=case, public=public, internal=internal, token=token)


def for_staff(row: Attachment) -> str:
    return reverse("cases:photo", args=[row.pk])


def for_reporter(token: str, row: Attachment) -> str:
    return reverse("cases:follow-photo", args=[token, row.pk])


def test_staff_of_the_place_see_both(cast: SimpleNamespace, client_of: Any, shown: SimpleNamespace) -> None:
    for row in (shown.public, shown.internal):
        response = client_of(cast.li_grid_worker).get(for_staff(row))
        assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]
        assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("name", "status"),
    [("qian_other_town", 404), ("feng_other_county", 404), ("zhou_department", 404), ("sun_resident", 302)],
)
def test_strangers_do_not(
    cast: SimpleNamespace, client_of: Any, shown: SimpleNamespace, name: str, status: int
) -> None:
    assert client_of(getattr(cast, name)).get(for_staff(shown.public)).status_code == status


def test_a_reporter_sees_what_is_meant_for_residents(client: Any, shown: SimpleNamespace) -> None:
    assert client.get(for_reporter(shown.token, shown.public)).status_code == 200
    assert client.get(for_reporter(shown.token, shown.internal)).status_code == 404


def test_a_secret_opens_its_own_case_only(cast: SimpleNamespace, client: Any, shown: SimpleNamespace) -> None:
    other = open_case(cast, photos=(photo(color="green"),)).attachments.get()
    assert client.get(for_reporter(shown.token, other)).status_code == 404
    assert client.get(for_reporter("x" * 24, shown.public)).status_code == 404


def test_a_lost_file_is_a_404(cast: SimpleNamespace, client_of: Any, shown: SimpleNamespace) -> None:
    default_storage.delete(shown.public.path)
    assert client_of(cast.li_grid_worker).get(for_staff(shown.public)).status_code == 404
