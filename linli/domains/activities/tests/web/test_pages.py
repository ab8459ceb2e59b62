"""The pages of activities, for branches, offices and everybody."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.activities import services
from linli.domains.activities.models import Activity, Picture
from linli.domains.activities.tests import making
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from tests.kit.budgets import Budgets
from tests.kit.places import SYSTEM


def url(name: str, *args: object) -> str:
    return reverse(f"activities:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def test_from_a_plan_to_a_day_with_pictures(cast: Any, client_of: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    ding, wu = client_of(cast.ding_party), client_of(cast.wu_leader)
    plan = url("plan", "theme_day")
    assert plan in text(ding.get(url("activities")))
    assert plan not in text(wu.get(url("activities")))
    assert "交纳党费、集中学习、民主议事" in text(ding.get(plan))
    facts = {"holder": cast.branch.pk, "title": "主题党日", "on": clock.today().isoformat(), "place": "党群服务中心"}
    assert sent(ding, plan, **facts) == 422
    assert sent(ding, plan, **facts, own="一\n二\n三\n四\n五\n六") == 422
    assert sent(ding, plan, **{**facts, "holder": cast.other_branch.pk}, own="清洁家园") == 422
    assert sent(ding, plan, **facts, own="清洁家园\n\n看望老党员") == 303
    assert sent(ding, plan, **facts, own="清洁家园") == 422
    row = Activity.unscoped.get()
    assert sent(ding, url("change", row.pk), **{**facts, "place": "礼堂"}, own="讲党课") == 303
    page = text(ding.get(url("activity", row.pk)))
    assert ("礼堂" in page, "讲党课" in page, "清洁家园" in page, url("begin", row.pk) in page) == (
        True,
        True,
        False,
        False,
    )
    words = {f"item_{item.pk}": "做了" for item in row.items.all()}
    proof = SimpleUploadedFile("a.jpg", making.photo())
    assert sent(ding, url("hold", row.pk), came=0, **words) == 422
    assert sent(ding, url("hold", row.pk), came=5) == 422
    assert sent(ding, url("hold", row.pk), came=5, photos=proof, **words) == 303
    picture = url("picture", Picture.unscoped.get().pk)
    assert picture in text(wu.get(url("activity", row.pk)))
    assert b"".join(wu.get(picture).streaming_content).startswith(b"\xff\xd8\xff")
    assert "已开展 1 个" in text(wu.get(url("coverage", "theme_day")))
    assert "槐荫社区党支部" in text(wu.get(url("coverage", "theme_day") + "?only=open"))
    assert "柳园社区党支部" not in text(wu.get(url("coverage", "theme_day") + "?only=open"))
    assert sent(ding, url("cancel", row.pk), reason="写错了") == 422
    assert wu.get(url("coverage", "nothing")).status_code == 404


def test_lists_are_narrowed_and_hide_what_lies_elsewhere(cast: Any, client_of: Any) -> None:
    row, ma, zhao = making.themed(cast), client_of(cast.ma_other_office), client_of(cast.zhao_dispatcher)
    assert row.title not in text(ma.get(url("activities")))
    for query, shown in {
        "?state=planned": True,
        "?state=held": False,
        "?q=柳园": True,
        "?q=槐荫": False,
        "?programme=theme_day": True,
        "?state=x": True,
    }.items():
        assert (row.title in text(zhao.get(url("activities") + query))) is shown, query
    assert ma.get(url("activity", row.pk)).status_code == 404
    assert row.title in text(zhao.get(reverse("organizations:organization", args=[cast.branch.pk])))


def test_a_project_is_begun_and_everybody_sees_what_is_coming_up(
    cast: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.widen(monkeypatch)
    wang, anybody = client_of(cast.wang_community), client_of(cast.sun_resident)
    row = making.scene(cast)
    assert sent(wang, url("begin", row.pk)) == 303
    assert "已开工 1 个" in text(wang.get(url("coverage", "scenes")))
    services.cancel_activity(SYSTEM, activity=row, reason="没钱")
    making.at_home(cast)
    page = text(anybody.get(url("near", cast.county.slug)))
    assert ("邻里百家宴" in page, "口袋公园" in page, "王海波" in page) == (True, False, False)
    assert url("near", cast.county.slug) in text(anybody.get(reverse("web:county", args=[cast.county.slug])))


def test_a_county_without_public_programmes_has_no_way_there(cast: Any, client_of: Any) -> None:
    home = client_of(cast.sun_resident).get(reverse("web:county", args=[cast.county.slug]))
    assert url("near", cast.county.slug) not in text(home)


class TestBudgets(Budgets):
    @pytest.fixture(autouse=True)
    def public(self, monkeypatch: pytest.MonkeyPatch) -> None:
        making.widen(monkeypatch)

    def add_row(self, cast: Any, number: int) -> Any:
        body = organizations.create_organization(SYSTEM, area=cast.community, kind="party_branch", name=f"支部{number}")
        facts = {"title": "主题", "place": "社区", "own": ["学"]}
        self.row = services.plan_activity(SYSTEM, programme="theme_day", organization=body, on=clock.today(), **facts)
        if number % 2:
            services.hold_activity(SYSTEM, activity=self.row, done=making.done(self.row), came=9)
        Activity.unscoped.create(
            county=cast.county, area=cast.other_community, programme="home", release=self.row.release, title="联欢", place="广场",
            period_on=clock.today() - timedelta(days=number), on=clock.today(), planned_at=clock.now(), planned_by="马兰",
        )  # fmt: skip
        return self.row

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        zhao, anybody = client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
        return {
            "activities:activities": (zhao, url("activities")),
            "activities:coverage": (zhao, url("coverage", "theme_day")),
            "activities:activity": (zhao, url("activity", self.row.pk)),
            "activities:near": (anybody, url("near", cast.county.slug)),
        }
