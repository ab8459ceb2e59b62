"""Sites and organizations without a territory in Chromium: a market is looked after, two branches found one together, every page is looked at."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.formations.models import Care, Formation, Site
from linli.foundation.organizations import selectors as directory
from linli.foundation.organizations import services as organizations
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("xiejiaji")


def branches(county: County) -> tuple[Any, Any]:
    """The community's party organization, and the branch within a department."""
    near = directory.party_body_at(county.areas["community"]) or organizations.create_organization(
        SYSTEM, area=county.areas["community"], kind="party_branch", name="滨河社区党支部"
    )
    unit = organizations.create_organization(SYSTEM, area=county.root, kind="department", name="市场监管局")
    own = organizations.create_organization(
        SYSTEM, area=county.root, kind="party_branch", name="市场监管局机关党支部", parent=unit
    )
    return near, own


def test_a_market_is_looked_after_and_two_branches_found_one(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    near, own = branches(county)
    place = county.areas["community"]
    office = open_browser(county.people["community_office"])
    office.goto("/console/sites/")
    office.get_by_role("link", name="列入点位").click()
    office.get_by_label("点位类别").select_option("market")
    office.get_by_label("名称", exact=True).fill("滨河农贸市场")
    office.get_by_label("在哪里").select_option(str(place.pk))
    office.get_by_role("button", name="保存").click()
    office.get_by_role("heading", name="滨河农贸市场").wait_for()
    office.get_by_role("link", name="交给党组织兜底").click()
    office.get_by_label("党组织").select_option(str(near.pk))
    office.get_by_role("button", name="保存").click()
    office.get_by_text("有党组织兜底").first.wait_for()
    assert Care.objects.get().organization_id == near.pk

    office.goto("/console/formations/")
    office.get_by_role("link", name="成立联合党组织").click()
    office.get_by_label("组织形式").select_option("joint")
    office.get_by_label("名称", exact=True).fill("市场监管局、滨河社区联合党支部")
    office.get_by_label("所在地").select_option(str(place.pk))
    office.get_by_label("共建各方").select_option([str(near.pk), str(own.pk)])
    office.get_by_label("批准依据").fill("区组〔2026〕7 号")
    office.get_by_role("button", name="保存").click()
    office.get_by_role("heading", name="市场监管局、滨河社区联合党支部").wait_for()
    office.get_by_text("每人只算一次").wait_for()
    look(county, open_browser, shoot, axe)


def look(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    """Every page at three widths, with something on it."""
    site, body = Site.unscoped.get(), Formation.unscoped.get()
    organizations.create_organization(
        SYSTEM, area=county.areas["community"], kind="property_company", name="安居物业服务有限公司"
    )
    page = open_browser(county.people["community_office"], width=1440)
    founder = body.founders.first()
    for name, url in {
        "sites": "sites/", "add": "sites/add/", "coverage": "sites/coverage/", "firms": "sites/firms/", "site": f"sites/{site.pk}/",
        "care": f"sites/{site.pk}/care/", "move": f"sites/{site.pk}/move/", "close": f"sites/{site.pk}/close/",
        "bodies": "formations/", "found": "formations/found/", "body": f"formations/{body.pk}/",
        "add-founder": f"formations/{body.pk}/founders/add/", "leave": f"formations/founders/{founder.pk}/leave/",
    }.items():  # fmt: skip
        assert page.goto(f"/console/{url}").status == 200, url
        shoot(page, f"formations-{name}")
        axe(page)
