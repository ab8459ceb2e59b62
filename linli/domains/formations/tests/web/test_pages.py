"""The pages of sites and of organizations without a territory, for the office, a leader and a party office."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from linli.domains.cobuilding.tests import making as lists
from linli.domains.formations import services
from linli.domains.formations.models import Care, Formation, Founder, Site
from linli.domains.formations.tests import making
from linli.foundation.organizations import services as organizations
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"formations:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def test_a_site_from_the_list_to_its_end(flexible: Any, client_of: Any) -> None:
    wang, ding = client_of(flexible.wang_community), client_of(flexible.ding_party)
    facts = {"kind": "courier_site", "name": "柳园快递点", "area": flexible.grid.pk, "host": ""}
    assert sent(wang, url("add-site"), **(facts | {"name": ""})) == 422
    assert sent(wang, url("add-site"), **facts) == 303
    assert sent(wang, url("add-site"), **facts) == 422
    row = Site.unscoped.get()
    assert "没有党组织" in text(ding.get(url("sites") + "?q=柳园&kind=courier_site&cover=none"))
    charter = {
        "form": "branch",
        "name": "柳园快递党支部",
        "superior": flexible.branch.pk,
        "basis": "柳街组〔2026〕3 号",
    }
    assert sent(wang, url("set-up", row.pk), **(charter | {"superior": flexible.bureau.pk})) == 422
    assert sent(wang, url("set-up", row.pk), **charter) == 303
    made = Formation.unscoped.get()
    assert "柳园快递党支部" in text(wang.get(url("site", row.pk)))
    assert "柳园社区党支部" in text(ding.get(url("body", made.pk)))
    assert sent(wang, url("review", made.pk), words="还没有党员") == 303
    assert "党员人数不足" in text(wang.get(url("bodies")))
    assert sent(wang, url("move", row.pk), area=flexible.community.pk, superior="") == 303
    assert sent(wang, url("close-site", row.pk), reason="网点撤了") == 422
    assert sent(wang, url("dissolve", made.pk), reason="网点撤了") == 303
    assert sent(wang, url("close-site", row.pk), reason="网点撤了") == 303
    assert "网点撤了" in text(wang.get(url("site", row.pk)))
    assert "柳园快递党支部" in text(wang.get(url("bodies") + "?past=on"))


def test_a_firm_of_the_directory_is_looked_after(joint: Any, client_of: Any) -> None:
    wang = client_of(joint.wang_community)
    firm = organizations.create_organization(making.SYSTEM, area=joint.grid, kind="property_company", name="安居物业")
    far = organizations.create_organization(
        making.SYSTEM, area=joint.other_county, kind="property_company", name="山县物业"
    )
    page = text(wang.get(url("firms")))
    assert "安居物业" in page
    assert "山县物业" not in page
    assert 'value="安居物业"' in text(wang.get(url("add-site") + f"?host={firm.pk}"))
    assert wang.get(url("add-site") + f"?host={far.pk}").status_code == 404
    assert wang.get(url("add-site") + "?host=x").status_code == 200
    facts = {"kind": "firm", "name": "安居物业", "area": joint.grid.pk}
    assert sent(wang, url("add-site"), **facts, host=far.pk) == 422
    assert sent(wang, url("add-site"), **facts, host=firm.pk) == 303
    row = Site.unscoped.get()
    assert sent(wang, url("look-after", row.pk), organization=joint.other_branch.pk) == 422
    assert sent(wang, url("look-after", row.pk), organization=joint.branch.pk) == 303
    assert "100% 有人管" in text(wang.get(url("coverage")))
    assert "兜底党组织：" in text(wang.get(url("sites") + f"?body={joint.branch.pk}"))
    assert sent(wang, url("end-care", row.pk), reason="已成立") == 303
    assert Care.objects.get().reason == "已成立"


def test_a_joint_organization_with_what_both_brought(joint: Any, client_of: Any) -> None:
    wang, wu = client_of(joint.wang_community), client_of(joint.wu_leader)
    unit = making.unit_branch(joint)
    facts = {
        "form": "joint",
        "name": "市政局、柳园社区联合党支部",
        "area": joint.community.pk,
        "basis": "区组〔2026〕7 号",
        "until": "",
    }
    assert sent(wang, url("found"), **facts, founders=[unit.pk]) == 422
    assert sent(wang, url("found"), **facts, founders=[unit.pk, joint.branch.pk]) == 303
    made = Formation.unscoped.get()
    lists.claimed(joint)
    page = text(wu.get(url("body", made.pk)))
    assert "给老人理发" in page
    assert "每人只算一次" in page
    water = making.unit_branch(joint, joint.other_bureau, "水务局党支部")
    assert sent(wang, url("add-founder", made.pk), organization=water.pk) == 303
    one = Founder.objects.get(organization=water)
    assert sent(wang, url("leave", one.pk), reason="") == 422
    assert sent(wang, url("leave", one.pk), reason="任务完成") == 303
    assert sent(wang, url("dissolve", made.pk), reason="任务完成") == 303


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        if not number:
            making.under(cast, making.JOINT)
            type(self).body = making.founded(cast)
            type(self).site = making.site(cast)
            lists.claimed(cast)
        row = making.site(cast, name=f"市场{number}")
        services.look_after(cast.wang_community.actor, site=row, organization=cast.branch)
        services.end_care(
            cast.wang_community.actor, site=self.site, reason="换一家"
        ) if number % 2 else services.look_after(cast.wang_community.actor, site=self.site, organization=cast.branch)
        unit = organizations.create_organization(
            making.SYSTEM, area=cast.county, kind="department", name=f"第{number}局"
        )
        body = making.unit_branch(cast, unit, f"第{number}局党支部")
        services.add_founder(cast.wang_community.actor, formation=self.body, organization=body)
        making.founded(cast, body, cast.branch, name=f"联合党支部{number}")
        organizations.create_organization(
            making.SYSTEM, area=cast.grid, kind="social_organization", name=f"社团{number}"
        )

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang = client_of(cast.wang_community)
        return {
            **{f"formations:{name}": (wang, url(name)) for name in ("sites", "coverage", "firms", "bodies")},
            "formations:site": (wang, url("site", self.site.pk)),
            "formations:body": (wang, url("body", self.body.pk)),
        }
