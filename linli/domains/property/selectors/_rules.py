"""The section of the method that counts for a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linli.domains.property.method import NONE, PropertyRules
from linli.foundation.territory import selectors as territory


def rules_at(area: Any) -> PropertyRules:
    """What the county's method says now; nothing where its release is older than the section."""
    found: PropertyRules = getattr(territory.rules_of(area), "property", NONE)
    return found


def asked_once() -> Callable[[Any], PropertyRules]:
    """The same for the rows of a list: asked once for each county, since each asking is a statement."""
    found: dict[int, PropertyRules] = {}

    def ask(county: Any) -> PropertyRules:
        if county.pk not in found:
            found[county.pk] = rules_at(county)
        return found[county.pk]

    return ask


def in_use(area: Any) -> bool:
    """Whether the county knows any form of service."""
    return bool(rules_at(area).forms)
