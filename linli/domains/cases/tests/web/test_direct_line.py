"""The direct line on the pages: the desk, the queue, the portal (X40)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.cases.tests.making import again
from linli.domains.cases.tests.test_direct_line import reporter, there
from linli.domains.cases.tests.web.portal import Resident, load_categories, newest

pytestmark = pytest.mark.django_db


def test_the_desk_confirms_and_the_queue_says_it(cast: SimpleNamespace, client_of: Any) -> None:
    case = there(cast, reporter_kind="people_deputy")
    feng = client_of(cast.feng_other_county)
    page = feng.get(reverse("cases:detail", args=[case.ref])).content.decode()
    assert "人大代表，还没核实" in page
    form = reverse("cases:speaks-as", args=[case.ref, reporter(case).pk])
    assert form in page
    assert "民情直通车" in feng.get(form).content.decode()
    assert feng.post(form, {"kind": "emperor"}).status_code == 422
    assert feng.post(form, {"kind": "people_deputy"}).status_code == 303
    listed = feng.get(reverse("cases:queue"), {"tab": "any", "reporter": "people_deputy"}).content.decode()
    assert case.ref in listed
    assert listed.count("人大代表") >= 2  # the filter's words, and the row's
    assert case.ref not in feng.get(reverse("cases:queue"), {"tab": "any", "reporter": "claimed"}).content.decode()


def test_a_county_without_a_line_has_no_field_filter_or_form(cast: SimpleNamespace, client_of: Any) -> None:
    load_categories()
    resident = Resident(cast)
    resident.report()
    case = again(newest())
    chen = client_of(cast.chen_centre)
    assert chen.get(reverse("cases:speaks-as", args=[case.ref, reporter(case).pk])).status_code == 404
    for page in (reverse("cases:detail", args=[case.ref]), reverse("cases:queue"), reverse("cases:register")):
        assert "以什么身份" not in chen.get(page).content.decode()


def test_a_resident_says_it_on_the_portal_and_nobody_reads_it_in_public(cast: SimpleNamespace) -> None:
    load_categories()
    shan = SimpleNamespace(**vars(cast) | {"county": cast.other_county, "building": cast.other_county_grid})
    resident = Resident(shan)
    resident.choose_place()
    resident.say()
    assert resident.reach(kind="emperor").status_code in (200, 422)
    assert resident.reach(kind="party_delegate").status_code == 303
    sent = resident.send()
    case = newest()
    assert (reporter(case).kind, reporter(case).kind_confirmed_at) == ("party_delegate", None)
    receipt = resident.client.get(sent["Location"]).content.decode()
    assert "党代表" not in receipt
