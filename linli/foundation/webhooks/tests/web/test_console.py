"""The pages on which an administrator looks after webhooks."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from linli.foundation.webhooks import services
from linli.foundation.webhooks.models import Delivery, Hook
from linli.foundation.webhooks.states import State
from linli.foundation.webhooks.tests.making import STREAM, Other, given_up, happened, hook, partner, states
from tests.kit.budgets import Budgets


def url(name: str, *args: Any) -> str:
    return reverse(f"webhooks:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_a_new_webhook_to_what_was_sent(cast: Any, client_of: Any, other: Other) -> None:
    admin, owner = client_of(cast.admin), partner(cast)
    assert "还没有推送" in text(admin.get(url("hooks")))
    given = {"partner": owner.pk, "stream": STREAM, "url": other.url}
    shown = admin.post(url("add"), given)
    assert shown.status_code == 200 and shown.headers["Cache-Control"].startswith("max-age=0")
    made = Hook.unscoped.get()
    assert shown.context["made"].secret in text(shown) and made.name in text(shown)
    happened(cast.grid)
    services.send_due()
    page = text(admin.get(url("hook", made.pk)))
    assert "已送达" in page and shown.context["made"].secret not in page and "添加推送" in page
    assert admin.post(url("add"), given).status_code == 422
    renewed = admin.post(url("renew", made.pk))
    assert renewed.context["made"].secret != shown.context["made"].secret
    for active in ("", "1"):
        assert admin.post(url("switch", made.pk), {"active": active}).status_code == 303
        assert Hook.unscoped.get().active == bool(active)


def test_bad_forms_say_what_is_wrong(cast: Any, client_of: Any, other: Other) -> None:
    admin, owner = client_of(cast.admin), partner(cast)
    good = {"partner": owner.pk, "stream": STREAM, "url": other.url}
    for odd in (
        {"url": "x"},
        {"url": ""},
        {"stream": "x"},
        {"partner": owner.pk + 99},
        {"url": "https://" + "x" * 600},
    ):
        assert admin.post(url("add"), good | odd).status_code == 422, odd
    assert not Hook.unscoped.exists()


def test_what_was_given_up_is_sent_again(cast: Any, client_of: Any, other: Other) -> None:
    admin, made = client_of(cast.admin), hook(cast, other.url).hook
    for area in (cast.grid, cast.second_grid, cast.community):
        happened(area)
    row = given_up(made)
    assert text(admin.get(url("hook", made.pk), {"state": "dead"})).count("再次发送") >= 3
    assert admin.post(url("resend", row.pk)).status_code == 303
    assert admin.post(url("resend", row.pk)).status_code == 409
    assert admin.post(url("resend-all", made.pk)).status_code == 303
    assert (states(), services.send_due()) == (["waiting"] * 3, 3)
    assert admin.get(url("hook", made.pk), {"state": "nonsense", "page": "x"}).status_code == 200


class TestBudgets(Budgets):
    """The pages cost the same however much was sent."""

    def add_row(self, cast: Any, number: int) -> None:
        made = hook(cast, f"https://example.cn/{number}").hook
        happened(cast.grid)
        Delivery.objects.filter(hook=made).update(state=State.DELIVERED)

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        found = hook(cast, "https://example.cn/").hook
        happened(cast.grid)
        admin = client_of(cast.admin)
        return {"webhooks:hooks": (admin, url("hooks")), "webhooks:hook": (admin, url("hook", found.pk))}
