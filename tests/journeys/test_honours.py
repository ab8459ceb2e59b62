"""Honours in Chromium: called for, nominated with a picture, judged by two, shown on notice, conferred, named with consent; a practice is shared."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from linli.domains.honours import services
from linli.domains.honours.models import Article, Call, Honour, Nomination
from linli.foundation.access import selectors as access
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("xiejiaji")


def picture(folder: Path) -> str:
    out = BytesIO()
    Image.new("RGB", (320, 240), "seagreen").save(out, "JPEG")
    path = folder / "proof.jpg"
    path.write_bytes(out.getvalue())
    return str(path)


def test_from_a_call_to_a_name_that_is_public(
    county: County, open_browser: Any, shoot: Any, axe: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    street, centre = open_browser(county.people["street_office"]), open_browser(county.people["county_centre"])
    worker = county.people["grid_worker"]
    street.goto("/console/honours/")
    street.get_by_role("link", name="开始一次评选").click()
    street.get_by_label("评选单位").select_option(label=county.areas["township"].name)
    street.get_by_label("荣誉", exact=True).select_option("kind_neighbour")
    street.get_by_label("推荐截止").fill(clock.today().isoformat())
    street.get_by_role("button", name="保存").click()
    street.get_by_role("link", name="推荐", exact=True).click()
    street.get_by_label("工作人员").select_option(str(worker.card_id))
    street.get_by_label("推荐理由").fill("十年义务为老人理发")
    street.locator("input[type=file]").first.set_input_files(picture(tmp_path))
    street.get_by_role("button", name="保存").click()
    street.get_by_role("link", name="评审", exact=True).click()
    street.locator("label.choice", has=street.locator("input[value=yes]")).click()
    street.get_by_label("核实情况").fill("走访属实")
    street.get_by_role("button", name="保存").click()
    street.get_by_text("走访属实").first.wait_for()
    with rls.everywhere():
        one = Nomination.unscoped.get()
    centre.goto(f"/console/honours/nominations/{one.pk}/")
    centre.get_by_role("link", name="决定", exact=True).click()
    centre.locator("label.choice", has=centre.locator("input[value=yes]")).click()
    centre.get_by_label("原因").fill("同意")
    centre.get_by_role("button", name="保存").click()
    centre.get_by_text("拟授予荣誉").first.wait_for()
    Call.unscoped.update(closes_on=clock.today() - timedelta(days=1))
    street.goto(f"/console/honours/{one.call_id}/")
    street.get_by_role("button", name="开始公示").click()
    street.get_by_text("公示中").first.wait_for()
    anybody = open_browser(script=False)
    anybody.goto(f"/honours/notices/{one.call_id}/")
    anybody.get_by_text("未公开姓名").wait_for()
    look(county, open_browser, shoot, axe, one)
    Call.unscoped.update(notice_from=clock.now() - timedelta(days=9), notice_until=clock.now())
    street.goto(f"/console/honours/{one.call_id}/")
    street.get_by_role("button", name="授予荣誉").click()
    street.get_by_text("已授予").first.wait_for()
    own = open_browser(worker)
    own.goto("/console/honours/mine/")
    own.get_by_role("button", name="同意公开我的姓名").click()
    own.get_by_text("本人同意公开姓名").wait_for()
    shoot(own, "honours-mine")
    axe(own)
    anybody.goto(f"/{county.root.slug}/honours/")
    anybody.get_by_text(Honour.unscoped.get().name).wait_for()
    seen = open_browser()
    seen.goto(f"/{county.root.slug}/honours/")
    shoot(seen, "honours-county")
    axe(seen)


def look(county: County, open_browser: Any, shoot: Any, axe: Any, one: Nomination) -> None:
    """Every other page with something on it."""
    community = access.actor_for(county.people["community_office"])
    row = services.write_practice(
        community,
        area=county.areas["community"],
        title="“板凳会”工作法",
        words="堆物没人管",
        steps="坐下听\n当场记\n回头报",
        theme="service",
    )
    services.send_article(community, article=row)
    street = access.actor_for(county.people["street_office"])
    services.review_article(street, article=row, publish=True)
    services.adopt(street, article=row, area=county.areas["township"], words="街道也这样开")
    said = services.object_to(Actor.public(), nomination=one, words="没见过他理发")
    page = open_browser(county.people["street_office"], width=1440)
    for name, url in {
        "calls": "honours/", "open": "honours/add/", "call": f"honours/{one.call_id}/", "given": "honours/given/",
        "nomination": f"honours/nominations/{one.pk}/", "objection": f"honours/objections/{said.pk}/",
        "articles": "articles/", "article": f"articles/{Article.unscoped.get().pk}/", "practice": "articles/practice/",
        "model-case": "articles/case/",
    }.items():  # fmt: skip
        assert page.goto(f"/console/{url}").status == 200, url
        shoot(page, f"honours-{name}")
        axe(page)
    for name, url in {
        "notice": f"/honours/notices/{one.call_id}/", "object": f"/honours/notices/object/{one.pk}/",
        "library": f"/{county.root.slug}/practices/", "read": f"/honours/articles/{row.pk}/",
    }.items():  # fmt: skip
        assert page.goto(url).status == 200, url
        shoot(page, f"honours-{name}")
        axe(page)
    with rls.everywhere():
        said.delete()
