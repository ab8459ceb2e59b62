"""Orders for tests: sent as a platform sends them, signed and as JSON, or put in by the service."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.test import Client

from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import MORNING, again, category
from linli.domains.hotline import services
from linli.domains.hotline.models import Order
from linli.domains.hotline.rules import Facts
from linli.domains.hotline.states import SCOPE
from linli.foundation.audit import services as audit
from linli.foundation.partners import selectors as partners
from linli.foundation.partners.services import Caller, Issued
from linli.foundation.partners.tests import making as keys
from linli.foundation.territory import selectors as ground
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

__all__ = ["MORNING", "again"]

TEXT = "小区南门外的垃圾堆了三天没人清"
#: A category that the tests' crosswalk knows; every other is sorted by people.
THEIRS, OURS = "垃圾", "social/request/0701"

#: What a platform sends at least.
SAID = {"number": "GD20261117001", "text": TEXT, "kind": "求助"}


def platform(cast: Any, name: str = "12345 热线平台") -> Issued:
    """A key of the hotline; the categories of the tests are there."""
    category(OURS), category("social/request/03", "收集民情民意")
    return keys.issued(cast, scopes=(SCOPE,), of=keys.partner(cast, name))


def unit(cast: Any, body: Any = None) -> Issued:
    """A key of the bureau's own system."""
    body = body or cast.bureau
    return keys.issued(cast, scopes=(SCOPE,), of=keys.partner(cast, f"{body.name}系统", organization=body))


def caller(key: Issued) -> Caller:
    """As whom the owner of a key acts."""
    return Caller(key.key.partner, key.key, partners.actor_of(key.key.partner, key.key.scopes))


def order(cast: Any, number: str = "GD1", key: Issued | None = None, **facts: Any) -> Order:
    """An order about Li's grid, in the hands of whoever the method names."""
    came = caller(key or platform(cast))
    facts = {"text": TEXT, "kind": "help", "promise": "help", "category": OURS, "area_code": coded(cast.grid), **facts}
    taken = services.take_order(came.actor, partner=came.partner, facts=Facts(number=number, **facts))
    return fresh(taken.order)


def coded(area: Any) -> str:
    """The hotline's code of an area."""
    code = f"H{area.pk}"
    if ground.area_by_foreign_code(area.county, "own", code) is None:
        territory.add_code(Actor.system(), area=area, system="own", code=code)
    return code


def fresh(one: Order) -> Order:
    """The order as it is now."""
    return Order.objects.select_related("partner", "case", "worked__area", "worked__county").get(pk=one.pk)


def with_bureau(cast: Any, one: Order, body: Any = None) -> Case:
    """The order's case in the hands of the bureau."""
    from linli.domains.cases import services as cases

    return cases.dispatch_case(cast.chen_centre.actor, case=again(one.worked), to_org=(body or cast.bureau).pk)


def delivered() -> int:
    """Let the worker deliver all events that wait; returns how many."""
    done = 0
    while audit.deliver_next():
        done += 1
    return done


def post(
    key: Issued, path: str, said: Any = None, *, at: datetime | None = None, nonce: str = "", **options: Any
) -> Any:
    """Send JSON to an address under /api/hotline/v1/, signed."""
    body = said if isinstance(said, bytes) else json.dumps(said or {}, ensure_ascii=False).encode()
    headers = keys.signed(key, body, at=at, nonce=nonce) | options.pop("headers", {})
    kind = options.pop("kind", "application/json")
    return Client().post(f"/api/hotline/v1/{path}", body, content_type=kind, headers=headers)


def get(key: Issued, path: str) -> Any:
    """Ask an address, signed."""
    return Client().get(f"/api/hotline/v1/{path}", headers=keys.signed(key, b"", at=clock.now()))


def sent(cast: Any, key: Issued | None = None, **changes: Any) -> Any:
    """Send an order about Li's grid, filed under a category that is known."""
    said = SAID | {"category": THEIRS, "area_code": coded(cast.grid)} | changes
    return post(key or platform(cast), "orders", {name: value for name, value in said.items() if value is not None})
