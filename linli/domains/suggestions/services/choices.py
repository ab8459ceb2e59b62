"""What people do with a suggestion: taken or not, counted by month, without anybody's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as work
from linli.domains.suggestions.models import Tally
from linli.kernel import clock
from linli.kernel.actor import Actor

#: So many suggestions are shown at most; what a form claims beyond isn't counted.
MOST = 3


@transaction.atomic
def choose_category(actor: Actor, *, case: Any, key: str, suggested: Sequence[str]) -> None:
    """Put a case under the category that the person chose, and count whether it was suggested. Http404 for an unknown category;
    RuleBroken as `cases.services.set_category`.
    """
    category = cases.category_by_key(key)
    work.set_category(actor, case=case, category=category)
    count_choice(case.county_id, suggested, key)


def note_choice(actor: Actor, sent: Mapping[str, Any], key: str) -> None:
    """After a case was registered: what was suggested stood in the form that was sent."""
    if actor.county_id is not None:
        count_choice(actor.county_id, str(sent.get("suggested", "")).split()[:MOST], key)


@transaction.atomic
def count_choice(county_id: int, suggested: Sequence[str], key: str) -> None:
    """One more time suggested in this month, and whether the first, another or none was chosen; nothing where nothing was suggested."""
    if not suggested:
        return
    month = clock.today().replace(day=1)
    row = Tally.unscoped.get_or_create(county_id=county_id, month=month)[0]
    first = key == suggested[0]
    other = not first and key in suggested
    Tally.unscoped.filter(pk=row.pk).update(
        shown=F("shown") + 1, first=F("first") + int(first), other=F("other") + int(other)
    )
