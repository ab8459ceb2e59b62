"""Couriers as the branch meets them (Q39)."""

from __future__ import annotations

from typing import Any

from linli.domains.membership.models import Courier
from linli.domains.membership.tests.making import courier_row
from linli.domains.membership.tests.web.test_pages import sent, text, url
from linli.foundation.privacy import rls
from tests.kit.budgets import Budgets


def now(row: Courier) -> Courier:
    with rls.everywhere():
        return Courier.unscoped.get(pk=row.pk)


def test_the_branch_takes_in_whom_it_lists_and_looks_with_a_reason(cast: Any, client_of: Any) -> None:
    ding, row = client_of(cast.ding_party), courier_row(cast)
    assert "林小哥" in text(ding.get(url("couriers")))
    shown = text(ding.get(url("courier", row.pk)))
    assert "山县物流园党支部" in shown
    assert "10055500021" not in shown
    assert sent(ding, url("courier-phone", row.pk), reason="").status_code == 422
    assert "10055500021" in text(sent(ding, url("courier-phone", row.pk), reason="约见面"))
    assert sent(ding, url("confirm-courier", row.pk)).status_code == 303
    assert sent(ding, url("confirm-courier", row.pk)).status_code in (409, 422)
    assert "林小哥" not in text(ding.get(url("couriers")))
    assert "林小哥" in text(ding.get(url("couriers") + "?state=confirmed", headers={"HX-Request": "true"}))
    assert sent(ding, url("end-courier", row.pk)).status_code == 303
    assert now(row).state == "ended"


def test_declined_or_passed_on_by_their_forms(cast: Any, client_of: Any) -> None:
    ding, yan = client_of(cast.ding_party), client_of(cast.yan_other_party)
    one, two = courier_row(cast), courier_row(cast, phone="10055500022", name="林大哥")
    assert sent(ding, url("decline-courier", one.pk)).status_code == 422
    assert sent(ding, url("decline-courier", one.pk), reason="不在本社区送货").status_code == 303
    assert "不在本社区送货" in text(ding.get(url("courier", one.pk)))
    assert cast.other_branch.name in text(ding.get(url("pass-courier", two.pk)))
    assert sent(ding, url("pass-courier", two.pk), target=cast.other_branch.pk).status_code == 303
    assert ding.get(url("courier", two.pk)).status_code == 404
    assert "林大哥" in text(yan.get(url("couriers")))
    for name in ("courier", "pass-courier", "decline-courier"):
        assert yan.get(url(name, one.pk)).status_code == 404


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        self.row = courier_row(cast, phone=f"1005551{number:04d}")

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        ding = client_of(cast.ding_party)
        return {
            "membership:couriers": (ding, url("couriers")), "membership:courier": (ding, url("courier", self.row.pk)),
        }  # fmt: skip
