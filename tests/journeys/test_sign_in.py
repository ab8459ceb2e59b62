"""Staff sign-in in a browser: the second factor from its picture to the code, and the proof before what reaches far."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from linli.foundation.access.models import SecondFactor
from linli.foundation.access.services.store import SessionStore
from linli.kernel import clock, totp
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("huancui")


def code_of(secret: str, ahead: int = 0) -> str:
    return totp.code_of(secret, totp.step_at(clock.now()) + ahead)


def sign_in(page: Any, username: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def forget_proof(page: Any) -> None:
    """As if the last proof were long ago."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(key)
    session["proved_at"] = "2020-01-01T00:00:00+00:00"
    session.save()


def test_the_second_factor_from_the_picture_to_the_code(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    username, page = county.people["grid_worker"].username, open_browser()
    sign_in(page, username)
    page.goto("/me/second-factor/")
    shoot(page, "account-set-up")
    axe(page)
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("验证器显示的验证码").fill(code_of(secret))
    page.get_by_role("button", name="开启").click()
    recovery = page.locator("code").all_inner_texts()
    assert len(recovery) == 10
    shoot(page, "account-recovery-codes")
    axe(page)
    page.get_by_role("link", name="我已抄好").click()
    axe(page)
    forget_proof(page)
    page.goto("/me/second-factor/")
    assert "/sign-in/again/" in page.url
    shoot(page, "account-again")
    axe(page)
    page.get_by_text("验证器不在身边").click()
    page.get_by_label("备用码").fill(recovery[0])
    page.get_by_role("button", name="确认是我").click()
    assert page.url.endswith("/me/second-factor/")
    shoot(page, "account-second-factor")
    axe(page)

    other = open_browser()
    sign_in(other, username)
    assert "/sign-in/code/" in other.url
    shoot(other, "account-code")
    axe(other)
    SecondFactor.objects.update(last_step=0)  # the code of the set-up may still be the current one
    other.get_by_label("六位验证码").fill(code_of(secret))
    other.get_by_role("button", name="登录").click()
    assert re.search(r"/field/$", other.url)


def test_the_sign_in_log_of_the_county(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    sign_in(open_browser(), county.people["grid_worker"].username)
    page = open_browser(county.people["county_administrator"], width=1440)
    assert page.goto("/console/sign-ins/").ok
    shoot(page, "account-sign-ins")
    axe(page)
