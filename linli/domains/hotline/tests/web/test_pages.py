"""The office's pages of hotline orders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from linli.domains.hotline.models import Ask
from linli.domains.hotline.tests.making import fresh, order, platform
from linli.kernel import clock
from linli.kernel.clock import ZONE
from tests.kit.budgets import Budgets


def url(name: str, *args: Any) -> str:
    return reverse(f"hotline:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_orders_stand_by_their_time_with_their_cards(cast: Any, client_of: Any) -> None:
    zhao = client_of(cast.zhao_dispatcher)
    assert "这里没有工单" in text(zhao.get(url("orders")))
    order(cast, "GD1"), order(cast, "GD2", promise="consult", kind="consult")
    page = text(zhao.get(url("orders")))
    assert page.index("GD2") < page.index("GD1") and "黄牌" not in page
    with clock.frozen(datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)):
        page = text(zhao.get(url("orders")))
        assert "1 件红牌" in page and "1 件黄牌" in page
        assert "GD1" in text(zhao.get(url("orders"), {"show": "cards"}))
    assert "GD1" not in text(zhao.get(url("orders"), {"show": "ended"}))
    assert "GD1" not in text(zhao.get(url("orders"), {"q": "GD2"}))
    assert "GD1" not in text(client_of(cast.ma_other_office).get(url("orders")))


def test_one_order_and_what_is_asked_of_the_hotline(cast: Any, client_of: Any) -> None:
    one = order(cast, emergency="119", attachments=(("现场", "https://a.example/1.jpg"),))
    zhao = client_of(cast.zhao_dispatcher)
    page = text(zhao.get(url("order", one.pk)))
    assert "119" in page and "https://a.example/1.jpg" in page and one.case.ref in page
    assert zhao.post(url("more-time", one.pk), {"reason": ""}).status_code == 422
    assert zhao.post(url("more-time", one.pk), {"reason": "等配件"}).status_code == 303
    assert zhao.post(url("more-time", one.pk), {"reason": "等配件"}).status_code == 422
    assert zhao.post(url("give-back", one.pk), {"reason": "不归我们"}).status_code == 303
    page = text(zhao.get(url("order", one.pk)))
    assert Ask.objects.count() == 2 and "等配件" in page and "不归我们" in page
    assert fresh(one).case.is_open


class TestBudgets(Budgets):
    """What the list and an order may cost."""

    def add_row(self, cast: Any, number: int) -> Any:
        return order(cast, f"GD{number}", key=platform(cast, "热线"))

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        from linli.domains.hotline.models import Order

        zhao = client_of(cast.zhao_dispatcher)
        first = Order.objects.order_by("pk")[0]
        return {"hotline:orders": (zhao, url("orders")), "hotline:order": (zhao, url("order", first.pk))}
