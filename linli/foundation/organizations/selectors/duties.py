"""The duty catalogue: who leads and who assists for a category."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from linli.foundation.organizations import rules
from linli.foundation.organizations.models import Duty, Organization
from linli.kernel import clock
from linli.kernel.memory import Remembered
from linli.kernel.scoping import door
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor


#: Names of category keys, told by the app that holds the category tables (it lies above this one).
Namer = Callable[[Iterable[str]], Mapping[str, str]]
_namers: list[Namer] = []


def name_categories_with(namer: Namer) -> None:
    """Let an upper app give category keys and prefixes ("standard/kind/06*") the names that people read."""
    _namers.append(namer)


def with_names(duties: Iterable[Duty]) -> list[Duty]:
    """The same entries with `reads`: what their category is called, or its key where nobody names it."""
    duties = list(duties)
    keys = {duty.category for duty in duties}
    names = {key: name for namer in _namers for key, name in namer(keys).items()}
    for duty in duties:
        duty.reads = names.get(duty.category, duty.category)  # type: ignore[attr-defined]  # for the page alone
    return duties


def _held() -> QuerySet[Duty]:
    """Entries of some keys on a day; asked for every report, so that the SQL is kept."""
    day: Any = hole("day")
    named = Duty.unscoped.filter(among("category", hole("patterns")), county_id=hole("county"), valid_from__lte=day)
    return named.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("lead").order_by("version")


_HELD = Kept(_held)

#: So long a process may not know yet what another one changed in a catalogue.
DUTY_SECONDS = 10
#: Entries with their lead, as `duty_for` found them; whoever changes an entry or an organization has them forgotten.
known_duties = Remembered(DUTY_SECONDS)


def duty_for(county: Area, category_key: str, at: date | None = None) -> Duty | None:
    """Who leads for a category on a day (default today): the most exact entry; None where the catalogue is silent.

    Remembered for some seconds: every report asks, and catalogues change once in months.
    """
    day = at or clock.today()
    return known_duties.recall((county.pk, category_key, day), partial(_best_held, county.pk, category_key, day))


def _best_held(county_id: int, category_key: str, day: date) -> Duty | None:
    held = _HELD.rows(county=county_id, patterns=rules.patterns_for(category_key), day=day)
    by_key = {duty.category: duty for duty in held}
    best = rules.best_match(category_key, by_key)
    return by_key[best] if best else None


def duties_for(actor: Actor, *, text: str = "", lead: Organization | None = None, past: bool = False) -> QuerySet[Duty]:
    """The catalogue that the actor may see, by category; with `past` also the versions that ended."""
    found = Duty.scoped.visible_to(actor).select_related("lead", "county").prefetch_related("assisting")
    found = found if past else found.filter(valid_to=None)
    found = found.filter(lead=lead) if lead else found
    return found.filter(Q(category__contains=text) | Q(lead__name__contains=text)) if text else found


def duty_by_pk_for(actor: Actor, pk: int, to: str | None = None) -> Duty:
    """The one door to an entry: Http404 when hidden, PermissionDenied when `to` isn't granted on the county."""
    found: Duty = door(Duty, actor, pk, to, "lead", "county")
    return found


def versions_of(duty: Duty) -> list[Duty]:
    """All versions of an entry, newest first."""
    same = Duty.unscoped.filter(county_id=duty.county_id, category=duty.category)
    return list(same.select_related("lead").prefetch_related("assisting").order_by("-version"))
