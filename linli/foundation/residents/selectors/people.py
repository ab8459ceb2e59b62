"""People of the registers as an actor may see them: pages in order, one entry, look-ups."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from linli.foundation.audit import selectors as audit
from linli.foundation.privacy.rls import end_of, everywhere, reached
from linli.foundation.residents import rules
from linli.foundation.residents.models import Person
from linli.foundation.residents.selectors.ground import VIEW, keys_of, one_of
from linli.foundation.residents.states import ID_NUMBER, PHONE, Like, PersonState
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.foundation.residents.rules import PersonDraft
    from linli.kernel.actor import Actor

ROWS = 50
_SEALED = ("id_number_sealed", "phone_sealed")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order and where the next ones begin: "" on the last page. Numbers of pages would have to be counted."""

    rows: list[Any] = field(default_factory=list)
    after: str = ""


@reached(VIEW)
def people_page(
    actor: Actor,
    *,
    area: Any = None,
    text: str = "",
    registered: str = "",
    state: str = PersonState.PRESENT,
    unverified: bool = False,
    cursor: str = "",
    size: int = ROWS,
) -> Page:
    """The register by name, from `cursor` on: people whose main home the actor may see. `text` is the beginning of a name, a
    whole phone number or a whole ID number. An `area` was fetched in scope and narrows to it.

    One index range whatever the size of the register; an odd cursor begins anew.
    """
    found = Person.unscoped.mainly_in_reach(actor).filter(state=state or PersonState.PRESENT)
    found = found.filter(_said(text)) if text.strip() else found
    if area is not None:
        found = found.filter(area__path__startswith=area.path, county_id=area.county_id)
    if registered:
        found = found.filter(registered=registered)
    if unverified:
        found = found.filter(verified_on=None)
    return page_of(found.select_related("area").defer(*_SEALED, "area__boundary"), cursor, size)


def page_of(found: QuerySet[Person], cursor: str, size: int = ROWS) -> Page:
    """One page of people by name and id."""
    if at := _read(cursor):
        name, pk = at
        found = found.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk), name__gte=name)
    rows = list(found.order_by("name", "pk")[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], _written(last.name, last.pk) if last else "")


def person_for(actor: Actor, pk: int, to: str | None = None) -> Person:
    """One entry: Http404 when hidden, PermissionDenied when visible but `to` (a permission) isn't granted on it."""
    found: Person = one_of(Person, actor, pk, to, "area__county", "merged_into")
    return found


@reached(VIEW)
def find_by_phone(actor: Actor, phone: str, limit: int = 20) -> list[Person]:
    """Present entries with this phone number; several, where a family shares one."""
    return _found(actor, Q(phone_index__in=keys_of(rules.clean_phone(phone) or "", PHONE)) & ~Q(phone_index=""), limit)


@reached(VIEW)
def find_by_id_number(actor: Actor, number: str, limit: int = 2) -> list[Person]:
    """Present entries with this ID number: one in a county."""
    keys = keys_of(rules.id_number(number).number, ID_NUMBER)
    return _found(actor, Q(id_number_index__in=keys) & ~Q(id_number_index=""), limit)


@reached(VIEW)
def find_by_name(actor: Actor, beginning: str, limit: int = 20) -> list[Person]:
    """Present entries whose name begins so, by name."""
    plain = rules.clean_name(beginning)
    return _found(actor, _begins(plain), limit) if plain else []


@reached(VIEW)
def duplicates_of(actor: Actor, one: Person | PersonDraft, limit: int = 20) -> list[tuple[Person, Like]]:
    """Entries that look like a person or draft, each with by what (`states.Like`); the certain ones first."""
    draft = _draft(one) if isinstance(one, Person) else rules.checked(one, clock.today())
    if isinstance(draft, rules.Problem):
        return []
    numbers, phones = _keys(one, draft, ID_NUMBER), _keys(one, draft, PHONE)
    wanted = Q(name=draft.name, phone_index__in=phones) if phones else Q(pk__in=())
    if draft.born_on:
        wanted |= Q(name=draft.name, born_on=draft.born_on)
    if numbers:
        wanted = (wanted & Q(id_number_index="")) | Q(id_number_index__in=numbers)
    own = one.pk if isinstance(one, Person) else 0
    found = [person for person in _found(actor, wanted, limit + 1) if person.pk != own]
    said = [(person, _like(person, numbers, phones)) for person in found]
    return sorted(said, key=lambda pair: list(Like).index(pair[1]))[:limit]


def history_of(person: Person) -> list[audit.Line]:
    """What happened to an entry that was fetched in scope."""
    return audit.timeline(person)


def person_by_id(pk: int) -> Person | None:
    """One entry without scope, for services of upper apps and jobs; None when there is none."""
    with everywhere():
        found: Person | None = Person.unscoped.filter(pk=pk).select_related("area").first()
    return found


@reached(VIEW)
def visible_people(actor: Actor, ids: Iterable[int]) -> dict[int, Person]:
    """Those of `ids` whom the actor may see, by id: upper apps ask with the ids of their own rows. One statement."""
    found = Person.scoped.visible_to(actor).filter(pk__in=set(ids)).select_related("area")
    return {one.pk: one for one in found.defer(*_SEALED, "area__boundary")}


def _said(text: str) -> Q:
    """By ID number where the text is one, by phone where it has figures only, else by the beginning of the name."""
    number, phone = rules.id_number(text), rules.clean_phone(text)
    if number.number:
        return Q(id_number_index__in=keys_of(number.number, ID_NUMBER)) & ~Q(id_number_index="")
    if phone:
        return Q(phone_index__in=keys_of(phone, PHONE)) & ~Q(phone_index="")
    name = rules.clean_name(text)
    return _begins(name) if name else Q(pk__in=())


def _begins(text: str) -> Q:
    """A range and not a LIKE, which row-level security would keep from the index."""
    return Q(name__gte=text, name__lt=end_of(text))


def _found(actor: Actor, wanted: Q, limit: int) -> list[Person]:
    rows = Person.scoped.visible_to(actor).filter(wanted, state=PersonState.PRESENT)
    return list(rows.select_related("area").defer(*_SEALED, "area__boundary").order_by("name", "pk")[:limit])


def _draft(person: Person) -> PersonDraft:
    return rules.PersonDraft(person.name, born_on=person.born_on)


def _keys(one: Person | PersonDraft, draft: PersonDraft, name: str) -> list[str]:
    if isinstance(one, Person):
        held = getattr(one, f"{name}_index")
        return [held] if held else []
    return keys_of(getattr(draft, name), name)


def _like(person: Person, numbers: list[str], phones: list[str]) -> Like:
    if person.id_number_index in numbers:
        return Like.ID_NUMBER
    return Like.PHONE if person.phone_index in phones else Like.BIRTHDAY


def _written(name: str, pk: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([name, pk]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[str, int] | None:
    parts: Callable[[], Any] = lambda: json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))  # noqa: E731
    try:
        name, pk = parts() if cursor and len(cursor) < 600 else ("", 0)
        return (str(name), int(pk)) if pk and "\x00" not in str(name) and 0 < int(pk) < 2**63 else None
    except (ValueError, TypeError, binascii.Error):
        return None
