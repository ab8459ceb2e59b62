"""Two entries of one person become one, and can become two again. What was moved is noted by id, never by content."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from linli.foundation.audit.services import record
from linli.foundation.residents import events
from linli.foundation.residents.models import Household, Merge, Person, Residency
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.moving import open_of, settle
from linli.foundation.residents.services.watching import PersonChange, tell_followers
from linli.foundation.residents.states import ID_NUMBER, PHONE, PersonState, Registered
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_OVER = (PersonState.DECEASED, PersonState.MERGED, PersonState.ERASED)
_SEALED = (PHONE, ID_NUMBER)
_EMPTY: dict[str, Any] = {"registered": Registered.UNKNOWN, "born_on": None}


@_base.changes
def merge_people(actor: Actor, *, kept: Person, gone: Person) -> Merge:
    """`gone` goes into `kept`: its homes and what `kept` doesn't know yet. The actor must hold `residents.merge` over both.

    Raises RuleBroken: residents.same_entry, residents.other_county, residents.different_numbers, residents.not_there,
    residents.deceased.
    """
    kept, gone = _both(actor, kept, gone)
    if kept.id_number_index and gone.id_number_index and kept.id_number_index != gone.id_number_index:
        raise RuleBroken("residents.different_numbers")
    moved: dict[str, Any] = {"state": gone.state, "filled": _missing(kept, gone), "was_here": kept.state}
    moved |= _take_homes(kept, gone)
    gone.state, gone.merged_into = PersonState.MERGED, kept
    gone.save(update_fields=["state", "merged_into"])
    _fill(kept, gone, moved["filled"])
    made: Merge = Merge.unscoped.create(
        county_id=kept.county_id, area_id=kept.area_id, kept=kept, gone=gone, moved=moved, at=clock.now()
    )
    _live_on(kept, moved["state"])
    record(actor, events.PeopleMerged(gone.pk), subject=kept, county_id=kept.county_id)
    tell_followers(actor, PersonChange("merged", gone, kept))
    return made


def _live_on(kept: Person, other: str) -> None:
    """Where homes came along they say whether somebody is there; else one entry that is there is enough."""
    if open_of(kept):
        settle(kept)
    elif other == PersonState.PRESENT and kept.state == PersonState.LEFT:
        kept.state = PersonState.PRESENT
        kept.save(update_fields=["state"])


@_base.changes
def undo_merge(actor: Actor, *, merge: Merge) -> Person:
    """Make two entries of them again; returns the one that came back. What was filled in from it is emptied again.

    Raises RuleBroken: residents.undone_already, residents.cannot_undo (merged on, died or erased since); OutOfScope.
    """
    _base.check(actor, merge, _base.MERGE)
    row: Merge = Merge.unscoped.select_for_update(of=("self",)).get(pk=merge.pk)
    if row.undone_at is not None:
        raise RuleBroken("residents.undone_already")
    kept, gone = _locked(row.kept_id, row.gone_id)
    _base.check(actor, kept, _base.MERGE)
    if gone.state != PersonState.MERGED or kept.state in _OVER:
        raise RuleBroken("residents.cannot_undo")
    _give_back(kept, gone, row.moved)
    row.undone_at = clock.now()
    row.save(update_fields=["undone_at"])
    record(actor, events.MergeUndone(gone.pk), subject=kept, county_id=kept.county_id)
    tell_followers(actor, PersonChange("unmerged", gone, kept))
    return gone


def _both(actor: Actor, kept: Person, gone: Person) -> tuple[Person, Person]:
    if kept.pk == gone.pk:
        raise RuleBroken("residents.same_entry")
    if kept.county_id != gone.county_id:
        raise RuleBroken("residents.other_county", name=gone.name)
    for person in (kept, gone):
        _base.check(actor, person, _base.MERGE)
    kept, gone = _locked(kept.pk, gone.pk)
    for person in (kept, gone):
        if person.state in (PersonState.MERGED, PersonState.ERASED):
            raise RuleBroken("residents.not_there")
        if person.state == PersonState.DECEASED:
            raise RuleBroken("residents.deceased", name=person.name)
    return kept, gone


def _locked(kept: int, gone: int) -> tuple[Person, Person]:
    """Both rows in the order of their ids, so that two merges at once don't wait for each other."""
    rows = Person.unscoped.select_for_update(of=("self",)).filter(pk__in=(kept, gone)).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[kept], found[gone]


def _missing(kept: Person, gone: Person) -> list[str]:
    """Fields that `gone` knows and `kept` doesn't."""
    missing = [field for field in _SEALED if getattr(gone, f"{field}_index") and not getattr(kept, f"{field}_index")]
    missing += [field for field in ("born_on", "employer") if getattr(gone, field) and not getattr(kept, field)]
    if kept.registered == Registered.UNKNOWN and gone.registered != Registered.UNKNOWN:
        missing.append("registered")
    return missing


def _columns(fields: list[str]) -> list[str]:
    parts = ("sealed", "index", "masked")
    return [c for f in fields for c in ([f"{f}_{part}" for part in parts] if f in _SEALED else [f])]


def _fill(kept: Person, gone: Person, fields: list[str]) -> None:
    columns = _columns(fields)
    for column in columns:
        setattr(kept, column, getattr(gone, column))
    kept.changed_at = clock.now()
    kept.save(update_fields=[*columns, "changed_at"])


def _take_homes(kept: Person, gone: Person) -> dict[str, Any]:
    """Give all homes of `gone` to `kept`; one in a dwelling where `kept` lives already is ended with the entry."""
    stays = list(Residency.unscoped.filter(person=gone).order_by("pk"))
    own = set(Residency.unscoped.filter(person=kept, ends_on=None).values_list("dwelling_id", flat=True))
    doubled = [one for one in stays if one.ends_on is None and one.dwelling_id in own]
    main = [one.pk for one in stays if one.is_main and one.ends_on is None]
    carried = [one.pk for one in stays if one not in doubled]
    Residency.unscoped.filter(pk__in=main).update(is_main=False)
    for one in doubled:
        Residency.unscoped.filter(pk=one.pk).update(ends_on=max(clock.today(), one.starts_on))
    Residency.unscoped.filter(pk__in=carried).update(person=kept)
    headed = list(Household.unscoped.filter(head=gone, ends_on=None).values_list("pk", flat=True))
    Household.unscoped.filter(pk__in=headed).update(head=kept)
    _base.recount(one.dwelling_id for one in doubled)
    return {"carried": carried, "ended": [one.pk for one in doubled], "main": main, "headed": headed}


def _give_back(kept: Person, gone: Person, moved: dict[str, Any]) -> None:
    _empty(kept, gone, moved["filled"])
    stays = Residency.unscoped.filter(Q(pk__in=moved["carried"], person=kept) | Q(pk__in=moved["ended"], person=gone))
    stays.filter(pk__in=moved["carried"]).update(person=gone, is_main=False)
    Residency.unscoped.filter(pk__in=moved["ended"], person=gone).update(ends_on=None)
    Residency.unscoped.filter(pk__in=moved["main"], person=gone, ends_on=None).update(is_main=True)
    Household.unscoped.filter(pk__in=moved["headed"], head=kept).update(head=gone)
    gone.state, gone.merged_into = moved["state"], None
    gone.save(update_fields=["state", "merged_into"])
    for person in (kept, gone):
        if Residency.unscoped.filter(person=person).exists():
            settle(person)
    _base.recount(Residency.unscoped.filter(person=gone).values_list("dwelling_id", flat=True))


def _empty(kept: Person, gone: Person, fields: list[str]) -> None:
    """Empty what was filled in from `gone`, unless it was changed since."""
    same = [field for field in fields if _value(kept, field) == _value(gone, field)]
    columns = _columns(same)
    for column in columns:
        setattr(kept, column, _EMPTY.get(column, b"" if column.endswith("_sealed") else ""))
    kept.changed_at = clock.now()
    kept.save(update_fields=[*columns, "changed_at"])


def _value(person: Person, field: str) -> Any:
    return getattr(person, f"{field}_index" if field in _SEALED else field)
