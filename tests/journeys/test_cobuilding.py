"""Co-building in Chromium: a need is posted, two units claim its parts, agree, deliver with proof; it is judged and the list reviewed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from linli.domains.cobuilding import services
from linli.domains.cobuilding.models import Claim, Delivery, Entry, Feedback, ListVersion
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.people import PASSWORD
from tests.kit.places import SYSTEM, post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("xiejiaji")


def unit(county: County, name: str, number: int) -> tuple[Any, Any]:
    """A department and the account of its duty."""
    body = organizations.create_organization(SYSTEM, area=county.root, kind="department", name=name, serves_county=True)
    row = people.StaffRow(f"单位{number}号", county.root.pk, (post("department_duty", organization=body),))
    (card,) = people.import_staff(SYSTEM, county=county.root, rows=[row])
    (account,) = accounts.import_accounts(
        SYSTEM, county=county.root, rows=[accounts.AccountRow(f"unit-{number}", card)], password=PASSWORD
    )
    return body, account


def picture(folder: Path) -> str:
    out = BytesIO()
    Image.new("RGB", (320, 240), "seagreen").save(out, "JPEG")
    path = folder / "proof.jpg"
    path.write_bytes(out.getvalue())
    return str(path)


def test_from_a_need_to_the_reviewed_list(
    county: County, open_browser: Any, shoot: Any, axe: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    place = county.areas["community"]
    first, one = unit(county, "城管局", 1)
    second, two = unit(county, "民政局", 2)
    office = open_browser(county.people["community_office"])
    office.goto("/console/cobuilding/lists/")
    office.get_by_role("link", name="列入清单").click()
    office.get_by_label("列入哪个社区的清单").select_option(str(place.pk))
    office.get_by_label("标题").fill("给老人理发")
    office.get_by_label("共建类别").select_option("community_service")
    office.get_by_label("分份").fill("一号院\n二号院")
    office.get_by_role("button", name="保存").click()
    office.get_by_role("heading", name="给老人理发").wait_for()
    entry = Entry.unscoped.get()

    pages = {first.pk: open_browser(one), second.pk: open_browser(two)}
    for body, name in ((first, "一号院"), (second, "二号院")):
        page = pages[body.pk]
        page.goto(f"/console/cobuilding/lists/{entry.pk}/")
        page.get_by_role("link", name=f"认领 {name}").click()
        page.get_by_role("button", name="保存").click()
        page.get_by_role("link", name="写协议").click()
        page.get_by_label("约定内容").fill("每月一次")
        page.get_by_label("有效到").fill("2099-12-31")
        page.get_by_role("button", name="保存").click()
        page.get_by_text("每月一次").wait_for()
    assert Claim.unscoped.count() == 2
    for row in Claim.unscoped.order_by("pk"):
        office.goto(f"/console/cobuilding/claims/{row.pk}/")
        office.get_by_role("button", name="签署协议").click()
        office.get_by_text("协议已签").wait_for()
    row = Claim.unscoped.get(organization=first)
    page = pages[first.pk]
    page.goto(f"/console/cobuilding/claims/{row.pk}/")
    page.get_by_role("link", name="记一次服务").click()
    page.get_by_label("提供了什么服务").fill("理了十二位老人")
    page.get_by_label("服务了多少人").fill("12")
    page.get_by_label("照片").set_input_files(picture(tmp_path))
    page.get_by_role("button", name="保存").click()
    page.get_by_text("理了十二位老人").wait_for()

    anybody = open_browser(script=False)
    anybody.goto(f"/cobuilding/feedback/{Delivery.unscoped.get().token}/")
    anybody.locator("label.choice", has=anybody.locator("input[name=mark][value='5']")).click()
    anybody.get_by_role("button", name="提交").click()
    anybody.get_by_text("谢谢您").wait_for()
    assert Feedback.objects.get().mark == 5
    office.goto(f"/console/cobuilding/claims/{row.pk}/")
    office.get_by_role("button", name="确认完成").click()
    office.get_by_text("已完成交付").wait_for()
    office.goto("/console/cobuilding/reviews/")
    office.get_by_role("link", name="修订清单").click()
    office.get_by_role("button", name="保存").click()
    office.get_by_text("新增 1 项").wait_for()
    look(county, open_browser, shoot, axe, {"entry": entry.pk, "claim": row.pk, "place": place.pk}, first)


def look(county: County, open_browser: Any, shoot: Any, axe: Any, keys: dict[str, int], body: Any) -> None:
    """Every page at three widths, with something on it."""
    actor = access.actor_for(county.people["community_office"])
    pairing = services.pair(SYSTEM, kind="unit_community", organization=body, areas=[county.areas["community"]])[0]
    registered = services.register_unit(SYSTEM, organization=body, area=county.areas["community"], kinds=["culture"])
    services.confirm(actor, registration=registered)
    services.post_entry(
        actor, area=county.areas["community"], list_kind="project", title="文化节", kind="culture", parts=[("舞台", 1)]
    )
    page = open_browser(county.people["community_office"], width=1440)
    version = ListVersion.unscoped.get().pk
    for name, url in {
        "pairings": "pairings/", "pair": "pairings/add/", "pairing": f"pairings/{pairing.pk}/",
        "visit": f"pairings/{pairing.pk}/visit/", "coverage": "coverage/", "overdue": "overdue/?cycle=last",
        "registrations": "registrations/", "registration": f"registrations/{registered.pk}/", "gaps": "gaps/",
        "lists": "lists/", "entry": f"lists/{keys['entry']}/", "claim": f"claims/{keys['claim']}/", "reviews": "reviews/",
        "version": f"versions/{version}/", "suggestions": "suggestions/", "items": "items/?state=none",
        "projects": f"projects/?year={clock.today().year}",
    }.items():  # fmt: skip
        assert page.goto(f"/console/cobuilding/{url}").status == 200, url
        shoot(page, f"cobuilding-{name}")
        axe(page)
    for name, url in {
        "public": f"/cobuilding/at/{keys['place']}/",
        "county": f"/{county.root.slug}/cobuilding/",
    }.items():
        assert page.goto(url).status == 200, url
        shoot(page, f"cobuilding-{name}")
        axe(page)
