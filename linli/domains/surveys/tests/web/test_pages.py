"""The pages of surveys as an office meets them."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from django.urls import reverse

from linli.domains.surveys.models import Survey
from linli.domains.surveys.tests.making import compound, surveyed
from linli.kernel import clock
from tests.kit.budgets import Budgets

FORM = {
    "homes": "300", "vacant": "30", "buildings": "6", "floors": "", "parking": "120", "committee": "on", "company": "=安居物业",
    "q_wishes": ["lift", "parking"], "q_meeting": "no", "q_fund": "short", "q_built": "2003", "q_notes": "东门路窄",
}  # fmt: skip


def url(name: str, *args: object) -> str:
    return reverse(f"surveys:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_compound_is_surveyed_and_corrected(cast: Any, client_of: Any) -> None:
    wang, place = client_of(cast.wang_community), compound(cast)
    assert "还没有调研" in text(wang.get(url("estates")))
    form = text(wang.get(url("record", place.pk)))
    for word in ("居民反映最多的需求", "加装电梯", "维修资金", "没有归集"):
        assert word in form
    wrong = sent(wang, url("record", place.pk), **FORM | {"vacant": "301"})
    assert (wrong.status_code, Survey.unscoped.count()) == (422, 0)
    assert "空置" in wrong.content.decode()
    assert sent(wang, url("record", place.pk), **FORM).status_code == 303
    row = Survey.unscoped.get()
    assert row.answers == {
        "wishes": ["parking", "lift"], "meeting": False, "fund": "short", "built": 2003, "notes": "东门路窄",
    }  # fmt: skip
    assert (row.homes, row.floors, row.committee, row.company) == (300, None, True, "=安居物业")
    shown = text(wang.get(url("correct", row.pk)))
    assert 'value="2003"' in shown and "东门路窄" in shown
    assert sent(wang, url("correct", row.pk), **FORM | {"homes": "310", "q_meeting": ""}).status_code == 303
    row.refresh_from_db()
    assert (row.homes, "meeting" in row.answers) == (310, False)
    page = text(wang.get(url("estate", place.pk)))
    assert "310" in page and "停车、加装电梯" in page and "更正" in page


def test_a_form_sent_twice_is_one_survey(cast: Any, client_of: Any) -> None:
    wang, place = client_of(cast.wang_community), compound(cast)
    data = {"idempotency_key": uuid.uuid4().hex, **FORM}
    for _ in range(2):
        assert wang.post(url("record", place.pk), data).status_code == 303
    assert Survey.unscoped.count() == 1


def test_figures_lead_to_the_rows_behind_them(cast: Any, client_of: Any) -> None:
    chen, place = client_of(cast.chen_centre), compound(cast)
    surveyed(cast, place, answers={"wishes": ["lift"]}, committee=True)
    county = text(chen.get(url("figures")))
    assert f"?area={cast.street.pk}" in county
    street = text(chen.get(url("figures") + f"?area={cast.street.pk}"))
    wanted = f"{url('estates')}?area={cast.community.pk}&amp;which=committee"
    assert wanted in street
    assert place.name in text(chen.get(wanted.replace("&amp;", "&")))
    wish = f"{url('estates')}?area={cast.street.pk}&amp;answer=wishes.lift"
    assert wish in street
    assert place.name in text(chen.get(wish.replace("&amp;", "&")))
    assert place.name not in text(chen.get(url("estates") + "?answer=wishes.parking"))
    assert chen.get(url("figures") + f"?area={cast.other_county.pk}").status_code == 404
    wang = client_of(cast.wang_community)
    assert wang.get(url("estates") + f"?area={cast.other_community.pk}").status_code == 404


def test_odd_addresses_give_the_plain_list(cast: Any, client_of: Any) -> None:
    wang, place = client_of(cast.wang_community), compound(cast)
    for query in ("?area=x", "?area=-1", "?which=odd", "?page=x", "?answer=a.b.c"):
        assert wang.get(url("estates") + query).status_code == 200, query
        assert wang.get(f"{url('estates')}{query}&as=csv").status_code == 200, query
    for query in ("?survey=x", "?survey=", "?survey=²"):
        assert wang.get(url("estate", place.pk) + query).status_code == 200, query
    assert wang.get(url("estate", place.pk) + "?survey=999999").status_code == 404


def test_the_list_is_taken_as_a_table_without_formulas(cast: Any, client_of: Any) -> None:
    surveyed(cast, company="=1+1")
    answer = client_of(cast.wang_community).get(url("estates") + "?which=current&as=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"{clock.today():%Y%m%d}.csv" in answer.headers["Content-Disposition"]
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert dict(zip(head, row, strict=True))["物业企业"] == "'=1+1"
    assert dict(zip(head, row, strict=True))["小区"] == "柳园小区"


def test_a_community_without_compounds_is_told_so(cast: Any, client_of: Any) -> None:
    wang = client_of(cast.wang_community)
    assert "没有小区" in text(wang.get(url("estates")))
    assert "没有小区" in text(wang.get(url("figures")))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        surveyed(cast, compound(cast, f"小区{number}"), answers={"wishes": ["lift"]})

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang = client_of(cast.wang_community)
        return {f"surveys:{name}": (wang, url(name)) for name in ("estates", "figures")}
