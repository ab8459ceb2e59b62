"""Who is let in, who isn't, what they are told, and what the log says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.foundation.partners import services
from linli.foundation.partners.errors import ClockOff, Refused
from linli.foundation.partners.models import KeyUse, PartnerKey
from linli.foundation.partners.tests.making import SCOPE, YEAR, issued, partner, signed
from linli.kernel import clock

BODY = b'{"number": "1"}'


def outcome(headers: dict[str, str], body: bytes = BODY, scope: str = SCOPE) -> str:
    try:
        services.verify_signature(headers, body, clock.now(), scope)
    except ClockOff:
        return "clock"
    except Refused as refused:
        return "refused" if refused.message == Refused().message else "told why"
    return "taken"


def logged() -> list[str]:
    return sorted(KeyUse.objects.values_list("outcome", flat=True))


def test_a_right_signature_lets_the_partner_act_under_its_own_name(cast: Any) -> None:
    key = issued(cast)
    caller = services.verify_signature(signed(key, BODY), BODY, clock.now(), SCOPE)
    assert caller.partner == partner(cast) and caller.key == key.key
    actor = caller.actor
    assert (actor.kind, actor.label, actor.account_id) == ("partner", "12345 热线平台", None)
    assert not actor.is_anonymous and not actor.is_system
    assert actor.reaches("cases.view", cast.grid.path) and not actor.reaches("cases.view", cast.other_county.path)
    assert not actor.can("partners.manage")
    assert PartnerKey.objects.get().last_used_at is not None and logged() == ["taken"]


def test_a_key_with_other_rights_brings_none(cast: Any) -> None:
    from linli.foundation.partners import selectors

    assert selectors.actor_of(partner(cast), []).grants == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Linli-Signature": "0" * 64}, "signature"),
        ({"Linli-Nonce": "another-nonce"}, "signature"),
        ({"Linli-Time": "1"}, "signature"),
        ({"Linli-Key": "lk0000000000"}, None),
        ({"Linli-Key": "lk' OR 1=1"}, None),
        ({"Linli-Signature": ""}, None),
    ],
)
def test_whatever_is_wrong_is_refused_alike(cast: Any, change: dict[str, str], reason: str | None) -> None:
    assert outcome(signed(issued(cast), BODY) | change) == "refused"
    assert logged() == ([reason] if reason else [])


def test_another_body_than_the_signed_one(cast: Any) -> None:
    assert outcome(signed(issued(cast), BODY), b'{"number": "2"}') == "refused"


def test_a_request_is_taken_once(cast: Any) -> None:
    headers = signed(issued(cast), BODY)
    assert [outcome(headers), outcome(headers), outcome(headers)] == ["taken", "refused", "refused"]
    assert logged() == ["replay", "taken"]
    assert KeyUse.objects.get(outcome="replay").count == 2


def test_two_keys_may_use_the_same_nonce(cast: Any) -> None:
    assert [outcome(signed(issued(cast), BODY, nonce="the-same-one")) for _ in range(2)] == ["taken", "taken"]


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_is_off_by_an_hour_is_told_so(cast: Any, hours: int) -> None:
    key = issued(cast)
    with pytest.raises(ClockOff) as off:
        services.verify_signature(signed(key, BODY, at=clock.now() + timedelta(hours=hours)), BODY, clock.now(), SCOPE)
    assert f"{3600 * hours:+d}" in off.value.message or f"{3600 * hours - 1:+d}" in off.value.message
    assert logged() == ["clock"]


def test_a_wrong_signature_never_learns_about_the_clock(cast: Any) -> None:
    late = signed(issued(cast), BODY, at=clock.now() - timedelta(hours=1))
    assert outcome(late | {"Linli-Signature": "0" * 64}) == "refused"


def test_keys_that_hold_no_more_or_not_yet_or_for_something_else(cast: Any) -> None:
    key, owner = issued(cast), partner(cast)
    assert outcome(signed(key, BODY), scope="partners.others") == "refused"
    later = issued(cast, starts_at=clock.now() + timedelta(days=1), expires_at=clock.now() + YEAR)
    assert outcome(signed(later, BODY)) == "refused"
    services.switch_partner(cast.admin.actor, partner=owner, active=False)
    assert outcome(signed(key, BODY)) == "refused"
    services.switch_partner(cast.admin.actor, partner=owner, active=True)
    with clock.frozen(clock.now() + YEAR + timedelta(seconds=1)):
        assert outcome(signed(key, BODY)) == "refused"
    assert logged() == ["early", "expired", "scope", "stopped"]


def test_a_bearer_secret_lets_in_and_is_no_signing_key(cast: Any) -> None:
    made = issued(cast, "bearer")
    caller = services.by_bearer(made.secret, SCOPE)
    assert caller is not None and caller.actor.kind == "partner"
    assert outcome(signed(made, BODY)) == "refused"
    prefix = made.key.prefix
    for wrong in (
        "",
        prefix,
        f"{prefix}.",
        f"{made.secret}x",
        made.secret[:-1],
        f"lk00000000.{made.secret}",
        "秘密.秘密",
    ):
        assert services.by_bearer(wrong, SCOPE) is None, wrong
    assert services.by_bearer(made.secret, "partners.others") is None
    signing = issued(cast)
    assert services.by_bearer(f"{signing.key.prefix}.{signing.secret}", SCOPE) is None


def test_the_log_counts_what_repeats_and_forgets_in_time(cast: Any) -> None:
    made = issued(cast, "bearer")
    for _ in range(5):
        services.by_bearer(made.secret, SCOPE)
        services.by_bearer(f"{made.secret}x", SCOPE)
    assert KeyUse.objects.count() <= 4  # a line for each outcome and minute, on either side of a minute's turn
    assert sum(KeyUse.objects.values_list("count", flat=True)) == 10
    assert services.forget_uses() == 0
    with clock.frozen(clock.now() + timedelta(days=91)):
        assert services.forget_uses() >= 2
