"""Issuing, replacing and revoking keys, and what is kept of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.foundation.audit import selectors as history
from linli.foundation.partners import services, tasks
from linli.foundation.partners.models import PartnerKey
from linli.foundation.partners.tests.making import SCOPE, YEAR, issued, partner, signed
from linli.kernel import clock, crypto
from linli.kernel.errors import OutOfScope, RuleBroken


def refusal(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RuleBroken) as refused:
        call(*args, **kwargs)
    return refused.value.code


def test_a_secret_is_kept_sealed_or_as_a_hash_and_never_in_history(cast: Any) -> None:
    for kind in ("hmac", "bearer"):
        made = issued(cast, kind)
        row = PartnerKey.objects.get(pk=made.key.pk)
        kept = bytes(row.secret_sealed) + row.secret_hash.encode()
        assert made.secret.encode() not in kept
        assert bool(row.secret_sealed) is (kind == "hmac") and bool(row.secret_hash) is (kind == "bearer")
    row = PartnerKey.objects.filter(kind="hmac").get()
    assert len(crypto.unseal(row.secret_sealed, purpose="partners.key")) >= 40
    said = " ".join(line.text for line in history.timeline(partner(cast)))
    assert row.prefix in said and made.secret not in said


def test_only_the_countys_own_administrator_issues(cast: Any) -> None:
    ours = partner(cast)
    for member in (cast.deng_other_admin, cast.chen_centre, cast.sun_resident):
        with pytest.raises(OutOfScope):
            services.issue(
                member.actor, partner=ours, kind="hmac", scopes=[SCOPE], expires_at=clock.now() + timedelta(days=1)
            )


def test_what_can_not_be_issued(cast: Any) -> None:
    ours, now = partner(cast), clock.now()
    good = {"partner": ours, "kind": "hmac", "scopes": [SCOPE], "expires_at": now + YEAR}
    for changes, code in (
        ({"scopes": []}, "no_scope"),
        ({"scopes": ["x.y"]}, "unknown_scope"),
        ({"expires_at": now}, "bad_end"),
        ({"expires_at": now + timedelta(days=800)}, "bad_end"),
        ({"starts_at": now + YEAR}, "bad_end"),
    ):
        assert refusal(services.issue, cast.admin.actor, **(good | changes)) == f"partners.{code}"
    services.switch_partner(cast.admin.actor, partner=ours, active=False)
    assert refusal(services.issue, cast.admin.actor, **good) == "partners.stopped"


def test_two_partners_of_one_name(cast: Any) -> None:
    ours = partner(cast)
    assert (
        refusal(services.add_partner, cast.admin.actor, county=cast.county, name=f" {ours.name} ")
        == "partners.name_taken"
    )
    assert services.add_partner(cast.deng_other_admin.actor, county=cast.other_county, name=ours.name).pk != ours.pk


def test_an_organization_of_another_county_is_nobodys_voice(cast: Any) -> None:
    code = refusal(
        services.add_partner, cast.deng_other_admin.actor, county=cast.other_county, name="x", organization=cast.bureau
    )
    assert code == "partners.other_county"


def test_both_keys_hold_while_one_takes_the_others_place(cast: Any) -> None:
    first = issued(cast)
    second = services.rotate(cast.admin.actor, key=first.key, overlap_days=7)
    assert second.key.scopes == first.key.scopes and second.secret != first.secret
    for days, holds in ((0, [True, True]), (6, [True, True]), (8, [False, True])):
        with clock.frozen(clock.now() + timedelta(days=days)):
            assert [can_enter(key) for key in (first, second)] == holds, days


def test_a_place_taken_at_once(cast: Any) -> None:
    first = issued(cast)
    services.rotate(cast.admin.actor, key=first.key, overlap_days=0)
    assert not can_enter(first)
    assert refusal(services.rotate, cast.admin.actor, key=first.key, overlap_days=0) == "partners.key_over"
    assert refusal(services.rotate, cast.admin.actor, key=first.key, overlap_days=31) == "partners.bad_overlap"


def test_a_revoked_key_is_over(cast: Any) -> None:
    key = issued(cast)
    services.revoke(cast.admin.actor, key=key.key, reason="泄露")
    assert not can_enter(key)
    assert refusal(services.revoke, cast.admin.actor, key=key.key, reason="再来") == "partners.key_over"


def can_enter(key: Any) -> bool:
    try:
        services.verify_signature(signed(key), b"", clock.now(), SCOPE)
    except RuleBroken:
        return False
    return True


def test_a_key_that_ended_long_ago_goes_with_its_secret(cast: Any) -> None:
    """As long as the county's method says (`partners.key`)."""
    kept = timedelta(days=731)
    over, revoked, holds = issued(cast), issued(cast, "bearer"), issued(cast, expires_at=clock.now() + 2 * YEAR)
    services.revoke(cast.admin.actor, key=revoked.key, reason="换系统")
    with clock.frozen(clock.now() + kept - timedelta(minutes=1)):
        assert services.forget_keys() == 0
    with clock.frozen(clock.now() + kept + timedelta(minutes=1)):
        assert services.forget_keys() == 1
    with clock.frozen(over.key.expires_at + kept + timedelta(minutes=1)):
        assert tasks.forget_keys() == 1
    assert [one.pk for one in PartnerKey.objects.all()] == [holds.key.pk]
