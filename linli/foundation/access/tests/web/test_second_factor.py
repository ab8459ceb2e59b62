"""The second factor over HTTP: set up, asked for, used up, lost, taken away; and what an attacker would try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.foundation.access import services
from linli.foundation.access.models import Account, RecoveryCode, SecondFactor, Session, SignIn
from linli.foundation.access.services.second_factor import PURPOSE
from linli.foundation.audit import selectors as audit
from linli.kernel import clock, crypto, totp
from linli.kernel.actor import Actor
from tests.kit.people import PASSWORD

OWN, CODE, AGAIN = "/me/second-factor/", "/sign-in/code/", "/sign-in/again/"
NAME = "li-grid-worker"
NOW = datetime.fromisoformat("2026-03-02T09:00:10+08:00")


@pytest.fixture
def held() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def at(seconds: int) -> Any:
    return clock.frozen(NOW + timedelta(seconds=seconds))


def signed_in(name: str = NAME) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": name, "password": PASSWORD}).status_code == 303
    return client


def account(name: str = NAME) -> Account:
    return Account.unscoped.get(username=name)


def secret_of(page: Any) -> str:
    return str(page.context["secret"]).replace(" ", "")


def code(secret: str, seconds: int = 0) -> str:
    return totp.code_of(secret, totp.step_at(NOW + timedelta(seconds=seconds)))


def set_up(name: str = NAME) -> tuple[Client, str, list[str]]:
    """A device, the secret in its app, and the recovery codes."""
    client = signed_in(name)
    secret = secret_of(client.get(OWN))
    done = client.post(OWN, {"code": code(secret)})
    assert done.status_code == 200
    return client, secret, done.context["codes"]


def first_step(name: str = NAME, onward: str = "") -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"username": name, "password": PASSWORD, "next": onward})
    assert answer.headers["Location"].startswith(CODE)
    return client


def words(answer: Any) -> str:
    return " ".join(answer.context["form"].non_field_errors())


def outcomes() -> list[str]:
    return list(SignIn.objects.filter(account=account()).values_list("outcome", flat=True))


def test_it_is_set_up_with_the_code_of_the_app(cast: Any, held: None) -> None:
    client, other = signed_in(), signed_in()
    page = client.get(OWN)
    secret = secret_of(page)
    shown = page.content.decode()
    assert (
        'src="data:image/svg+xml' in shown
        and 'autocomplete="one-time-code"' in shown
        and 'inputmode="numeric"' in shown
    )
    assert secret_of(client.get(OWN)) == secret
    assert client.post(OWN, {"code": "000000"}).status_code == 422
    assert not account().has_second_factor
    done = client.post(OWN, {"code": f" {code(secret)[:3]} {code(secret)[3:]} "})
    assert "no-store" in done.headers["Cache-Control"]
    codes = done.context["codes"]
    assert len(set(codes)) == 10 and all(re.fullmatch(r"\d-\w{5}-\w{5}", one) for one in codes)
    assert account().has_second_factor
    assert client.get("/me/devices/").status_code == 200
    assert other.get("/me/devices/").status_code == 302
    later = client.get(OWN).content.decode()
    assert secret not in later and not any(one in later for one in codes)


def test_neither_secret_nor_codes_lie_open(cast: Any, held: None) -> None:
    client = signed_in()
    secret = secret_of(client.get(OWN))
    assert secret not in str(dict(client.session.items()))
    codes = client.post(OWN, {"code": code(secret)}).context["codes"]
    row = SecondFactor.objects.get()
    assert secret.encode() not in bytes(row.secret)
    assert crypto.unseal(row.secret, purpose=PURPOSE) == secret
    kept = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(one in kept or one.replace("-", "") in kept for one in codes)
    assert "second_factor" not in client.session


def test_the_password_alone_opens_nothing(cast: Any, held: None) -> None:
    set_up()
    client = first_step()
    assert SESSION_KEY not in client.session
    assert client.get("/me/devices/").status_code == 302
    assert client.get(CODE).status_code == 200


def test_the_code_lets_in_and_leads_on(cast: Any, held: None) -> None:
    _client, secret, _codes = set_up()
    client = first_step(onward="/console/staff/?q=x")
    planted = client.session.session_key
    with at(30):
        page = client.get(CODE, {"next": "/console/staff/?q=x"})
        answer = client.post(CODE, {"code": code(secret, 30), "next": page.context["onward"]})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console/staff/?q=x")
    assert client.session[SESSION_KEY] == str(account().pk) and "code_awaited" not in client.session
    assert client.session.session_key != planted
    assert outcomes()[0] == "ok"


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_the_second_step_never_leads_away(cast: Any, held: None, where: str) -> None:
    _client, secret, _codes = set_up()
    client = Client()
    onward = client.post("/sign-in/", {"username": NAME, "password": PASSWORD, "next": where}).headers["Location"]
    assert "evil" not in onward and "alert" not in onward
    with at(30):
        answer = client.post(CODE, {"code": code(secret, 30), "next": where})
    assert answer.headers["Location"] == "/field/"


def test_a_code_is_taken_once(cast: Any, held: None) -> None:
    _client, secret, _codes = set_up()
    thief = first_step()
    assert words(thief.post(CODE, {"code": code(secret)}))  # the code of the set-up
    with at(30):
        assert first_step().post(CODE, {"code": code(secret, 30)}).status_code == 303
        replayed = thief.post(CODE, {"code": code(secret, 30)})
        assert replayed.status_code == 422
        earlier = thief.post(CODE, {"code": code(secret, 0)})
        assert earlier.status_code == 422
        ahead = first_step().post(CODE, {"code": code(secret, 60)})
        assert ahead.status_code == 303
    with at(60):
        assert thief.post(CODE, {"code": code(secret, 60)}).status_code == 422


def test_a_code_of_somebody_else_opens_nothing(cast: Any, held: None) -> None:
    set_up()
    _other, secret, codes = set_up("wu-leader")
    client = first_step()
    with at(30):
        assert client.post(CODE, {"code": code(secret, 30)}).status_code == 422
        assert client.post(CODE, {"recovery": codes[0]}).status_code == 422
    assert RecoveryCode.objects.filter(used_at=None).count() == 20


def test_a_recovery_code_lets_in_once(cast: Any, held: None) -> None:
    client, _secret, codes = set_up()
    assert first_step().post(CODE, {"recovery": codes[4].upper().replace("-", " ")}).status_code == 303
    assert first_step().post(CODE, {"recovery": codes[4]}).status_code == 422
    assert first_step().post(CODE, {"recovery": codes[5]}).status_code == 303
    assert client.get(OWN).context["left"] == 8


def test_new_recovery_codes_end_the_old_ones(cast: Any, held: None) -> None:
    client, _secret, codes = set_up()
    fresh = client.post(OWN + "codes/").context["codes"]
    assert not set(fresh) & set(codes)
    assert first_step().post(CODE, {"recovery": codes[0]}).status_code == 422
    assert first_step().post(CODE, {"recovery": fresh[0]}).status_code == 303


@pytest.mark.parametrize(
    "said", ["", "x", "0", "00000", "٠٠٠٠٠٠", "²²²²²²", "9-abcde-fghjk", "\x00", "1" * 41, "一二三四五六"]
)
def test_strange_codes_get_words(cast: Any, held: None, said: str) -> None:
    set_up()
    assert first_step().post(CODE, {"code": said}).status_code == 422
    assert first_step().post(CODE, {"recovery": said}).status_code == 422


def test_a_code_after_a_change_of_the_password_opens_nothing(cast: Any, held: None) -> None:
    _client, secret, _codes = set_up()
    thief, new = first_step(), "五盏灯笼挂在桥边-6"
    row = account()
    row.set_password(new)
    row.save(update_fields=["password"])
    with at(30):
        assert thief.post(CODE, {"code": code(secret, 30)}).headers["Location"].startswith("/sign-in/?")
    assert SESSION_KEY not in thief.session


@pytest.mark.parametrize("change", [{"is_active": False}, {"has_second_factor": False}])
def test_a_code_for_an_account_that_changed_meanwhile_opens_nothing(cast: Any, held: None, change: Any) -> None:
    _client, secret, _codes = set_up()
    client = first_step()
    Account.unscoped.filter(username=NAME).update(**change)
    with at(30):
        client.post(CODE, {"code": code(secret, 30)})
    assert SESSION_KEY not in client.session


def test_the_second_step_is_awaited_for_five_minutes(cast: Any, held: None) -> None:
    _client, secret, _codes = set_up()
    client = first_step()
    with at(299):
        assert client.get(CODE).status_code == 200
    with at(300):
        late = client.post(CODE, {"code": code(secret, 300)})
        assert late.headers["Location"].startswith("/sign-in/?")
    assert Client().get(CODE).headers["Location"].startswith("/sign-in/?")


def test_five_wrong_codes_lock_and_the_password_doesnt_wipe_them_out(cast: Any, held: None) -> None:
    _client, secret, codes = set_up()
    for _ in range(5):
        assert first_step().post(CODE, {"code": "000000"}).status_code == 422
    with at(30):
        locked = first_step().post(CODE, {"code": code(secret, 30)})
        assert locked.status_code == 422 and "15" in words(locked)
        assert first_step().post(CODE, {"recovery": codes[0]}).status_code == 422
    assert outcomes()[:3] == ["locked", "locked", "code"]
    with at(900):
        assert first_step().post(CODE, {"code": code(secret, 900)}).status_code == 303


def test_a_code_proves_again_and_the_password_no_longer_does(cast: Any, held: None) -> None:
    client, secret, _codes = set_up()
    with at(600):
        page = client.get(AGAIN, {"next": "/me/devices/"})
        assert 'autocomplete="one-time-code"' in page.content.decode()
        assert client.post(AGAIN, {"next": "/me/devices/", "code": PASSWORD[:20]}).status_code == 422
        done = client.post(AGAIN, {"next": "/me/devices/", "code": code(secret, 600)})
    assert done.headers["Location"] == "/me/devices/"
    assert outcomes()[:2] == ["again", "code"]


def test_it_is_switched_off_after_a_fresh_proof_only(cast: Any, held: None) -> None:
    client, secret, _codes = set_up()
    with at(600):
        assert client.post(OWN + "off/").headers["Location"].startswith(AGAIN)
        assert account().has_second_factor
        client.post(AGAIN, {"code": code(secret, 600)})
        assert client.post(OWN + "off/").status_code == 303
    assert not account().has_second_factor
    assert not SecondFactor.objects.exists() and not RecoveryCode.objects.exists()
    signed_in().get("/me/devices/")


def test_an_administrator_takes_it_away_with_a_reason(cast: Any, client_of: Any, held: None) -> None:
    client, _secret, _codes = set_up()
    admin, url = client_of(cast.admin), f"/console/accounts/{account().pk}/second-factor/"
    assert "解除两步验证" in admin.get(f"/console/accounts/{account().pk}/").content.decode()
    assert admin.post(url, {"reason": ""}).status_code == 422
    assert account().has_second_factor
    assert admin.post(url, {"reason": "手机丢失，已当面核实"}).status_code == 303
    assert not account().has_second_factor
    assert client.get("/me/devices/").status_code == 302
    last = audit.timeline(account())[0]
    assert "手机丢失" in str(last.text)
    assert admin.post(url, {"reason": "再来"}).status_code in (409, 422)
    signed_in().get("/me/devices/")


def test_nobody_takes_away_ones_own_or_a_strangers(cast: Any, client_of: Any, held: None) -> None:
    set_up("admin")
    set_up()
    own = client_of(cast.admin).post(f"/console/accounts/{account('admin').pk}/second-factor/", {"reason": "x"})
    assert own.status_code in (409, 422)
    other = client_of(cast.deng_other_admin).post(f"/console/accounts/{account().pk}/second-factor/", {"reason": "x"})
    assert other.status_code == 404
    assert account("admin").has_second_factor and account().has_second_factor


def test_a_role_can_demand_it(cast: Any, held: None, settings: Any) -> None:
    settings.LINLI_SECOND_FACTOR_ROLES = ["field_worker"]
    client = signed_in()
    assert client.get("/field/").headers["Location"] == OWN
    led = client.get("/field/", headers={"HX-Request": "true"})
    assert (led.status_code, led.headers["HX-Redirect"]) == (204, OWN)
    secret = secret_of(client.get(OWN))
    assert client.post(OWN, {"code": code(secret)}).status_code == 200
    assert client.get("/field/").status_code == 200
    refused = client.post(OWN + "off/")
    assert refused.status_code in (409, 422)
    assert account().has_second_factor
    assert signed_in("wu-leader").get("/me/devices/").status_code == 200


def test_a_misspelt_role_stops_the_start(settings: Any) -> None:
    from linli.foundation.access.checks import demanded_roles_exist

    settings.LINLI_SECOND_FACTOR_ROLES = ["administrator"]
    assert demanded_roles_exist() == []
    settings.LINLI_SECOND_FACTOR_ROLES = ["no_such_role"]
    assert [error.id for error in demanded_roles_exist()] == ["linli.E007"]


def test_a_planted_session_doesnt_share_in_the_second_step(cast: Any, held: None) -> None:
    set_up()
    victim = Client()
    planted = victim.session
    planted["planted"] = True
    planted.save()
    victim.cookies["sessionid"] = planted.session_key
    victim.post("/sign-in/", {"username": NAME, "password": PASSWORD})
    thief = Client(headers={"Cookie": f"sessionid={planted.session_key}"})
    assert thief.get(CODE).status_code == 303


def test_an_ordinary_page_asks_nothing_more(cast: Any, held: None, settings: Any) -> None:
    client, counts = signed_in(), []
    client.get("/me/devices/")
    for demanded in ([], ["administrator"]):
        settings.LINLI_SECOND_FACTOR_ROLES = demanded
        with CaptureQueriesContext(connection) as asked:
            client.get("/me/devices/")
        counts.append(len(asked))
        assert not any("secondfactor" in line["sql"] for line in asked)
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_sixteen_guesses_at_once_lock(cast: Any) -> None:
    row = account()
    secret = totp.new_secret()
    SecondFactor.objects.create(
        account=row, secret=crypto.seal(secret, purpose=PURPOSE), last_step=0, since=clock.now()
    )
    Account.unscoped.filter(pk=row.pk).update(has_second_factor=True)
    client = first_step()

    def guess(number: int) -> int:
        try:
            own = Client(headers={"Cookie": f"sessionid={client.session.session_key}"})
            return int(own.post(CODE, {"code": f"{number:06d}"}).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(guess, range(16))) == {422}
    tried = SignIn.objects.filter(account=row)
    assert tried.filter(outcome="code").count() == 5
    assert tried.filter(outcome="locked").count() == 11
    right = totp.code_of(secret, totp.step_at(clock.now()))
    assert client.post(CODE, {"code": right}).status_code == 422
    services.unlock_account(Actor.system(), account=row)
    assert client.post(CODE, {"code": totp.code_of(secret, totp.step_at(clock.now()))}).status_code == 303
    assert Session.objects.filter(account=row).count() >= 1
