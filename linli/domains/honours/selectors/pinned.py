"""The rules under which a call was opened."""

from __future__ import annotations

from typing import Any

from linli.domains.honours.method import HonourKind, HonoursRules
from linli.domains.honours.models import Call
from linli.foundation.methods import selectors as methods


def rules_of_call(call: Any) -> HonoursRules:
    """The section of the release that the call is pinned to."""
    found: HonoursRules = methods.rules_for(call.release_id).honours
    return found


def kind_of(call: Call) -> HonourKind:
    """The honour that is called for, as it was then."""
    return rules_of_call(call).kinds[call.kind]
