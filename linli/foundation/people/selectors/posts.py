"""Who holds a post and can act now. Routing asks this for every case, so each answer is one statement.

Nothing here is scoped: the system asks on a resident's behalf. Pages show names of staff to whom they were routed anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from linli.foundation.people.models import Absence, Appointment, current_on
from linli.foundation.territory.scoping import SEPARATOR
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.statements import Kept, among, hole

_FIELDS = ("card_id", "name", "post_id", "kind", "role", "area_id", "organization_id")


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a post, with the last day of a present absence and who stands in."""

    card_id: int
    name: str
    post_id: int
    kind: str
    role: str
    area_id: int
    organization_id: int | None
    away_until: date | None = None
    substitute_id: int | None = None
    substitute_name: str = ""
    substitute_is_there: bool = False

    @property
    def is_away(self) -> bool:
        """Whether the holder is away on the day that was asked for."""
        return self.away_until is not None


@dataclass(frozen=True, slots=True)
class Present:
    """Who acts: the holder, or the substitute of an absent one."""

    card_id: int
    name: str
    holder: Holder
    stands_in: bool = False


def first_present(chain: Sequence[str], area: Any, at: date | None = None) -> Present | None:
    """The first of the chain's posts, in `area` or above it, whose holder (or substitute) can act; None when nobody can."""
    found = _up(chain, area, at)
    return found[0] if found else None


def holders_up(kinds: str | Sequence[str], area: Any, at: date | None = None) -> list[Present]:
    """All who can act in posts of these kinds, in `area` or above: in the order of the kinds, nearest first."""
    return _up(_kinds(kinds), area, at)


def holders(kinds: str | Sequence[str], area: Any, at: date | None = None) -> list[Holder]:
    """Who holds posts of these kinds exactly in `area`, present or not."""
    return _holders(_IN_AREAS, at, areas=[area.pk], kinds=_kinds(kinds))


def holders_of(organization_id: int, kinds: Sequence[str] = (), at: date | None = None) -> list[Holder]:
    """Who holds posts in an organization, present or not; all kinds where none is named."""
    found = _holders(_IN_ORGANIZATION, at, organization=organization_id)
    return [one for one in found if one.kind in _kinds(kinds)] if kinds else found


def present_in(organization_id: int, kinds: Sequence[str] = (), at: date | None = None) -> list[Present]:
    """Who can act in an organization."""
    return _acting(holders_of(organization_id, kinds, at))


def holders_in(kinds: Sequence[str], areas: Iterable[int], at: date | None = None) -> list[Holder]:
    """Who holds posts of these kinds exactly in any of these areas (ids), present or not. One statement, however many areas."""
    return _holders(_IN_AREAS, at, areas=list(areas), kinds=list(kinds))


def rights_of(card_id: int, at: date | None = None) -> list[tuple[str, str, int | None]]:
    """What rights a person's posts give: (role, path of the post's area, organization id), with the posts of those for
    whom the person stands in today. One statement.
    """
    day = at or clock.today()
    stood_in_for = Absence.objects.filter(substitute_id=card_id, starts_on__lte=day, ends_on__gte=day).values("card")
    held = Appointment.unscoped.filter(current_on(day)).order_by().values_list("role", "area__path", "organization_id")
    # a union, not an "or": each half has its index, while the "or" reads every appointment of the installation
    return list(held.filter(card_id=card_id).union(held.filter(card_id__in=stood_in_for)))


def title_at(actor: Actor, path: str) -> str:
    """The post in which somebody acts at `path`: the nearest one in or above it, else any; "" for who has none. One statement."""
    if actor.person_id is None:
        return ""
    day = clock.today()
    stood_in_for = Absence.objects.filter(substitute_id=actor.person_id, starts_on__lte=day, ends_on__gte=day)
    held = Appointment.unscoped.filter(current_on(day)).order_by().values_list("area__path", "post__title")
    mine = held.filter(card_id=actor.person_id).union(held.filter(card_id__in=stood_in_for.values("card")))
    found = sorted(mine, key=lambda one: (path.startswith(one[0]), len(one[0])))
    return str(found[-1][1]) if found else ""


def cards_holding(kinds: Sequence[str], areas: Any, at: date | None = None) -> QuerySet[Any]:
    """Ids of the people who hold posts of these kinds in `areas` (a query of area ids), each once; for use in a condition."""
    held = Appointment.unscoped.filter(current_on(at or clock.today()), kind__in=list(kinds), area__in=areas)
    return held.order_by().values("card").distinct()


def _kinds(kinds: str | Sequence[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _up(chain: Sequence[str], area: Any, at: date | None) -> list[Present]:
    line = [int(part) for part in area.path.split(SEPARATOR) if part]
    rank = {kind: place for place, kind in enumerate(chain)}
    near = {pk: place for place, pk in enumerate(reversed(line))}
    found = _holders(_IN_AREAS, at, areas=line, kinds=list(chain))
    return _acting(sorted(found, key=lambda one: (rank[one.kind], near[one.area_id], one.card_id)))


def _acting(found: Sequence[Holder]) -> list[Present]:
    acting = []
    for one in found:
        if not one.is_away:
            acting.append(Present(one.card_id, one.name, one))
        elif one.substitute_id and one.substitute_is_there:
            acting.append(Present(one.substitute_id, one.substitute_name, one, stands_in=True))
    return acting


def _read(wanted: Any) -> QuerySet[Any]:
    """Appointments of a day, beside them a present absence and whether the substitute is there. Asked for every case, so
    that its SQL is kept.
    """
    day: Any = hole("day")
    away_too = Absence.objects.filter(card=OuterRef("away__substitute"), starts_on__lte=day, ends_on__gte=day)
    today = Q(card__absences__starts_on__lte=day, card__absences__ends_on__gte=day)
    return (
        Appointment.unscoped.filter(wanted, current_on(day))
        .annotate(away=FilteredRelation("card__absences", condition=today))
        .annotate(
            name=F("card__name"),
            away_until=F("away__ends_on"),
            substitute_id=F("away__substitute_id"),
            substitute_name=F("away__substitute__name"),
            substitute_is_away=Exists(away_too),
        )
        .order_by("kind", "card_id")
        .values_list(*_FIELDS, "away_until", "substitute_id", "substitute_name", "substitute_is_away")
    )


_IN_AREAS = Kept(lambda: _read(Q(among("area_id", hole("areas"))) & Q(among("kind", hole("kinds")))))
_IN_ORGANIZATION = Kept(lambda: _read(Q(organization_id=hole("organization"))))


def _holders(kept: Kept, at: date | None, **values: Any) -> list[Holder]:
    return [_holder(*row) for row in kept.rows(day=at or clock.today(), **values)]


def _holder(*row: Any) -> Holder:
    *facts, substitute_name, substitute_is_away = row
    return Holder(*[*facts, substitute_name or "", not substitute_is_away])
