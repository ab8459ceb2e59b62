"""Our things in Open311's words: services, definitions, requests, updates. Null where the specification has a field and we say nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from linli.domains.cases import selectors as cases
from linli.surfaces.api.open311.wire import Wrong, moment

#: The one question beyond the specification's own fields; the report form asks the same.
DANGER = "danger"
YES, NO = "yes", "no"


def code_of(key: str) -> str:
    """A category's key "standard/kind/code" as a service_code: a slash would end the address."""
    return key.replace("/", "-")


def category_of(rules: Any, code: str) -> Any:
    """The category in force behind a service_code; 400 for an empty one, 404 for an unknown one."""
    if not code:
        raise Wrong(400, _("service_code was not provided."))
    found = cases.category_in_force(rules.cases, code.replace("-", "/"))
    if found is None or code_of(found.key) != code:
        raise _unknown(code)
    return found


def keys_of(rules: Any, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The keys behind service_codes, all of them known; 404 for an unknown one."""
    return tuple(one.key for one in _categories(rules, codes)) if codes else ()


def _categories(rules: Any, codes: tuple[str, ...]) -> list[Any]:
    known = {code_of(one.key): one for one in cases.categories_for(rules.cases)}
    if unknown := [code for code in codes if code not in known]:
        raise _unknown(unknown[0])
    return [known[code] for code in codes]


def _unknown(code: str) -> Wrong:
    return Wrong(404, _("service_code {code} was not found.").format(code=code[:60]))


def services(rules: Any) -> list[dict[str, Any]]:
    """All categories in force; those behind a card of the report form carry its label as keyword."""
    return [_service(one, rules.cases.categories.cards) for one in cases.categories_for(rules.cases)]


def _service(category: Any, cards: Any) -> dict[str, Any]:
    labels = [card.label for card in cards if any(category.key.startswith(key) for key in card.keys)]
    return {
        "service_code": code_of(category.key),
        "service_name": category.name,
        "description": f"{category.major} · {category.name}" if category.major else category.name,
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(labels),
        "group": category.major,
    }


def definition(category: Any) -> dict[str, Any]:
    """What is asked for a service beyond the fields that all have."""
    values = [{"key": NO, "name": _("No")}, {"key": YES, "name": _("Yes")}]
    danger = {
        "variable": True,
        "code": DANGER,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": _("Please choose one."),
        "order": 1,
        "description": _("It is dangerous right now (live wires, smell of gas, somebody may get hurt)"),
        "values": values,
    }
    return {"service_code": code_of(category.key), "attributes": [danger]}


def request(case: Any, agency: str) -> dict[str, Any]:
    """A case as everybody may see it. What the reporter wrote, photographed and said about themselves isn't in it."""
    return {
        "service_request_id": case.ref,
        "status": status(is_open=case.is_open),
        "status_notes": case.word,
        "service_name": case.kind,
        "service_code": code_of(case.key),
        "description": None,
        "agency_responsible": agency,
        "service_notice": None,
        "requested_datetime": moment(case.opened_at),
        "updated_datetime": moment(case.changed_at),
        "expected_datetime": None,
        "address": case.place,
        "address_id": case.place_code,
        "zipcode": None,
        "lat": case.lat,
        "long": case.lng,
        "media_url": None,
    }


def update(step: Any) -> dict[str, Any]:
    """A step of a case, as `servicerequestupdates` names it."""
    return {
        "update_id": str(step.id),
        "service_request_id": step.ref,
        "status": status(is_open=step.is_open),
        "updated_datetime": moment(step.at),
        "description": step.words,
        "media_url": None,
    }


def status(*, is_open: bool) -> str:
    """Open311 knows two; finer ones stand in `status_notes`."""
    return "open" if is_open else "closed"


def agency(county: Any, rules: Any) -> str:
    """Who answers for the county's cases."""
    return f"{county.label}{rules.county.voice.centre}"
