"""The door behind a code: which building or stairwell it is, and what registering asks for there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from linli.domains.notices import gateways
from linli.domains.selfservice.method import GUARDIAN, REGISTRATION, SENSITIVE, FormRules
from linli.domains.selfservice.states import DOOR_KINDS
from linli.foundation.territory import selectors as territory


@dataclass(frozen=True, slots=True)
class Door:
    """A building or stairwell with a code, the forms of its county, and the texts to agree to by code."""

    code: str
    name: str
    where: str
    area: Any
    county: Any
    form: FormRules
    texts: dict[str, Any]
    relations: list[tuple[str, str]]
    keep_days: int
    is_open: bool


def door_for(code: str) -> Door:
    """The door behind a code; Http404 for a mistyped code, a place that is closed, and one where nobody registers."""
    place = territory.place_by_code(code)
    if place is None or place.kind not in DOOR_KINDS:
        raise Http404
    county = territory.area_by_id(place.county_id)
    rules = territory.rules_of(county)
    if "selfservice" not in rules.sections:
        raise Http404
    texts = {name: rules.privacy.consent(name) for name in (REGISTRATION, GUARDIAN, SENSITIVE)}
    own = rules.selfservice
    return Door(
        code, place.name, place.where, place.area, county, own.form, texts, list(rules.residents.labels().items()),
        own.unverified.days, gateways.is_open(),
    )  # fmt: skip


def is_open(county: Any) -> bool:
    """Whether codes can be sent in a county: there is a gateway, and its rules are young enough to say how."""
    return gateways.is_open() and "selfservice" in territory.rules_of(county).sections


def rules_of(county: Any) -> Any:
    """The county's section."""
    return territory.rules_of(county).selfservice
