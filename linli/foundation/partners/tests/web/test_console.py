"""The pages on which an administrator looks after other systems."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from linli.foundation.partners import services
from linli.foundation.partners.models import Partner, PartnerKey
from linli.foundation.partners.tests.making import SCOPE, issued, partner, signed
from linli.kernel import clock
from tests.kit.budgets import Budgets


def url(name: str, *args: Any) -> str:
    return reverse(f"partners:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_a_new_system_to_a_request_that_is_let_in(cast: Any, client_of: Any) -> None:
    admin = client_of(cast.admin)
    assert "还没有外部系统" in text(admin.get(url("partners")))
    sent = {"name": "12345 热线平台", "kind": "hotline", "county": cast.county.pk, "organization": ""}
    made = admin.post(url("add"), sent | {"idempotency_key": "a"})
    again = admin.post(url("add"), sent | {"idempotency_key": "a"})
    assert made.status_code == again.status_code == 303 and made["Location"] == again["Location"]
    owner = Partner.unscoped.get()
    until = (clock.today() + timedelta(days=30)).isoformat()
    shown = admin.post(url("issue", owner.pk), {"kind": "hmac", "scopes": [SCOPE], "until": until})
    assert shown.status_code == 200 and shown.headers["Cache-Control"].startswith("max-age=0")
    key = services.Issued(PartnerKey.objects.get(), shown.context["made"].secret)
    assert key.secret in text(shown)
    services.verify_signature(signed(key), b"", clock.now(), SCOPE)
    page = text(admin.get(url("partner", owner.pk)))
    assert key.key.prefix in page and "放行" in page and key.secret not in page


def test_a_double_tap_makes_one_key(cast: Any, client_of: Any) -> None:
    admin, owner = client_of(cast.admin), partner(cast)
    until = (clock.today() + timedelta(days=30)).isoformat()
    sent = {"kind": "hmac", "scopes": [SCOPE], "until": until, "idempotency_key": "a"}
    assert [admin.post(url("issue", owner.pk), sent).status_code for _ in range(2)] == [200, 422]
    old = PartnerKey.objects.get()
    taps = [admin.post(url("rotate", old.pk), {"overlap": 7, "idempotency_key": "b"}) for _ in range(2)]
    assert [tap.status_code for tap in taps] == [200, 422] and "已经提交过" in text(taps[1])
    assert PartnerKey.objects.count() == 2


def test_bad_forms_say_what_is_wrong(cast: Any, client_of: Any) -> None:
    admin, owner = client_of(cast.admin), partner(cast)
    good = {"kind": "hmac", "scopes": [SCOPE], "until": (clock.today() + timedelta(days=30)).isoformat()}
    for odd in ({"kind": "x"}, {"scopes": []}, {"scopes": ["x"]}, {"until": "2020-01-01"}, {"until": "2099-01-01"}):
        assert admin.post(url("issue", owner.pk), good | odd).status_code == 422, odd
    assert PartnerKey.objects.count() == 0
    assert admin.post(url("add"), {"name": owner.name, "kind": "app", "county": cast.county.pk}).status_code == 422


def test_keys_are_replaced_and_revoked(cast: Any, client_of: Any) -> None:
    admin, key = client_of(cast.admin), issued(cast)
    assert admin.post(url("rotate", key.key.pk), {"overlap": 31}).status_code == 422
    shown = admin.post(url("rotate", key.key.pk), {"overlap": 7})
    assert shown.status_code == 200 and PartnerKey.objects.count() == 2
    assert admin.get(url("revoke", key.key.pk)).status_code == 200
    assert admin.post(url("revoke", key.key.pk), {"reason": "换人了"}).status_code == 303
    assert admin.post(url("revoke", key.key.pk), {"reason": "换人了"}).status_code == 422
    assert "已吊销" in text(admin.get(url("partner", key.key.partner_id)))


def test_switching_off_ends_all_keys_at_once(cast: Any, client_of: Any) -> None:
    admin, key = client_of(cast.admin), issued(cast)
    for active, holds in (("", False), ("1", True)):
        assert admin.post(url("switch", key.key.partner_id), {"active": active}).status_code == 303
        assert Partner.unscoped.get().active is holds


def test_far_reaching_things_ask_for_a_fresh_proof(cast: Any, client_of: Any) -> None:
    admin, key = client_of(cast.admin), issued(cast)
    session = admin.session
    session["proved_at"] = "2020-01-01T00:00:00+00:00"
    session.save()
    for name, args in (("issue", [key.key.partner_id]), ("rotate", [key.key.pk]), ("revoke", [key.key.pk])):
        answer = admin.post(url(name, *args), {"overlap": 0, "reason": "x"})
        assert answer.status_code == 303 and "/again/" in answer["Location"], name
    assert PartnerKey.objects.count() == 1


class TestBudgets(Budgets):
    """What the list and a partner's page may cost."""

    def add_row(self, cast: Any, number: int) -> Any:
        key = issued(cast)
        services.verify_signature(signed(key), b"", clock.now(), SCOPE)
        return partner(cast, f"系统 {number}")

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        admin = client_of(cast.admin)
        shown = url("partner", partner(cast).pk)
        return {"partners:partners": (admin, url("partners")), "partners:partner": (admin, shown)}
