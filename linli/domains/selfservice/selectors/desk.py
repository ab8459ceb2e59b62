"""The office's list of what residents ask about their data, and the numbers that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, QuerySet, Sum

from linli.domains.selfservice.models import ErasedCount, PersonRequest
from linli.domains.selfservice.states import DECIDE, State
from linli.foundation.privacy import rls
from linli.foundation.privacy.rls import reached
from linli.foundation.residents import selectors as residents
from linli.kernel import clock
from linli.kernel.scoping import door, paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: The numbers are for everybody and needn't be of this minute.
NUMBERS_SECONDS = 600

PEOPLE = {
    "present": N_("People in the register"),
    "left": N_("Moved away, kept until the time is over"),
    "deceased": N_("Died, kept until the time is over"),
    "erased": N_("Entries erased, all in all"),
}
ERASED = {
    "people": N_("Entries of people who moved away"),
    "id_numbers": N_("ID numbers of people who moved away"),
    "unverified": N_("Registrations that nobody could verify"),
    "requests": N_("Words of answered requests"),
    "couriers": N_("Couriers who left, or whom nobody answered"),
    "codes": N_("Codes sent to phones"),
    "sessions": N_("Ended sign-ins"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of the public page."""

    label: str
    count: int


@reached(DECIDE)
def requests_page(actor: Actor, state: str = State.OPEN, number: Any = 1) -> Any:
    """Requests of the actor's places, a page of them: open ones by their due time, else the last decided first. Each row has the
    name as `name` ("" where the actor may not see the person).
    """
    found: QuerySet[PersonRequest] = PersonRequest.scoped.visible_to(actor).select_related("area")
    if state == State.OPEN:
        found = found.filter(state=State.OPEN).order_by("due_at", "pk")
    else:
        found = found.exclude(state=State.OPEN).order_by("-decided_at", "-pk")
    page: Any = paged(found.defer("words_sealed", "answer_sealed", "area__boundary"), number)
    names = residents.visible_people(actor, [row.person_id for row in page])
    for row in page:
        row.name = names[row.person_id].name if row.person_id in names else ""
    return page


@reached(DECIDE)
def late_count(actor: Actor) -> int:
    """Open requests whose time is over."""
    found = PersonRequest.scoped.visible_to(actor).filter(state=State.OPEN, due_at__lt=clock.now())
    return int(found.count())


def request_for(actor: Actor, pk: int, to: str | None = None) -> PersonRequest:
    """One request with its person; Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row = door(PersonRequest, actor, pk, to, "area__county", reach=rls.reaching)
    row.person = residents.person_by_id(row.person_id)
    found: PersonRequest = row
    return found


def numbers_for(county: Any) -> dict[str, list[Number]]:
    """How many are kept, and how many of what were erased because their time was over; ten minutes old at most."""
    key = f"selfservice.numbers:{county.pk}"
    kept, erased, asked = cache.get(key) or _numbers(county)
    cache.add(key, (kept, erased, asked), NUMBERS_SECONDS)
    return {
        "kept": [Number(label, kept.get(state, 0)) for state, label in PEOPLE.items()],
        "erased": [Number(label, erased.get(what, 0)) for what, label in ERASED.items()],
        "asked": [Number(N_("Requests of residents answered"), asked.get(True, 0)),
                  Number(N_("Requests of residents waiting"), asked.get(False, 0))],
    }  # fmt: skip


def _numbers(county: Any) -> tuple[dict[str, int], dict[str, int], dict[bool, int]]:
    gone = ErasedCount.objects.filter(county_id=county.pk).values_list("what").annotate(total=Sum("count"))
    with rls.everywhere():
        states = (
            PersonRequest.unscoped.filter(county=county).order_by().values_list("state").annotate(count=Count("pk"))
        )
        counted = dict(states)
    waiting = counted.pop(State.OPEN, 0)
    return residents.numbers_of(county), dict(gone), {True: sum(counted.values()), False: waiting}
