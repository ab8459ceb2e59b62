"""Other systems are told of published cases at once, as they could ask for them, and of no others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.foundation.audit import services as audit
from linli.foundation.webhooks import services as webhooks
from linli.foundation.webhooks.tests.making import LOOPBACK, Other, other_side
from linli.surfaces.api.tests.making import DRAIN, PHONE, QUARREL, SECRET_WORDS, Platform, case_of, rows


@pytest.fixture
def told(cast: Any, settings: Any) -> Iterator[Other]:
    settings.LINLI_WEBHOOK_NETWORKS = [LOOPBACK]
    with other_side() as other:
        webhooks.add_hook(cast.admin.actor, partner=Platform(cast).owner, stream="open311.requests", url=other.url)
        yield other


def delivered() -> None:
    while audit.deliver_next():
        pass
    while webhooks.send_due():
        pass


def said(other: Other) -> list[dict[str, Any]]:
    return [json.loads(body)["data"] for _, body in other.got]


def test_a_published_case_is_told_step_by_step_as_it_could_be_asked_for(cast: Any, told: Other) -> None:
    case = case_of(cast)
    delivered()
    cases.accept_case(cast.li_grid_worker.actor, case=case)
    delivered()
    platform = Platform(cast)
    updates = rows(platform.get("servicerequestupdates.json", service_request_id=case.ref))
    assert len(updates) > 1
    assert [one["update"] for one in said(told)] == updates
    assert [said(told)[-1]["request"]] == rows(platform.get(f"requests/{case.ref}.json"))
    everything = json.dumps(said(told), ensure_ascii=False)
    assert SECRET_WORDS not in everything and PHONE not in everything


def test_what_is_not_published_is_not_told(cast: Any, told: Other) -> None:
    case_of(cast, QUARREL)
    delivered()
    hidden = case_of(cast, DRAIN)
    while audit.deliver_next():
        pass
    cases.withdraw_case(cast.chen_centre.actor, case=hidden, reason="报错了")
    while webhooks.send_due():
        pass
    assert told.got == []
