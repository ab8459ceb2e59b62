"""Sealing everything anew under the current key and cipher, batch by batch; a killed run is simply started again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q

from linli.foundation.privacy import registry, rls
from linli.foundation.privacy.models import KeyCheck
from linli.foundation.privacy.registry import Sealed
from linli.kernel import clock, crypto

BATCH = 500

Tell = Callable[[str, int], None]


@dataclass
class Rotated:
    """What a run did with one model: rows sealed anew, and the ids of rows that it had to leave as they were."""

    model: str
    done: int
    left: list[int]


def rotate_keys(tell: Tell = lambda model, done: None, batch: int = BATCH) -> list[Rotated]:
    """Seal and index all declared columns under the current key; older keys are retired when nothing is left under them.

    Rows stay readable and findable all the time, as long as the older keys are in the ring. A row that doesn't open, or
    whose new index another row has already, is left and named.
    """
    with rls.everywhere():
        results = [_rotate(model, columns, tell, batch) for model, columns in _by_model().items()]
        with transaction.atomic():
            for chain in registry.chains():
                chain.mark_anew()
    if not any(result.left for result in results):
        older = KeyCheck.objects.exclude(number=crypto.ring().current)
        older.filter(retired_at=None).update(retired_at=clock.now())
    return results


def _by_model() -> dict[str, list[Sealed]]:
    found: dict[str, list[Sealed]] = {}
    for sealed in registry.sealed_columns():
        found.setdefault(sealed.model, []).append(sealed)
    return found


def _rotate(name: str, columns: list[Sealed], tell: Tell, batch: int) -> Rotated:
    result, model = Rotated(name, 0, []), apps.get_model(name)
    last = 0
    while rows := list(_batch(model, columns, last, batch)):
        last = rows[-1]
        done, left = _seal_anew(model, columns, rows)
        result.done += done
        result.left += left
        tell(name, result.done)
    return result


def _batch(model: Any, columns: list[Sealed], after: int, batch: int) -> Iterator[int]:
    """Ids of the next rows that have something under an older key or another cipher."""
    stale, heads = Q(), {}
    for sealed in columns:
        name = f"head_of_{sealed.column}"
        heads[name] = models.Func(
            sealed.column, models.Value(1), models.Value(2), function="substring", output_field=models.BinaryField()
        )
        stale |= ~Q(**{name: crypto.current_header()}) & ~Q(**{sealed.column: b""})
    found = model._base_manager.annotate(**heads).filter(stale, pk__gt=after).order_by("pk")
    return iter(found.values_list("pk", flat=True)[:batch])


def _seal_anew(model: Any, columns: list[Sealed], ids: list[int]) -> tuple[int, list[int]]:
    """One batch in one transaction; when an index is taken, its rows one by one."""
    try:
        with transaction.atomic():
            return _write(model, columns, ids)
    except IntegrityError:
        if len(ids) == 1:
            return 0, ids
    halves = [_seal_anew(model, columns, [pk]) for pk in ids]
    return sum(done for done, _left in halves), [pk for _done, left in halves for pk in left]


def _write(model: Any, columns: list[Sealed], ids: list[int]) -> tuple[int, list[int]]:
    names = [name for sealed in columns for name in (sealed.column, sealed.index) if name]
    written, left = [], []
    for row in model._base_manager.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"):
        try:
            written.append([*_values(row, columns), row.pk])
        except crypto.CannotOpen:
            left.append(row.pk)
    sets = ", ".join(f'"{model._meta.get_field(name).column}" = %s' for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{model._meta.db_table}" SET {sets} WHERE id = %s', written)  # noqa: S608  (own names)
    return len(written), left


def _values(row: Any, columns: list[Sealed]) -> Iterator[Any]:
    for sealed in columns:
        clear = crypto.unseal(getattr(row, sealed.column), purpose=sealed.purpose)
        yield crypto.seal(clear, purpose=sealed.purpose)
        if sealed.index:
            words = sealed.words(row, clear) if clear else ""
            yield crypto.blind_index(words, purpose=sealed.index_purpose)
