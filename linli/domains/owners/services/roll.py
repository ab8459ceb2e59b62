"""Keeping the roll: units in and out, their figures, whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.domains.owners import events, rules
from linli.domains.owners.models import Ownership, Unit
from linli.domains.owners.services import _base
from linli.domains.owners.states import ROLL
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line, required
from linli.kernel.tables import Column, Report, RowError
from linli.kernel.words import N_

COLUMNS = (
    Column(
        "label",
        ("房号", "单元", "label"),
        N_("Building, entrance and room, for example 3-1-502. No names."),
        needed=True,
    ),
    Column(
        "size",
        ("面积", "专有面积", "size"),
        N_("Exclusive area in square metres, at most two decimal places"),
        needed=True,
    ),
    Column("heads", ("人数", "计票人数", "heads"), N_("1; 0 for a further unit of the same owner. Empty: 1")),
)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it is entered: square metres as people write them."""

    label: str
    size: str
    heads: int = 1
    dwelling: Any = None


@_base.changes
def add_unit(actor: Actor, *, compound: Any, label: str, size: str, heads: int = 1, dwelling: Any = None) -> Unit:
    """Put a unit on the roll. Raises RuleBroken owners.label_taken, .dwelling_taken, .bad_size, .bad_heads, .words_needed,
    .compound_closed; OutOfScope.
    """
    held = _base.lock_compound(compound)
    made = _added(actor, held, UnitRow(label, size, heads, dwelling))
    _base.tell(actor, events.UnitEntered(made.label), held)
    return made


@_base.changes
def add_units(actor: Actor, *, compound: Any, rows: Sequence[UnitRow]) -> int:
    """Put many units on the roll, all or none; returns how many. Raises as `add_unit`."""
    held = _base.lock_compound(compound)
    for row in rows:
        _added(actor, held, row)
    _base.tell(actor, events.RollLoaded(len(rows)), held)
    return len(rows)


def _added(actor: Actor, compound: Any, row: UnitRow) -> Unit:
    label = one_line(row.label, 60)
    if not label:
        raise RuleBroken("owners.words_needed")
    open_units = Unit.unscoped.filter(ended_at=None)
    if open_units.filter(compound=compound, label=label).exists():
        raise RuleBroken("owners.label_taken")
    if row.dwelling is not None and open_units.filter(dwelling=row.dwelling).exists():
        raise RuleBroken("owners.dwelling_taken")
    made: Unit = Unit.unscoped.create(
        **_base.placed(compound), label=label, size=_size(row.size), heads=_heads(row.heads), dwelling=row.dwelling,
        entered_at=clock.now(),
    )  # fmt: skip
    _base.allow(actor, made, ROLL)
    return made


@_base.changes
def change_unit(actor: Actor, *, unit: Unit, size: str, heads: int) -> Unit:
    """Other figures from now on; votes that are open keep the roll as it was. Raises as `add_unit`, and owners.unit_ended."""
    row = _held(actor, unit)
    row.size, row.heads = _size(size), _heads(heads)
    row.save(update_fields=["size", "heads"])
    _base.tell(actor, events.UnitChanged(row.label), row.compound)
    return row


@_base.changes
def end_unit(actor: Actor, *, unit: Unit) -> None:
    """A unit is on the roll no more. Raises RuleBroken owners.unit_ended; OutOfScope."""
    row = _held(actor, unit)
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    Ownership.unscoped.filter(unit=row, ended_at=None).order_by().update(ended_at=clock.now())
    _base.tell(actor, events.UnitChanged(row.label), row.compound)


@_base.changes
def set_owner(actor: Actor, *, unit: Unit, person: Any) -> Ownership:
    """Somebody of the registers owns the unit, alone or with others; from now on they may vote for it on their phone.

    Raises RuleBroken owners.owner_there, owners.unit_ended; OutOfScope.
    """
    row = _held(actor, unit)
    if person.county_id != row.county_id:
        raise RuleBroken("owners.not_owner")
    if Ownership.unscoped.filter(unit=row, person=person, ended_at=None).exists():
        raise RuleBroken("owners.owner_there")
    made: Ownership = Ownership.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, unit=row, person=person, began_at=clock.now()
    )
    _base.tell(actor, events.OwnerSet(row.label), row.compound)
    return made


@_base.changes
def end_owner(actor: Actor, *, ownership: Ownership) -> None:
    """Somebody owns the unit no more; harmless when that was said before. Raises OutOfScope."""
    row: Ownership = Ownership.unscoped.select_for_update(of=("self",)).select_related("unit__compound").get(
        pk=ownership.pk
    )  # fmt: skip
    _base.allow(actor, row, ROLL)
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        _base.tell(actor, events.OwnerEnded(row.unit.label), row.unit.compound)


@_base.changes
def load_roll(actor: Actor, *, compound: Any, rows: Iterable[Mapping[str, str]], dry: bool = False) -> Report:
    """Put a table of units (see `COLUMNS`) on the roll, as a whole or not at all. A unit that is there already with the same figures changes
    nothing; with others it is an error. Raises RuleBroken owners.compound_closed; OutOfScope.
    """
    held = _base.lock_compound(compound)
    there = {one.label: one for one in Unit.unscoped.filter(compound=held, ended_at=None)}
    errors, new, total = [], [], 0
    for line, raw in enumerate(rows, start=2):
        total += 1
        try:
            new += _judged(raw, there)
        except RuleBroken as refused:
            errors.append(RowError(line, "", str(refused.message)))
    if errors:
        return Report(total, errors=errors[:500], hidden=max(0, len(errors) - 500))
    if new and not dry:
        made = Unit.unscoped.bulk_create(
            Unit(**_base.placed(held), label=label, size=size, heads=heads, entered_at=clock.now())
            for label, size, heads in new
        )
        _base.allow(actor, made[0], ROLL)
        _base.tell(actor, events.RollLoaded(len(made)), held)
    return Report(total, len(new), total - len(new))


def _judged(raw: Mapping[str, str], there: dict[str, Any]) -> list[tuple[str, int, int]]:
    """One row, or none where it is on the roll as it is."""
    label = required(raw.get("label", ""), 60, "owners.words_needed")
    figures = _size(raw.get("size", "")), _heads(0 if raw.get("heads", "").strip() == "0" else 1)
    known = there.setdefault(label, figures)
    if known is figures:
        return [(label, *figures)]
    if isinstance(known, tuple) or (known.size, known.heads) != figures:
        raise RuleBroken("owners.label_taken")
    return []


def _held(actor: Actor, unit: Unit) -> Unit:
    row: Unit = Unit.unscoped.select_for_update(of=("self",)).select_related("compound").get(pk=unit.pk)
    _base.allow(actor, row, ROLL)
    if row.ended_at is not None:
        raise RuleBroken("owners.unit_ended")
    return row


def _size(words: str) -> int:
    try:
        return rules.hundredths(words)
    except ValueError:
        raise RuleBroken("owners.bad_size") from None


def _heads(heads: int) -> int:
    if heads not in (0, 1):
        raise RuleBroken("owners.bad_heads")
    return heads
