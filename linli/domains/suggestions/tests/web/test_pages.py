"""Pages of suggestions, and what they add to pages of cases."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from linli.domains.cases.models import Case
from linli.domains.suggestions import services
from linli.domains.suggestions.models import Lesson, Tally
from linli.domains.suggestions.tests.making import KINDS, category, indexed, past, said
from tests.kit.budgets import Budgets

pytestmark = pytest.mark.django_db
WASTE, LIGHT, NOISE = KINDS


def url(name: str, *args: Any) -> str:
    return reverse(f"suggestions:{name}", args=args)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_while_registering_categories_and_twins_are_offered(cast: Any, client_of: Any) -> None:
    past(cast, 32)
    services.learn_county(cast.county)
    one = said(cast, "六号楼的垃圾桶满了臭味大，老鼠乱窜")
    indexed()
    zhao = client_of(cast.zhao_dispatcher)
    page = text(zhao.post(url("check"), {"text": "垃圾桶满了臭味大，六号楼老鼠乱窜"}))
    assert f'value="{WASTE}"' in page and "类别0701" in page and "因为" in page and "垃圾" in page
    assert f'name="join" value="{one.ref}"' in page
    assert "checkbox" not in text(zhao.post(url("check"), {"text": ""}))


def test_without_script_the_form_comes_back_with_them(cast: Any, client_of: Any) -> None:
    past(cast, 32)
    services.learn_county(cast.county)
    page = (
        client_of(cast.zhao_dispatcher)
        .post(reverse("cases:register"), {"text": "垃圾桶满了臭味大", "q": "柳园"})
        .content.decode()
    )
    assert f'value="{WASTE}"' in page


def test_a_chosen_suggestion_is_the_category_and_is_counted(cast: Any, client_of: Any) -> None:
    fine = category("social/request/0702", "路灯照明")
    zhao, there = client_of(cast.zhao_dispatcher), reverse("cases:register")
    form = {
        "q": cast.building.name, "card": "other", "text": "三号楼前面的路灯坏了不亮", "urgency": "normal", "source": "console",
        "category": fine.key, "suggested": f"{fine.key} {WASTE}", "anyway": "on",
    }  # fmt: skip
    category(WASTE)
    page = zhao.post(there, form).content.decode()
    form["place"] = page.split('name="place" value="')[1].split('"')[0]
    assert zhao.post(there, form).status_code == 303
    assert Case.unscoped.get().category == fine
    tally = Tally.unscoped.get()
    assert (tally.shown, tally.first, tally.other) == (1, 1, 0)
    assert (
        zhao.post(
            there, form | {"category": "social/request/9999", "text": "另一件说不清楚的事", "suggested": ""}
        ).status_code
        == 303
    )
    assert Case.unscoped.latest("pk").category.key.startswith("social/request/")
    assert Tally.unscoped.get().shown == 1


def test_beside_a_case_one_click_joins_or_sorts(cast: Any, client_of: Any) -> None:
    past(cast, 32)
    services.learn_county(cast.county)
    one = said(cast, "河边的路灯一闪一闪，走路看不清楚", WASTE)
    other = said(cast, "路灯在河边一闪一闪的，走路都看不清楚", WASTE)
    indexed()
    zhao = client_of(cast.zhao_dispatcher)
    assert url("beside", other.ref) in text(zhao.get(reverse("cases:detail", args=[other.ref])))
    page = text(zhao.get(url("beside", other.ref)))
    assert one.ref in page and "都说到" in page and "路灯" in page and f'value="{LIGHT}"' in page
    keys = page.split('name="suggested" value="')[1].split('"')[0]
    sent = {"category": LIGHT, "suggested": keys}
    assert zhao.post(url("choose", other.ref), sent).status_code == 303
    other.refresh_from_db()
    assert other.category.key == LIGHT and Tally.unscoped.get().first == 1
    assert "类别0701 → 类别0702" in text(zhao.get(reverse("cases:detail", args=[other.ref])))
    assert zhao.post(reverse("cases:merge", args=[other.ref]), {"into": one.ref}).status_code == 303
    other.refresh_from_db()
    assert other.duplicate_of_id == one.pk
    assert url("beside", other.ref) not in text(zhao.get(reverse("cases:detail", args=[other.ref])))
    assert "没有可提示的" in text(zhao.get(url("beside", other.ref)))


def test_bad_choices_are_refused(cast: Any, client_of: Any) -> None:
    one = said(cast, "河边的路灯一闪一闪")
    zhao = client_of(cast.zhao_dispatcher)
    for key, status in (("", 303), ("nowhere/x/1", 404), ("x" * 200, 303), ("\x00", 303)):
        assert zhao.post(url("choose", one.ref), {"category": key}).status_code == status
    category("elsewhere/request/1", "外地类别")
    assert (
        zhao.post(url("choose", one.ref), {"category": "elsewhere/request/1"}, follow=True)
        .content.decode()
        .count("外地类别")
        == 1
    )
    one.refresh_from_db()
    assert one.category.key == WASTE


def test_hot_issues_show_their_formula_and_lead_to_their_rows(cast: Any, client_of: Any) -> None:
    wu = client_of(cast.wu_leader)
    assert "没有热点" in text(wu.get(url("hot")))
    for sign in "甲乙丙":
        said(cast, f"井盖破损{sign}")
    indexed()
    page = text(wu.get(url("hot")))
    assert "井盖" in page and "(3+1) ÷ (0+1)" in page and "0 ÷ 4" in page
    link = page.split(f'href="{reverse("cases:queue")}?tab=any')[1].split('"')[0].replace("&amp;", "&")
    assert text(wu.get(f"{reverse('cases:queue')}?tab=any{link}")).count("data-pick") == 1


def test_what_suggestions_rest_on(cast: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    chen = client_of(cast.chen_centre)
    assert "还没有学过" in text(chen.get(url("lesson")))
    past(cast, 32)
    said(cast, "只有一件的类别", "social/request/0709")
    services.learn_county(cast.county)
    Tally.unscoped.create(county=cast.county, month="2026-11-01", shown=4, first=2, other=1)
    page = text(chen.get(url("lesson")))
    assert "类别0702" in page and "75%" in page and "(2+1) ÷ 4" in page and "类别0709" in page
    asked: list[Any] = []
    monkeypatch.setattr("linli.domains.suggestions.services.lessons.app.configure_task", lambda *a, **k: _Task(asked))
    assert chen.post(url("learn")).status_code == 303 and asked == [cast.county.pk]
    Lesson.unscoped.update(data=b"", figures=[])
    assert "30" in text(chen.get(url("lesson")))


class _Task:
    def __init__(self, asked: list[Any]) -> None:
        self.asked = asked

    def defer(self, county_id: int) -> None:
        self.asked.append(county_id)


class TestBudgets(Budgets):
    """What the pages may cost."""

    def add_row(self, cast: Any, number: int) -> Any:
        made = said(cast, f"井盖破损{'甲乙丙丁戊己'[number % 6] * (1 + number // 6)}")
        indexed()
        return made

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        chen = client_of(cast.chen_centre)
        ref = Case.unscoped.earliest("pk").ref
        return {
            "suggestions:hot": (chen, url("hot")),
            "suggestions:beside": (chen, url("beside", ref)),
            "suggestions:lesson": (chen, url("lesson")),
            "cases:queue": (chen, f"{reverse('cases:queue')}?text=井盖"),
        }
