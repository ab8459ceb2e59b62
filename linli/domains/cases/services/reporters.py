"""What reporters hear of their cases: the lines of history that are told, and to whom. How and when is the business of notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from linli.domains.cases.models import Case, Reporter
from linli.domains.notices import services as notices
from linli.domains.notices.services import Occasion
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event

#: Line of history → what is told, and which of its fields fill the template.
TOLD: dict[str, tuple[Occasion, tuple[str, ...]]] = {
    "cases.passed_on": (Occasion.PASSED_ON, ("to",)),
    "cases.accepted": (Occasion.BEGUN, ()),
    "cases.asked": (Occasion.QUESTION, ()),
    "cases.resident_asked": (Occasion.ASKED, ()),
    "cases.reopened": (Occasion.REOPENED, ()),
    "cases.confirmed": (Occasion.CLOSED, ()),
    "cases.lapsed": (Occasion.CLOSED, ()),
    "cases.explained": (Occasion.EXPLAINED, ()),
    "cases.redirected": (Occasion.REDIRECTED, ()),
    "cases.withdrawn": (Occasion.WITHDRAWN, ()),
    "cases.merged": (Occasion.MERGED, ("into",)),
    "cases.unlinked": (Occasion.PARTED, ()),
}

#: News that is older than that is none any more: the worker stood still, or history was loaded (assumed).
STALE = timedelta(days=1)

#: New reporters of one round.
TELL_AT_ONCE = 100

#: How notices know a reporter, and a case.
KIND, ABOUT = Reporter._meta.label_lower, Case._meta.label_lower


def tell_of(line: Event) -> int:
    """Have everybody told who reported the case of a line, or one that was joined to it; returns how many messages there are."""
    occasion, fields = TOLD[line.code]
    case = Case.unscoped.select_related("county").defer("county__boundary").filter(pk=line.subject_id).first()
    if case is None or clock.now() - line.at > STALE:
        return 0
    return _announce(case, occasion, line, {name: str(line.data.get(name, "")) for name in fields})


def tell_about(line: Event, *, occasion: Occasion, **values: str) -> int:
    """As `tell_of`, for lines that other apps write into the course of a case."""
    case = Case.unscoped.select_related("county").defer("county__boundary").filter(pk=line.subject_id).first()
    if case is None or clock.now() - line.at > STALE:
        return 0
    return _announce(case, occasion, line, values)


@transaction.atomic
def tell_received() -> int:
    """Have the oldest reporters told who weren't yet that their report was received; returns how many were looked at."""
    rows = Reporter.objects.filter(untold=True).select_for_update(of=("self",), skip_locked=True)
    found = list(rows.select_related("case__county").defer("case__county__boundary").order_by("id")[:TELL_AT_ONCE])
    for one in found:
        if clock.now() - one.joined_at <= STALE:
            case = one.case
            news = notices.News(case.county, Occasion.RECEIVED, ABOUT, case.pk, key=Occasion.RECEIVED.value)
            notices.announce(news, _addressees([one]))
    Reporter.objects.filter(pk__in=[one.pk for one in found]).update(untold=False)
    return len(found)


def told_person(reporter: Reporter) -> Any:
    """How notices know a reporter (made where that is missing): for the page on which they choose how they are told."""
    return notices.recipient_for(reporter.case.county, _addressees([reporter])[0])


def _announce(case: Case, occasion: Occasion, line: Event, values: dict[str, str]) -> int:
    rows = Reporter.objects.filter(Q(case=case) | Q(case__duplicate_of=case)).select_related("case").order_by("id")
    news = notices.News(case.county, occasion, ABOUT, case.pk, key=str(line.pk), line=line.pk, values=values)
    return notices.announce(news, _addressees(rows))


def _addressees(rows: Iterable[Reporter]) -> list[notices.Addressee]:
    """Reporters as notices take them. Opening the numbers here is no look: nobody reads them but the gateway."""
    return [notices.Addressee(KIND, one.pk, one.phone, one.case.ref, one.case.title) for one in rows]
