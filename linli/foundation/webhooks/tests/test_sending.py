"""From a line of history to the other side: signed, in order, at least once, and nowhere else."""

from __future__ import annotations

import json
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from linli.foundation.partners.rules import signature
from linli.foundation.webhooks import rules, services, tasks
from linli.foundation.webhooks.models import Delivery, Hook
from linli.foundation.webhooks.services import sending, wire
from linli.foundation.webhooks.states import State
from linli.foundation.webhooks.tests.making import Other, happened, hook, other_side, partner, silent, states
from linli.kernel import clock


def later(seconds: float) -> Any:
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def test_news_is_sent_signed_and_once(cast: Any, other: Other) -> None:
    made = hook(cast, other.url)
    line = happened(cast.grid)
    assert tasks.send() == 1
    assert (services.send_due(), states()) == (0, ["delivered"])
    ((headers, body),) = other.got
    said = json.loads(body)
    assert said == {
        "id": f"hook-{made.hook.pk}-{line.pk}", "stream": "webhooks.tests", "event": line.code,
        "at": line.at.astimezone(clock.ZONE).isoformat(timespec="seconds"), "data": {"about": cast.grid.pk, "line": line.pk},
    }  # fmt: skip
    wanted = signature(made.secret, headers["Linli-Time"], headers["Linli-Nonce"], body)
    assert (headers["Linli-Signature"], headers["Linli-Key"]) == (wanted, made.hook.name)
    row = Delivery.objects.get()
    assert (row.status, row.attempts, row.error) == (200, 1, "")


def test_only_hooks_of_the_county_that_are_on_hear_of_it(cast: Any, other: Other) -> None:
    made = hook(cast, other.url)
    happened(cast.other_county_grid)
    services.switch_hook(cast.admin.actor, hook=made.hook, active=False)
    happened(cast.grid)
    assert states() == []


def test_a_failure_is_tried_again_until_it_is_taken(cast: Any, other: Other) -> None:
    hook(cast, other.url)
    happened(cast.grid)
    other.answers = [500, 302]
    assert (services.send_due(), services.send_due(), states()) == (1, 0, ["waiting"])
    with later(11):
        services.send_due()
    with later(60):
        services.send_due()
    assert (states(), len(other.got), len(set(other.ids))) == (["delivered"], 3, 1)
    assert len({headers["Linli-Nonce"] for headers, _ in other.got}) == 3
    assert Delivery.objects.get().attempts == 3


def test_what_is_about_one_thing_keeps_its_order_and_holds_up_nothing_else(
    cast: Any, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 1)  # so that the refusal meets the first one
    hook(cast, other.url)
    first, second = happened(cast.grid), happened(cast.grid)
    third = happened(cast.second_grid)
    other.answers = [503]
    assert (services.send_due(), services.send_due()) == (2, 0)
    assert other.lines == [first.pk, third.pk]
    with later(11):
        assert (services.send_due(), services.send_due(), services.send_due()) == (1, 1, 0)
    assert (other.lines, set(states())) == ([first.pk, third.pk, first.pk, second.pk], {"delivered"})


def test_after_three_days_it_is_given_up_and_waits_for_a_person(cast: Any, other: Other) -> None:
    made = hook(cast, other.url)
    happened(cast.grid)
    other.answers = [500, 500]
    services.send_due()
    with clock.frozen(clock.now() + rules.GIVE_UP):
        services.send_due()
        assert states() == ["dead"]
        assert services.resend_all(cast.admin.actor, hook=made.hook) == 1
        services.send_due()
    assert (states(), len(other.got)) == (["delivered"], 3)


def test_a_partner_that_is_down_for_a_day_gets_everything_in_order(cast: Any, other: Other) -> None:
    made = hook(cast, "http://127.0.0.1:9/in")
    lines = [happened(cast.grid).pk for _ in range(3)]
    now, hours = clock.now(), 0
    while hours < 24:
        with clock.frozen(now + timedelta(hours=hours)):
            services.send_due()
        hours += 1
    assert states() == ["waiting"] * 3
    made.hook.refresh_from_db()
    assert made.hook.failures >= 20
    Hook.unscoped.update(url=other.url)
    with clock.frozen(now + timedelta(hours=26)):
        while services.send_due():
            pass
    made.hook.refresh_from_db()
    assert (other.lines, set(states()), made.hook.failures, made.hook.rest_until) == (lines, {"delivered"}, 0, None)


def test_an_address_that_does_not_answer_holds_up_no_other(cast: Any, other: Other) -> None:
    dead = hook(cast, "http://127.0.0.1:9/in")
    for area in (cast.grid, cast.second_grid, cast.community):
        happened(area)
    services.send_due()
    hook(cast, other.url)
    happened(cast.street)
    services.send_due()
    assert len(other.got) == 1
    assert not Delivery.objects.filter(hook=dead.hook, state=State.DELIVERED).exists()


def test_a_hanging_and_a_dripping_address_are_cut_off(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SECONDS", 0.4)
    with other_side() as hanging, other_side() as dripping:
        hanging.hang_seconds, dripping.drip = 2, True
        for one in (hanging, dripping):
            answer = wire.post(one.url, b"{}", {})
            assert (answer.status, bool(answer.error), answer.milliseconds < 1500) == (0, True, True)


def test_who_is_killed_in_the_middle_leaves_it_to_the_next(
    cast: Any, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook(cast, other.url)
    happened(cast.grid)

    def killed(row: Any, answer: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(sending, "_note", killed)
        with pytest.raises(KeyboardInterrupt):
            services.send_due()
    assert (services.send_due(), states()) == (0, ["waiting"])
    with later(sending.LEASE.total_seconds() + 1):
        services.send_due()
    assert (states(), len(set(other.ids)), len(other.got)) == (["delivered"], 1, 2)


def test_what_may_not_be_told_any_more_is_neither_sent_nor_kept(cast: Any, other: Other) -> None:
    hook(cast, other.url)
    happened(cast.grid)
    silent.add(cast.grid.pk)
    services.send_due()
    assert (states(), other.got) == ([], [])


def test_no_private_address_is_called_whatever_its_name(cast: Any, other: Other, settings: Any) -> None:
    hook(cast, other.url)
    hook(cast, other.url.replace("127.0.0.1", "localhost"))
    happened(cast.grid)
    settings.LINLI_WEBHOOK_NETWORKS = [ip_network("10.0.0.0/8")]
    services.send_due()
    assert other.got == []
    assert {one.error for one in Delivery.objects.all()} == {"ValueError: the address isn't public"}


def test_without_networks_of_its_own_only_sealed_addresses_are_taken(cast: Any, settings: Any) -> None:
    settings.LINLI_WEBHOOK_NETWORKS = []
    from linli.domains.membership.tests.test_moving import refused

    for url, code in (("http://example.cn/", "not_sealed"), ("https://a@b.cn/", "bad_url"), ("x", "bad_url")):
        assert refused(lambda url=url: hook(cast, url)) == f"webhooks.{code}"
    hook(cast, "https://example.cn/")
    assert refused(lambda: hook(cast, "https://example.cn/")) == "webhooks.already"


def test_an_untrusted_certificate_is_no_answer(cast: Any, other: Other) -> None:
    answer = wire.post(other.url.replace("http://", "https://"), b"{}", {})
    assert (answer.status, "SSL" in answer.error, other.got) == (0, True, [])


def test_old_lines_are_forgotten_and_given_up_ones_are_not(cast: Any, other: Other) -> None:
    made = hook(cast, other.url)
    happened(cast.grid)
    services.send_due()
    happened(cast.second_grid)
    Delivery.objects.filter(state=State.WAITING).update(state=State.DEAD, ended_at=clock.now())
    with clock.frozen(clock.now() + rules.KEPT - timedelta(minutes=1)):
        assert tasks.forget() == 0
    with clock.frozen(clock.now() + rules.KEPT + timedelta(minutes=1)):
        assert tasks.forget() == 1
    assert [one.hook_id for one in Delivery.objects.all()] == [made.hook.pk]


def test_a_stopped_partner_hears_nothing_new(cast: Any, other: Other) -> None:
    from linli.foundation.partners import services as partners

    hook(cast, other.url)
    happened(cast.grid)
    partners.switch_partner(cast.admin.actor, partner=partner(cast), active=False)
    happened(cast.grid)
    assert (states(), services.send_due(), other.got) == (["waiting"], 0, [])
    partners.switch_partner(cast.admin.actor, partner=partner(cast), active=True)
    assert services.send_due() == 1


def test_news_that_cannot_be_made_holds_up_no_other_webhook(cast: Any, other: Other) -> None:
    broken = hook(cast, other.url + "&broken").hook
    hook(cast, other.url)
    Hook.unscoped.filter(pk=broken.pk).update(secret_sealed=b"not sealed by us")
    happened(cast.grid)
    assert services.send_due() == 2
    assert len(other.got) == 1
    row = Delivery.objects.get(hook=broken)
    assert (row.state, bool(row.error), row.next_at > clock.now()) == ("waiting", True, True)


def test_a_webhook_that_was_switched_off_long_ago_goes_with_its_secret(cast: Any, other: Other) -> None:
    """As long as the county's method says (`webhooks.hook`)."""
    made, kept = hook(cast, other.url).hook, timedelta(days=731)
    happened(cast.grid)
    with clock.frozen(clock.now() + 2 * kept):
        assert services.forget_old() == 0
    services.switch_hook(cast.admin.actor, hook=made, active=False)
    with clock.frozen(clock.now() + kept - timedelta(minutes=1)):
        assert services.forget_old() == 0
    with clock.frozen(clock.now() + kept + timedelta(minutes=1)):
        assert services.forget_old() == 2
    assert not Hook.unscoped.exists()
