"""Co-building in Chromium: a need is posted, two units claim its parts, agree, deliver with proof; it is judged and the list reviewed."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from linli.domains.cobuilding import services
from linli.domains.cobuilding.models import Claim, Delivery, Entry, Feedback, ListVersion, Tender
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


def test_a_project_is_called_for_offered_and_awarded(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    first, one = unit(county, "绿化局", 3)
    second, two = unit(county, "住建局", 4)
    place, office = county.areas["community"], access.actor_for(county.people["community_office"])
    for body in (first, second):
        row = services.register_unit(SYSTEM, organization=body, area=place)
        services.confirm(office, registration=row)
    entry = services.post_entry(
        office, area=place, list_kind="project", title="口袋公园", kind="culture", parts=[("设计", 1), ("栽树", 1)]
    )
    page = open_browser(county.people["community_office"])
    page.goto(f"/console/cobuilding/lists/{entry.pk}/")
    page.get_by_role("link", name="公开征集承接").click()
    page.get_by_label("征集要求").fill("设计并栽树，保活一年")
    page.get_by_label("最高金额（元）").fill("20000")
    shoot(page, "tender-call")
    axe(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("方案都是密封的").wait_for()
    tender = Tender.unscoped.get()
    for account, words in ((one, "十天完工"), (two, "二十天完工")):
        units = open_browser(account)
        units.goto(f"/console/cobuilding/tenders/{tender.pk}/")
        units.get_by_role("link", name="提交方案").click()
        units.get_by_label("准备怎么做").fill(words)
        units.get_by_label("价格（元）").fill("18000")
        units.get_by_role("button", name="保存").click()
        units.get_by_text(words).wait_for()
        shoot(units, f"tender-offer-{account.pk}")
    page.reload()
    assert "完工" not in page.content()
    Tender.unscoped.filter(pk=tender.pk).update(called_at=clock.now() - timedelta(days=9), closes_at=clock.now())
    street = open_browser(county.people["street_office"], width=1440)
    for who in (page, street):
        who.goto(f"/console/cobuilding/tenders/{tender.pk}/")
        who.get_by_role("button", name="开启方案").click()
    for who in (page, street):
        for name, points in (("绿化局", "30"), ("住建局", "20")):
            who.goto(f"/console/cobuilding/tenders/{tender.pk}/")
            who.get_by_role("link", name=f"评审方案 {name}").click()
            for box in who.get_by_role("spinbutton").all():
                box.fill(str(int(points) // 2))
            who.get_by_label("原因").fill("方案清楚")
            who.get_by_role("button", name="保存").click()
    shoot(street, "tender-judged")
    axe(street)
    page.get_by_role("link", name="确定承接单位").click()
    page.get_by_label("原因").fill("得分最高")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("公示到").first.wait_for()
    anybody = open_browser()
    anybody.goto(f"/cobuilding/tenders/{tender.pk}/")
    anybody.get_by_text("得分最高").wait_for()
    shoot(anybody, "tender-public")
    axe(anybody)
    Tender.unscoped.filter(pk=tender.pk).update(notice_until=clock.now())
    page.goto(f"/console/cobuilding/tenders/{tender.pk}/")
    page.get_by_role("link", name="与中选单位签约").click()
    page.get_by_label("协议有效到").fill("2099-12-31")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已定承接单位").first.wait_for()
    assert Claim.unscoped.filter(organization=first).count() == 2
    street.goto("/console/cobuilding/tenders/")
    shoot(street, "tender-list")
    axe(street)
