"""Other systems ask for the other street with keys, by the JSON API and the hotline's, with each net off: nobody is met.

One speaks for Li's bureau, one for another county; both have keys for everything that keys are issued for.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from linli.foundation.audit.idempotency import HEADER
from linli.foundation.partners import registry
from linli.foundation.partners.services import Issued
from linli.foundation.partners.tests import making as others
from linli.surfaces.api.json import asked, verbs
from tests.access.matrix import MATRIX
from tests.attack.nets import without
from tests.attack.test_every_net import kept
from tests.attack.there import There
from tests.attack.world import words_of

#: Nets that lie under what keys reach.
NETS = ("", "rows", "routes", "writes", "database")
#: What bodies hold, by field; each operation is sent those that it knows.
SAID = {
    "reason": "外面想看看", "words": "外面想看看", "text": "外面想看看", "question": "外面想看看", "target": "person:1", "choice": "x",
    "organizations": [1], "organization": 1, "found": True, "how": "phone", "amount": 1, "until": "2027-01-01", "route": "letters",
    "into": "x", "place": "外面", "stars": 5, "justified": True, "granted": True, "homes": 1, "buildings": 1,
}  # fmt: skip
MODELS = {f"api:json-case-{code}": model for code, model in verbs.SENT.items()} | {
    "api:json-call-arrive": asked.Arrive, "api:json-call-report": asked.CallReport, "api:json-call-return": asked.Why,
    "api:json-record-survey": asked.NewSurvey,
    "api:json-correct-survey": asked.Surveyed,
    "api:json-record-visit": asked.NewVisit,
    "api:json-call-judge": asked.Judge, "api:json-call-rate": asked.Rate,
}  # fmt: skip
LISTS = ("cases", "whistles", "calls", "areas", "organizations", "orders", "changes", "visits", "stops", "estates")
#: How addresses begin of what is about nobody, and lies under the scope of rows alone.
OF_NOBODY = ("/api/v1/estates", "/api/v1/surveys")
#: Takes a file; that it is refused is tested beside it.
BY_FILE = "api:json-case-add-photos"

#: Method, address, body.
Ask = tuple[str, str, bytes]


def body_of(name: str) -> bytes:
    model = MODELS.get(name)
    fields = model.model_fields if model else SAID if name.startswith("hotline") else {}
    return json.dumps({field: SAID[field] for field in fields if field in SAID}).encode()


def by_number(there: There) -> Iterator[Ask]:
    for name, row in MATRIX.items():
        if row.keyed and row.thing in there.things and name != BY_FILE:
            for method in row.methods.split():
                yield method, reverse(name, kwargs=there.things[row.thing]), body_of(name) if method == "POST" else b""


def by_list(there: There) -> Iterator[Ask]:
    area = there.things["visited_area"]["area"]
    queries: dict[str, list[dict[str, Any]]] = {
        "cases": [{"tab": "any", "area": area}, {"tab": "any", "text": there.text}, {"tab": "any", "text": there.things["case"]["ref"]}],
        "areas": [{"parent": area}], "orders": [{"q": there.things["hotline_number"]["number"]}],
    }  # fmt: skip
    for one in LISTS:
        for words in queries.get(one, [{}]):
            yield "GET", f"{reverse(f'api:json-{one}')}?{urlencode(words)}", b""
    yield "GET", reverse("hotline-api:changes"), b""


def answers(key: Issued, asks: Iterable[Ask]) -> list[tuple[str, Any]]:
    """Each address with its answer."""
    client = Client(raise_request_exception=False)
    got = []
    for method, url, body in asks:
        signs = others.signed(key, body) | {HEADER: uuid.uuid4().hex}
        sent = client.get(url, headers=signs) if method == "GET" else client.post(
            url, body, content_type="application/json", headers=signs
        )  # fmt: skip
        got.append((f"{method} {url}", sent))
    return got


def leaks(key: Issued, there: There, net: str = "") -> list[str]:
    """Words of there in any answer, and things of there that answered as if they were one's own."""
    marks = there.marks if net == "rows" else (*there.marks, there.text)
    numbered, listed = (
        answers(key, (ask for ask in asks if net != "rows" or not ask[1].startswith(OF_NOBODY)))
        for asks in (by_number(there), by_list(there))
    )
    statuses = {answer.status_code for _, answer in listed}
    assert 200 in statuses and statuses <= {200, 403, 404}
    found = [f"{said} shows {mark}" for said, answer in numbered + listed for mark in marks if mark in words_of(answer)]
    return found + [
        f"{said}: {answer.status_code}" for said, answer in numbered if answer.status_code not in (403, 404)
    ]


@pytest.fixture
def keys(cast: Any, registers: There, settings: Any) -> dict[str, Issued]:
    """Whose key → the key."""
    settings.LINLI_KEY_REQUESTS = 10**6
    scopes = tuple(code for code in registry.scopes() if code != others.SCOPE)
    far = SimpleNamespace(county=cast.other_county, admin=cast.deng_other_admin)
    owners = {
        "bureau": (cast, others.partner(cast, "住建局平台", organization=cast.bureau)),
        "other county": (far, others.partner(far, "山县平台")), "own county": (cast, others.partner(cast, "江县平台")),
    }  # fmt: skip
    return {name: others.issued(of, scopes=scopes, of=owner) for name, (of, owner) in owners.items()}


@pytest.mark.parametrize("whose", ["bureau", "other county"])
def test_no_key_reaches_over_the_fence_with_any_net_off(
    cast: Any, registers: There, keys: dict[str, Issued], whose: str
) -> None:
    before, found, changed = kept(cast.other_street), {}, []
    for net in NETS:
        off: AbstractContextManager[None] = without(net) if net else nullcontext()
        with transaction.atomic():
            with off:
                found[net] = leaks(keys[whose], registers, net)
            changed += [net] if kept(cast.other_street) != before else []
            transaction.set_rollback(True)
    assert {net: met for net, met in found.items() if met} == {}
    assert not changed, "with these nets off something of there was written"


def test_a_key_of_the_county_meets_them_by_the_same_doors(registers: There, keys: dict[str, Issued]) -> None:
    """It can fail: what isn't a key's to do is refused, the rest is answered."""
    found = leaks(keys["own county"], registers)
    assert [one for one in found if one.endswith(registers.text)]
    assert len([one for one in found if one.endswith((": 200", ": 409", ": 422"))]) > 20
