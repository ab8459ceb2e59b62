"""Looking at the cases of one caller: each look is written down, and the caller can read it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from linli.domains.cases import selectors as cases
from linli.domains.indicators import selectors
from linli.foundation.privacy import services as privacy
from linli.kernel.actor import Actor
from linli.kernel.lines import required

#: The part of a person that a look opens, and its row in the method.
PART = "indicators.caller"


@transaction.atomic
def look_at_caller(actor: Actor, *, reporter: Any, reason: str) -> list[Any]:
    """The cases from a number that is on the list, for a reason. Raises indicators.words_needed."""
    said = required(reason, 200, "indicators.words_needed", least=2)
    rows = cases.rows_by_ids(actor, selectors.cases_of(actor, reporter))
    case = reporter.case
    privacy.look(actor, subject=reporter, part=PART, county_id=case.county_id, path=case.area.path, reason=said)
    return rows
