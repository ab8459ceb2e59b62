"""A list that leaves the house: masked but for what was chosen, and everybody on it can read that they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from linli.foundation.privacy import rls
from linli.foundation.privacy import services as privacy
from linli.foundation.privacy.services import Seen
from linli.foundation.residents.models import Dwelling, Person, Residency
from linli.foundation.residents.selectors.addresses import room_of
from linli.foundation.residents.selectors.exports import EXPORT, Wanted, wanted_people
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.looking import REVEAL
from linli.foundation.residents.states import ADDRESS, ID_NUMBER, PHONE
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope

#: The part that everybody on a list can read about, whatever was in clear.
LIST = "residents.list"
SEALED = (PHONE, ID_NUMBER, ADDRESS)


@dataclass(frozen=True, slots=True)
class ListRow:
    """Somebody as a list shows them; phone, ID number and address in clear where that was chosen, else masked. Of
    the day of birth only the year.
    """

    pk: int
    name: str
    id_number: str
    phone: str
    born: str
    registered: str
    place: str
    address: str
    employer: str
    verified: str


@_base.changes
def export_people(
    actor: Actor, *, wanted: Wanted, clear: Sequence[str] = (), reason: str, after: int = 0, size: int = 2000
) -> list[ListRow]:
    """The next people of a list, by id from `after` on. A look is written for each: that they were on a list, and for each part
    that was opened.

    Raises OutOfScope without `residents.reveal` over the whole place where something is to be opened; LookupError for fields
    that aren't sealed.
    """
    if set(clear) - set(SEALED):
        raise LookupError(f"{sorted(clear)}: sealed are {SEALED}")
    if clear and not actor.is_system and not actor.reaches(REVEAL, wanted.area.path):
        raise OutOfScope(REVEAL)
    with rls.reaching(actor, EXPORT):
        people = list(
            wanted_people(actor, wanted).filter(pk__gt=after).select_related("area").defer("area__boundary")[:size]
        )
    homes, places = _homes(people), _places(people)
    rows = [_row(one, homes.get(one.pk), places[one.area_id], frozenset(clear)) for one in people]
    privacy.look_at_many(
        actor, kind=Person, seen=_seen(people, homes, clear), county_id=wanted.area.county_id, path=wanted.area.path,
        reason=reason,
    )  # fmt: skip
    return rows


def _homes(people: Sequence[Person]) -> dict[int, Dwelling]:
    """The main home of each."""
    stays = Residency.unscoped.filter(person__in=people, ends_on=None, is_main=True).order_by()
    return {stay.person_id: stay.dwelling for stay in stays.select_related("dwelling")}


def _seen(people: Sequence[Person], homes: dict[int, Dwelling], clear: Sequence[str]) -> Iterator[Seen]:
    for one in people:
        yield Seen(one.pk, one.area.path, LIST)
        for field in clear:
            if (one.pk in homes) if field == ADDRESS else getattr(one, f"{field}_index"):
                yield Seen(one.pk, one.area.path, _base.purpose(field))


def _places(people: Sequence[Person]) -> dict[int, str]:
    """The names of the areas from the township down, by id."""
    areas = territory.areas_on({one.area.path for one in people})
    return {one.area_id: "".join(_line(areas[one.area_id])) for one in people}


def _line(area: Any) -> list[str]:
    return [*_line(area.parent), area.name] if area is not None and area.kind != "county" else []


def _row(one: Person, home: Dwelling | None, place: str, clear: frozenset[str]) -> ListRow:
    numbers = {
        field: crypto.unseal(bytes(getattr(one, f"{field}_sealed")), purpose=_base.purpose(field))
        if field in clear
        else getattr(one, f"{field}_masked")
        for field in (PHONE, ID_NUMBER)
    }
    address = "" if home is None else home.address_masked + (room_of(home) if ADDRESS in clear else "")
    born = str(one.born_on.year) if one.born_on else ""
    verified = one.verified_on.isoformat() if one.verified_on else ""
    return ListRow(
        one.pk,
        one.name,
        numbers[ID_NUMBER],
        numbers[PHONE],
        born,
        one.registered_label,
        place,
        address,
        one.employer,
        verified,
    )
