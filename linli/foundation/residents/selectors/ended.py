"""Entries whose time may be over, without scope: for the jobs that erase them, and numbers for everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from linli.foundation.privacy.rls import everywhere
from linli.foundation.residents import rules
from linli.foundation.residents.models import Person, Residency
from linli.foundation.residents.selectors.ground import keys_of
from linli.foundation.residents.states import ID_NUMBER, PHONE, PersonState, Source
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

#: Whose time of keeping runs (methods: `since = "left"`).
_GONE = (PersonState.LEFT, PersonState.DECEASED)
_THERE = (PersonState.PRESENT, PersonState.LEFT)


def left_before(county: Any, day: date, limit: int, holding: str = "") -> list[Person]:
    """People of a county who moved away or died and whose last home ended before `day`, the oldest entries first; who never
    had one counts from the last change. With `holding` "id_number", only those of whom that is still kept.
    """
    stays = Residency.unscoped.filter(person=OuterRef("pk")).order_by("-ends_on").values("ends_on")
    with everywhere():
        found: QuerySet[Person] = Person.unscoped.filter(county=county, state__in=_GONE)
        if holding == ID_NUMBER:
            found = found.exclude(id_number_index="")
        last_day = Coalesce(Subquery(stays[:1]), TruncDate("changed_at", tzinfo=clock.ZONE))
        found = found.annotate(last_day=last_day).filter(last_day__lt=day)
        return list(found.select_related("area").order_by("pk")[:limit])


def never_verified(county: Any, before: datetime, limit: int) -> list[Person]:
    """Entries that people made themselves before a moment and that nobody has verified since."""
    with everywhere():
        found = Person.unscoped.filter(
            county=county, state=PersonState.PRESENT, source=Source.SELF, verified_on=None, changed_at__lt=before
        )
        return list(found.select_related("area").order_by("pk")[:limit])


def numbers_of(county: Any) -> dict[str, int]:
    """How many entries there are in each state; numbers, nobody's name."""
    with everywhere():
        counted = Person.unscoped.filter(county=county).order_by().values_list("state").annotate(count=Count("pk"))
        return dict(counted)


def own_entries(county: Any, phone: str, limit: int = 100) -> list[Person]:
    """Entries of a county with this phone, of those who live here and who moved away: for whoever has proven that it is theirs."""
    keys = keys_of(rules.clean_phone(phone) or "", PHONE)
    with everywhere():
        found = Person.unscoped.filter(county=county, phone_index__in=keys, state__in=_THERE).exclude(phone_index="")
        return list(found.select_related("area__county").order_by("name", "pk")[:limit])


def is_pending(person: Person) -> bool:
    """Whether somebody made this entry themselves and nobody has verified it yet."""
    return person.source == Source.SELF and person.verified_on is None and person.state == PersonState.PRESENT


def relations_at(area: Any) -> dict[str, str]:
    """The relations that the county of an area lists: code → label; for forms that know no entry yet."""
    labels: dict[str, str] = territory.rules_of(area).residents.labels()
    return labels


def own_homes(person: Person) -> list[Residency]:
    """Where somebody lives and lived, for their own page: the caller says that it is the person who asks. Open ones first."""
    with everywhere():
        found = Residency.unscoped.filter(person=person).select_related("dwelling")
        return sorted(found, key=lambda one: (one.ends_on is not None, not one.is_main, one.pk))
