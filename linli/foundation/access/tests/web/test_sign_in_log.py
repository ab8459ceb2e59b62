"""The log of sign-ins: what stands in it, who sees it, and when it is forgotten."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from linli.foundation.access import tasks
from linli.foundation.access.models import Session, SignIn
from linli.kernel import clock
from linli.kernel.durations import Duration, Unit
from tests.kit.budgets import Budgets
from tests.kit.people import PASSWORD

LOG = "/console/sign-ins/"


def tried(username: str, password: str = PASSWORD, **options: Any) -> Client:
    client = Client(**options)
    client.post("/sign-in/", {"username": username, "password": password})
    return client


def usernames(answer: Any) -> list[str]:
    return [line.account.username for line in answer.context["sign_ins"]]


def test_a_line_names_the_kind_of_device_and_the_network_only(cast: Any) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14; PLR-AL00 Build/HUAWEI) Chrome/120.0.6099.43"
    client = tried("li-grid-worker", REMOTE_ADDR="2001:db8:1234:5678::9", headers={"User-Agent": agent})
    line = SignIn.objects.get()
    assert (line.device, line.network) == ("Android · Chrome", "2001:db8:1234::/48")
    assert {field.name for field in Session._meta.get_fields()} == {
        "id", "account", "key", "device", "created_at", "last_seen_at",
    }  # fmt: skip
    shown = client.get("/me/devices/").content.decode()
    assert "2001:db8:1234::/48" in shown and "2001:db8:1234:5" not in shown and "PLR-AL00" not in shown


def test_signing_out_is_in_it(cast: Any) -> None:
    tried("li-grid-worker").post("/sign-out/")
    assert list(SignIn.objects.values_list("outcome", flat=True)) == ["out", "ok"]


def test_the_administrator_sees_the_accounts_of_the_county(cast: Any, client_of: Any) -> None:
    tried("li-grid-worker", "wrong-password")
    tried("feng-other-county")
    tried("nobody-here")
    answer = client_of(cast.admin).get(LOG)
    assert usernames(answer) == ["li-grid-worker"]
    assert "密码不对" in answer.content.decode() and "nobody-here" not in answer.content.decode()
    assert usernames(client_of(cast.deng_other_admin).get(LOG)) == ["feng-other-county"]
    assert client_of(cast.li_grid_worker).get(LOG).status_code == 403


def test_it_is_narrowed_by_name_and_outcome_and_goes_on(cast: Any, client_of: Any) -> None:
    for number in range(52):
        tried("li-grid-worker", REMOTE_ADDR=f"10.0.{number}.1")
    tried("wu-leader", "wrong-password")
    client = client_of(cast.admin)
    first = client.get(LOG)
    assert usernames(first)[0] == "wu-leader" and len(usernames(first)) == 50
    assert len(usernames(client.get(LOG, {"before": first.context["before"]}))) == 3
    assert usernames(client.get(LOG, {"outcome": "wrong"})) == ["wu-leader"]
    assert set(usernames(client.get(LOG, {"q": "春燕"}))) == {"li-grid-worker"}
    for strange in ({"before": "x"}, {"before": "9" * 30}, {"before": "0"}, {"outcome": "x"}):
        assert client.get(LOG, strange).status_code == 200


class TestBudgets(Budgets):
    """The log and one's own devices cost the same however long they are."""

    def add_row(self, cast: Any, number: int) -> None:
        tried("li-grid-worker", REMOTE_ADDR=f"10.0.{number}.1")

    def pages(self, cast: Any, client_of: Any) -> dict[str, tuple[Client, str]]:
        return {
            "access:sign-ins": (client_of(cast.admin), LOG),
            "access:sessions": (client_of(cast.li_grid_worker), "/me/devices/"),
        }


def test_old_lines_are_forgotten(cast: Any) -> None:
    now = clock.now()
    with clock.frozen(now - tasks.LOG_KEPT - timedelta(minutes=1)):
        tried("li-grid-worker", "wrong-password")
    with clock.frozen(now - tasks.LOG_KEPT + timedelta(minutes=1)):
        tried("wu-leader", "wrong-password")
    with clock.frozen(now):
        tasks.forget()
    assert [line.account.username for line in SignIn.objects.all()] == ["wu-leader"]


def test_a_county_keeps_them_as_long_as_its_method_says(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that no account has aren't a county's: they stay the product's own time."""
    days = {cast.county.method_slug: 10, cast.other_county.method_slug: 20}
    keep = lambda rules: {"access.sign_in": SimpleNamespace(keep=Duration(days[rules.slug], Unit.DAYS))}  # noqa: E731
    monkeypatch.setattr(tasks, "fields", keep)
    now = clock.now()
    with clock.frozen(now - timedelta(days=15)):
        for name in ("li-grid-worker", "feng-other-county", "nobody-here"):
            tried(name, "wrong-password")
    with clock.frozen(now):
        tasks.forget()
    assert {line.account.username if line.account else "" for line in SignIn.objects.all()} == {"feng-other-county", ""}
