"""The members' pages as the party organization meets them."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from linli.domains.membership import selectors, services
from linli.domains.membership.models import Membership
from linli.domains.membership.states import SignKind
from linli.domains.membership.tests.making import SYSTEM, compound, household, linked, member, person
from linli.foundation.privacy import rls
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"membership:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_member_is_entered_by_name_and_phone(cast: Any, client_of: Any) -> None:
    person(cast, "梁山", phone="10012345678")
    ding = client_of(cast.ding_party)
    data = {"name": "梁山", "phone": "10012345678", "organization": cast.branch.pk, "kind": "resident"}
    wrong = sent(ding, url("add"), **(data | {"phone": "10012345679"}))
    assert wrong.status_code == 422
    made = sent(ding, url("add"), **data)
    assert made.status_code == 303
    assert "梁山" in text(ding.get(made.headers["Location"]))
    assert "梁山" in text(ding.get(url("members") + "?q=梁", headers={"HX-Request": "true"}))
    assert "梁山" not in text(ding.get(url("members") + "?only=unseen"))
    assert sent(ding, url("add"), **(data | {"organization": cast.other_branch.pk})).status_code == 422


def test_a_members_page_shows_what_is_to_be_done(cast: Any, client_of: Any) -> None:
    row = member(cast, organization=cast.other_branch, kind="retired")
    linked(cast, row, 1)
    services.agree_sign(SYSTEM, membership=row, kind=SignKind.DOORPLATE, agreed=True)
    services.check_in(SYSTEM, membership=row, compound=compound(cast))
    found = text(client_of(cast.yan_other_party).get(url("member", row.pk)))
    for word in ("应转未转", "离退休党员", "接管", "“我家有党员”门牌", "柳园小区"):
        assert word in found
    assert row.person.phone_masked not in found


def test_verbs_of_a_member_are_done_by_their_forms(cast: Any, client_of: Any) -> None:
    ding, row, home = client_of(cast.ding_party), member(cast), household(cast, "501")
    place = compound(cast)
    for name, data in (
        ("kind", {"kind": "office"}),
        ("card", {"card": ""}),
        ("check-in", {"compound": place.pk}),
        ("link", {"area": cast.building.pk, "room": "501"}),
        ("sign", {"kind": "plaque", "agreed": "on"}),
        ("register", {}),
    ):
        assert sent(ding, url(name, row.pk), **data).status_code == 303, name
    assert ding.get(url("link", row.pk) + "?q=1").status_code == 200
    with rls.everywhere():
        assert Membership.unscoped.get(pk=row.pk).kind == "office"
    (contact,) = selectors.contacts_of(cast.ding_party.actor, row).rows
    assert contact.household_id == home.pk
    assert sent(ding, url("contact", contact.pk), words="楼道灯坏了").status_code == 303
    assert "楼道灯坏了" in text(ding.get(url("contact", contact.pk)))
    assert sent(ding, url("contact", contact.pk), words="").status_code == 422
    assert sent(ding, url("end-contact", contact.pk)).status_code == 303
    (sign,) = selectors.signs_of(cast.ding_party.actor, row)
    assert sent(ding, url("withdraw-sign", sign.pk)).status_code == 303
    assert "待取下的牌" in text(ding.get(url("figures")))
    assert sent(ding, url("take-down", sign.pk)).status_code == 303
    assert sent(ding, url("end", row.pk)).status_code == 303


def test_a_transfer_goes_through_both_offices(cast: Any, client_of: Any) -> None:
    ding, yan, row = client_of(cast.ding_party), client_of(cast.yan_other_party), member(cast)
    assert sent(ding, url("transfer", row.pk)).status_code == 422
    for answer in ("refuse", "accept"):
        assert sent(ding, url("transfer", row.pk), target=cast.other_branch.pk).status_code == 303
        (asked,) = selectors.transfers_page(cast.yan_other_party.actor, box="in")
        assert row.person.name in text(yan.get(url("transfers")))
        if answer == "refuse":
            assert sent(ding, url("withdraw-transfer", asked.pk)).status_code == 303
            assert sent(ding, url("transfer", row.pk), target=cast.other_branch.pk).status_code == 303
            (asked,) = selectors.transfers_page(cast.yan_other_party.actor, box="in")
        assert sent(yan, url(answer, asked.pk), reason="住址不符").status_code == 303
    assert yan.get(url("member", row.pk)).status_code == 200
    assert sent(yan, url("transfer", row.pk), target_name="外市某支部").status_code == 303


def test_reports_open_and_are_empty_politely(cast: Any, client_of: Any) -> None:
    ding = client_of(cast.ding_party)
    for name in ("members", "figures", "transfers", "quota", "coverage"):
        assert ding.get(url(name)).status_code == 200
    place = compound(cast)
    assert "柳园小区" in text(ding.get(url("quota") + "?year=2026", headers={"HX-Request": "true"}))
    assert sent(ding, url("set-quota", place.pk, 2026), allotted=30).status_code == 422
    assert ding.get(url("set-quota", place.pk, 1026)).status_code == 404
    home = household(cast)
    assert home.dwelling.address_masked in text(ding.get(url("uncovered", cast.grid.pk)))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        row = member(cast)
        linked(cast, row, 1)
        services.check_in(SYSTEM, membership=row, compound=compound(cast, f"小区{number}"))

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        ding = client_of(cast.ding_party)
        return {f"membership:{name}": (ding, url(name)) for name in ("members", "figures", "quota", "coverage")}
