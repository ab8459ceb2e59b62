"""The OpenAPI document: what it says holds, whatever somebody makes of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from linli.domains.cases import services as cases
from linli.domains.surveys.tests.making import surveyed
from linli.surfaces.api.json.deeds import DEEDS
from linli.surfaces.api.permissions import CALLS, ESTATES, OPEN, READ, VISIT, WALKS, WORK
from linli.surfaces.api.tests.json.making import ALL, System, again, open_case, pictured, whistled
from linli.surfaces.api.tests.json.test_strangers import patrolled

pytestmark = pytest.mark.django_db

#: Requests to each operation as the document allows them, and as it doesn't.
EXAMPLES = {GenerationMode.POSITIVE: 3, GenerationMode.NEGATIVE: 3}
HELD = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def served() -> Iterator[Any]:
    """The application itself, in this thread and transaction: as Django's own test client, it leaves the connection open."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield get_wsgi_application()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def asked(operation: Any, mode: GenerationMode, things: dict[str, Any], headers: dict[str, str]) -> Counter[int]:
    """What a program that makes requests of the document was answered; each change is undone."""
    found: Counter[int] = Counter()
    named = {name: value for name, value in things.items() if f"{{{name}}}" in operation.path}
    real = {"path_parameters": named} if mode is GenerationMode.POSITIVE and named else {}

    @settings(
        max_examples=EXAMPLES[mode], derandomize=True, database=None, deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode, **real))
    def ask(case: Any) -> None:
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=HELD)
        found[answer.status_code] += 1

    ask()
    return found


@pytest.mark.slow
def test_no_answer_that_the_document_doesnt_name(cast: Any, settings: Any, served: Any) -> None:
    """Each operation with what it may be asked and with what it may not, about things that are there."""
    settings.LINLI_KEY_REQUESTS = 1_000_000
    case, whistle = whistled(cast)
    in_hand = open_case(cast)
    cases.dispatch_case(cast.chen_centre.actor, case=again(in_hand), to_org=cast.bureau.pk)
    cases.accept_case(cast.zhou_department.actor, case=again(in_hand))
    photo, survey = pictured(cast, again(case)), surveyed(cast)
    county, bureau = (
        System(cast, *ALL, ESTATES, WALKS, VISIT).headers(),
        System(cast, READ, OPEN, WORK, CALLS, body=cast.bureau).headers(),
    )
    call = whistle.calls.get(organization=cast.bureau)
    numbers = {"calls": call.pk, "areas": cast.grid.pk, "organizations": cast.bureau.pk, "photos": photo}
    numbers |= {"estates": survey.compound_id, "surveys": survey.pk, "stops": patrolled(cast).pk}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", served)
    seen: dict[str, Counter[int]] = {}
    for operation in (found.ok() for found in schema.get_all_operations()):
        name = operation.definition.raw["operationId"].replace("_", "-")
        own = DEEDS[name].scope in (WORK, CALLS)
        kind = next((kind for kind in numbers if f"/{kind}/" in operation.path), "")
        things = {"ref": in_hand.ref if own else case.ref, "pk": numbers.get(kind)}
        for mode in EXAMPLES:
            seen.setdefault(name, Counter()).update(asked(operation, mode, things, bureau if own else county))
    assert set(seen) == set(DEEDS)
    answered = sum(seen.values(), Counter())
    assert answered[200] > 40 and answered[422] > 40 and answered[404] > 20, answered


def test_the_document_is_openapi_3_1_in_both_languages(client: Client) -> None:
    chinese = client.get("/api/v1/openapi.json").json()
    client.cookies["linli_language"] = "en"
    english = client.get("/api/v1/openapi.json").json()
    assert chinese["openapi"] == "3.1.0" and set(chinese["paths"]) == set(english["paths"])
    assert english["paths"]["/api/v1/cases"]["get"]["summary"] == "The queue, with its filters"
    assert chinese["paths"]["/api/v1/cases"]["get"]["summary"] == "办件列表，可筛选"
    described = json.dumps(chinese, ensure_ascii=False)
    assert "ninja" not in described.lower() and "__proxy__" not in described


def test_every_operation_says_what_it_needs(client: Client) -> None:
    said = client.get("/api/v1/openapi.json").json()
    for where, methods in said["paths"].items():
        for method, one in methods.items():
            names = {row["name"] for row in one["parameters"] if row["in"] == "header"}
            assert ("Idempotency-Key" in names) == (method == "post"), where
            assert {"401", "403", "404", "422", "429"} <= set(one["responses"]) and one["security"]
            assert set(one["responses"]["404"]["content"]) == {"application/problem+json"}
    required = [
        row["required"]
        for row in said["paths"]["/api/v1/cases"]["post"]["parameters"]
        if row["name"] == "Idempotency-Key"
    ]
    assert required == [True]
