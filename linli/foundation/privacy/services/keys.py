"""Which data keys this database was sealed under: a wrong or lost key is said before anything is written."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction

from linli.foundation.privacy import registry, rls
from linli.foundation.privacy.models import KeyCheck
from linli.kernel import clock, crypto

MARK, WORDS = "key-check", "linli"
_CURE = "Nothing was changed."


class WrongKey(Exception):
    """The ring isn't that of this database. The message is a sentence for the operator."""


def check_keys(*, adopt: bool = True) -> None:
    """Compare the ring with the marks of this database; a key seen for the first time gets its mark when `adopt` is set.

    Raises `WrongKey` for a key with another mark, for a missing one under which something is still sealed, and for a current
    key that is older than one used before. Before the first migration there is nothing to compare.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [KeyCheck._meta.db_table])
        if not cursor.fetchone()[0]:
            return
    known = {row.number: row for row in KeyCheck.objects.all()}
    for row in known.values():
        _compare(row)
    ring = crypto.ring()
    if known and ring.current < max(known):
        raise WrongKey(
            f"LINLI_DATA_KEY is key {ring.current}, but key {max(known)} was in use already: number a new key higher. {_CURE}"
        )
    new = [number for number in ring.numbers if number not in known]
    if new and adopt:
        _adopt(new, first=not known)


def mark_of(number: int) -> str:
    """The mark that only the holder of this key can make."""
    return crypto.mark(WORDS, purpose=MARK, key=number)


def _compare(row: KeyCheck) -> None:
    if row.number not in crypto.ring():
        if row.retired_at is None:
            raise WrongKey(
                f"Data key {row.number} is missing, and this database was sealed under it: give it back as LINLI_DATA_KEY, "
                f"or as LINLI_OLD_DATA_KEYS={row.number}:… beside a newer one. {_CURE}"
            )
    elif mark_of(row.number) != row.mark:
        raise WrongKey(
            f"Data key {row.number} isn't the one under which this database was sealed: put the right LINLI_DATA_KEY back "
            f"(a demo keeps it in keys/linli_data_key of its state directory). {_CURE}"
        )


def _adopt(numbers: list[int], *, first: bool) -> None:
    with transaction.atomic():
        if first:
            _try_to_open()
        rows = [KeyCheck(number=number, mark=mark_of(number), made_at=clock.now()) for number in numbers]
        KeyCheck.objects.bulk_create(rows, ignore_conflicts=True)


def _try_to_open() -> None:
    """Rows that are older than the first mark must open, or the key is another's."""
    with rls.everywhere():
        for sealed in registry.sealed_columns():
            column, model = sealed.column, apps.get_model(sealed.model)
            value = model._base_manager.exclude(**{column: b""}).values_list(column, flat=True).first()
            try:
                crypto.unseal(value or b"", purpose=sealed.purpose)
            except crypto.CannotOpen as error:
                raise WrongKey(
                    f"What is sealed in {sealed.model} doesn't open under LINLI_DATA_KEY: put the right key back. {_CURE}"
                ) from error
