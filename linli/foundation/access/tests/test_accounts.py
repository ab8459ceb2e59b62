"""Opening, locking, resetting, importing accounts; passwords; the demo's list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from linli.foundation.access import checks, selectors, services
from linli.foundation.access.models import Account
from linli.foundation.access.services.accounts import new_password
from linli.foundation.access.services.passwords import check_password
from linli.foundation.audit.selectors import timeline
from linli.foundation.people import services as staff
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from tests.kit.people import PASSWORD

SYSTEM = Actor.system()
GOOD = "三把旧雨伞在门后-7"


def newcomer(cast: Any, area: Any = None) -> Any:
    return staff.add_staff(SYSTEM, area=area or cast.grid, name="高新")


def opened(cast: Any, **facts: Any) -> Account:
    call = {"username": "Gao-Xin ", "password": GOOD, "card": newcomer(cast), **facts}
    return services.open_account(cast.admin.actor, **call)


def test_a_name_is_kept_in_one_form(cast: Any) -> None:
    made = opened(cast, username=" ＧＡＯ-Xin ")
    assert made.username == "gao-xin"
    assert made.must_change_password
    assert [line.code for line in timeline(made)] == ["access.account_opened"]


def test_a_taken_name_and_a_second_account_are_refused(cast: Any) -> None:
    with pytest.raises(RuleBroken) as name:
        opened(cast, username="LI-GRID-WORKER")
    card = opened(cast).card
    with pytest.raises(RuleBroken) as second:
        opened(cast, username="other", card=card)
    assert (name.value.code, second.value.code) == ("access.name_taken", "access.has_account")


def test_an_administrator_opens_none_in_another_county(cast: Any) -> None:
    with pytest.raises(OutOfScope), transaction.atomic():
        opened(cast, card=newcomer(cast, cast.other_county_grid))


@pytest.mark.parametrize("password", ["short-9", "password123", "1234567890", "gao-xin-gao", "a" * 129])
def test_weak_passwords_are_refused_in_words(password: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        check_password(password, "gao-xin-gao")
    assert caught.value.message


@pytest.mark.parametrize("password", [GOOD, "aB3-" * 32, "correct horse battery", "🐼🐼🐼🐼🐼🐼🐼🐼🐼🐼"])
def test_long_and_unicode_passwords_are_fine(password: str) -> None:
    check_password(password, "gao-xin")


def test_first_passwords_differ_and_pass_the_rules() -> None:
    made = {new_password() for _ in range(20)}
    assert len(made) == 20
    for password in made:
        check_password(password, "gao-xin")


def test_a_locked_account_is_out_at_once_and_can_be_opened(cast: Any, client_of: Any) -> None:
    client, account = client_of(cast.li_grid_worker), selectors.account_by_id(cast.li_grid_worker.account_id)
    assert client.get("/me/devices/").status_code == 200
    services.lock_account(cast.admin.actor, account=account, reason="离职")
    assert client.get("/me/devices/").status_code == 302
    services.unlock_account(cast.admin.actor, account=account)
    assert client.get("/me/devices/").status_code == 200
    assert [line.code for line in timeline(account)] == ["access.account_unlocked", "access.account_locked"]


def test_nobody_locks_or_resets_themselves(cast: Any) -> None:
    own = selectors.account_by_id(cast.admin.account_id)
    for call in (
        lambda: services.lock_account(cast.admin.actor, account=own, reason="手滑"),
        lambda: services.reset_password(cast.admin.actor, account=own),
    ):
        with pytest.raises(RuleBroken) as caught:
            call()
        assert caught.value.code == "access.not_yourself"


def test_a_stranger_administrator_locks_nobody_here(cast: Any) -> None:
    account = selectors.account_by_id(cast.li_grid_worker.account_id)
    with pytest.raises(OutOfScope), transaction.atomic():
        services.lock_account(cast.deng_other_admin.actor, account=account, reason="越界")
    account.refresh_from_db()
    assert account.is_active


def test_a_reset_ends_sessions_and_asks_for_a_new_password(cast: Any, client_of: Any) -> None:
    client, account = client_of(cast.li_grid_worker), selectors.account_by_id(cast.li_grid_worker.account_id)
    first = services.reset_password(cast.admin.actor, account=account)
    account.refresh_from_db()
    assert client.get("/me/devices/").status_code == 302
    assert account.check_password(first)
    assert not account.check_password(PASSWORD)
    assert account.must_change_password


def test_the_list_of_demo_accounts_is_written(cast: Any, tmp_path: Path) -> None:
    Account.unscoped.filter(pk__in=[cast.li_grid_worker.account_id, cast.zhou_department.account_id]).update(
        is_persona=True
    )
    target = tmp_path / "deep" / "demo-accounts.json"
    assert services.write_demo_accounts(target, PASSWORD) == 2
    rows = {row["username"]: row for row in json.loads(target.read_text(encoding="utf-8"))}
    assert rows["li-grid-worker"] == {
        "username": "li-grid-worker",
        "password": PASSWORD,
        "name": "李春燕",
        "role": "field_worker",
        "post": "网格员",
        "area": "柳园第一网格",
        "county": "江县",
    }
    assert rows["zhou-department"]["area"] == "江县市政局"


def test_imported_roles_are_grants_without_end(cast: Any) -> None:
    rows = [services.AccountRow("auditor-1", area=cast.county, roles=(("auditor", cast.county),))]
    made = services.import_accounts(SYSTEM, county=cast.county, rows=rows, password=PASSWORD)
    assert selectors.actor_for(made[0]).reaches("access.view", cast.grid.path)
    assert selectors.actor_for(made[0]).label == "auditor-1"


def test_creating_views_must_be_guarded() -> None:
    def bad(request: Any) -> None:
        services.open_account(request.actor, username="x", password="y")

    def reads(request: Any) -> None:
        selectors.report_for(request.actor)  # type: ignore[attr-defined]

    def good(request: Any) -> None:
        services.open_account(request.actor, username="x", password="y")

    good.creates = True  # type: ignore[attr-defined]
    assert checks.creates_unguarded(bad)
    assert not checks.creates_unguarded(reads)
    assert not checks.creates_unguarded(good)
    assert checks.creating_posts_are_guarded() == []
