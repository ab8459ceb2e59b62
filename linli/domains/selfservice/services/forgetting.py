"""Retention: what is older than the method allows is erased or emptied, a batch at a time, each batch in one transaction.

A kill between two batches loses nothing and doubles nothing: what was erased is counted in the transaction that erased it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext

from linli.domains.membership import services as membership
from linli.domains.notices import services as notices
from linli.domains.selfservice.models import ErasedCount, PersonRequest, PhoneCode, ResidentSession
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.telling import CODE
from linli.domains.selfservice.states import State
from linli.foundation.residents import selectors as residents
from linli.foundation.residents import services as registering
from linli.foundation.residents.rules import PersonDraft
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

BATCH = 50
#: One run stops after that many batches of a kind, so that other jobs get their turn; the next run goes on.
MOST_BATCHES = 200
#: The demonstration's messages belong to no county.
TEXTS_KEPT = timedelta(days=2)

Step = Callable[[Any, Any], int]


def forget_all() -> int:
    """Everything of all counties whose time is over, and messages that the demonstration kept; returns how much went."""
    gone = notices.forget_texts(clock.now() - TEXTS_KEPT)
    return gone + sum(forget_in(county) for county in territory.counties())


def forget_in(county: Any) -> int:
    """Everything of one county; a method older than these sections forgets nothing."""
    rules = territory.rules_of(county)
    if not {"privacy", "selfservice"} <= set(rules.sections):
        return 0
    return sum(
        _run(step, county, rules) for step in (_codes, _sessions, _unverified, _numbers, _people, _requests, _couriers)
    )


def _run(step: Step, county: Any, rules: Any) -> int:
    done = 0
    for _ in range(MOST_BATCHES):
        gone = _base.changes(step)(county, rules)
        done += gone
        if gone < BATCH:
            break
    return done


def _codes(county: Any, rules: Any) -> int:
    before = clock.now() - timedelta(days=rules.selfservice.codes.keep_days)
    notices.forget_asked(county, CODE, before)
    return _deleted(county, "codes", PhoneCode.unscoped.filter(county=county, sent_at__lt=before))


def _sessions(county: Any, rules: Any) -> int:
    before = clock.now() - timedelta(days=rules.selfservice.codes.keep_days)
    return _deleted(county, "sessions", ResidentSession.unscoped.filter(county=county, ends_at__lt=before))


def _unverified(county: Any, rules: Any) -> int:
    before = clock.now() - timedelta(days=rules.selfservice.unverified.days)
    return _erased(county, "unverified", residents.never_verified(county, before, BATCH))


def _people(county: Any, rules: Any) -> int:
    return _erased(county, "people", residents.left_before(county, _day(rules, "name"), BATCH))


def _numbers(county: Any, rules: Any) -> int:
    """ID numbers may be kept for a shorter time than the entry."""
    found = residents.left_before(county, _day(rules, "id_number"), BATCH, holding="id_number")
    for person in found:
        draft = PersonDraft(
            person.name, born_on=person.born_on, employer=person.employer, registered=person.registered,
            forget=frozenset({"id_number"}),
        )  # fmt: skip
        registering.change_person(Actor.system(), person=person, draft=draft)
    return _count(county, "id_numbers", len(found))


def _requests(county: Any, rules: Any) -> int:
    """Decided requests lose their words; that there was one stays for the counts."""
    before = clock.now() - timedelta(days=rules.selfservice.requests.days)
    old = PersonRequest.unscoped.filter(county=county, emptied_at=None, decided_at__lt=before).exclude(state=State.OPEN)
    ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    emptied = {"words_sealed": b"", "answer_sealed": b"", "emptied_at": clock.now()}
    return _count(county, "requests", PersonRequest.unscoped.filter(pk__in=ids).update(**emptied))


def _couriers(county: Any, rules: Any) -> int:
    """Couriers who left, and those whom no branch answered."""
    return (
        _count(county, "couriers", membership.forget_couriers(county, BATCH)) if "membership" in rules.sections else 0
    )


def _day(rules: Any, field: str) -> Any:
    return clock.today() - rules.privacy.fields[f"residents.{field}"].keep.length


def _erased(county: Any, what: str, people: list[Any]) -> int:
    for person in people:
        registering.erase_person(Actor.system(), person=person, reason=gettext("The time of keeping is over"))
    return _count(county, what, len(people))


def _deleted(county: Any, what: str, rows: Any) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return _count(county, what, rows.model.unscoped.filter(pk__in=ids).delete()[0])


def _count(county: Any, what: str, count: int) -> int:
    """Add to today's number, in the transaction that erased."""
    if count:
        row, _ = ErasedCount.objects.get_or_create(county_id=county.pk, what=what, on=clock.today())
        ErasedCount.objects.filter(pk=row.pk).update(count=F("count") + count)
    return count
