"""Proving every figure from the rows, and putting right what isn't: one walk, which either names the differences or mends them.

First what each subject counts as, in pieces of subjects; then the figures of all areas against that, in pieces of days. What still
waits to be counted is no difference. Each piece is a transaction of its own, so nobody waits longer than for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from linli.engines.rollups import registry
from linli.engines.rollups.models import Progress
from linli.engines.rollups.services import _figures
from linli.engines.rollups.services._figures import UPWARDS, Change
from linli.engines.rollups.services.counting import difference
from linli.kernel.statements import ask

#: Subjects and days of one piece.
SUBJECTS, DAYS = 5000, 31

_NEXT = """
SELECT id FROM (
    SELECT id FROM {subjects} WHERE county_id = $1 AND id > $2
    UNION SELECT subject_id FROM rollups_contribution WHERE county_id = $1 AND source = $4 AND subject_id > $2
) AS found ORDER BY id LIMIT $3"""

_SPAN = """
SELECT min(first), max(last) FROM (
    SELECT min(day), max(day) FROM rollups_rollup WHERE county_id = $1
    UNION ALL SELECT min(day), max(day) FROM rollups_contribution WHERE county_id = $1
) AS days(first, last)"""

_WRONG = f"""
WITH given AS (
    SELECT county_id, area_id, what, day, dims, sum(count) AS count FROM rollups_contribution
    WHERE county_id = $1 AND day BETWEEN $2 AND $3 GROUP BY county_id, area_id, what, day, dims
), told AS (
    ({UPWARDS})
    UNION ALL
    SELECT county_id, area_id, what, day, dims, -count FROM rollups_rollup WHERE county_id = $1 AND day BETWEEN $2 AND $3
)
SELECT NULL, county_id, area_id, what, day::text, dims, sum(count)::integer FROM told
GROUP BY county_id, area_id, what, day, dims HAVING sum(count) <> 0 ORDER BY day, area_id, what"""  # noqa: S608  (our own)


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk over a county found: how many subjects it looked at, and each difference (above zero: too little was counted)."""

    county_id: int
    subjects: int
    differences: list[Change]


def verify_county(county_id: int) -> Found:
    """Recompute all figures of a county from the rows; changes nothing."""
    found, subjects = [], 0
    for source in registry.sources():
        for piece, wrong in _subjects(county_id, source, 0, mend=False):
            subjects += len(piece)
            found += wrong
    return Found(county_id, subjects, found + list(_days(county_id, mend=False)))


def rebuild_county(county_id: int) -> Found:
    """Recompute all figures of a county from the rows and put right what differs. Goes on where an earlier run was stopped; others may
    read, write and count meanwhile.
    """
    found, subjects = [], 0
    for source in registry.sources():
        known = Progress.objects.filter(county_id=county_id, source=source.code).values_list("subject_id", flat=True)
        for piece, wrong in _subjects(county_id, source, known.first() or 0, mend=True):
            subjects += len(piece)
            found += wrong
    found += _days(county_id, mend=True)
    Progress.objects.filter(county_id=county_id).delete()
    return Found(county_id, subjects, found)


def _subjects(
    county_id: int, source: registry.Source, last: int, *, mend: bool
) -> Iterator[tuple[list[int], list[Change]]]:
    """Pieces of subjects, after `last`, with what differs in them."""
    while piece := _piece(county_id, source, last):
        with transaction.atomic():
            _figures.hold()
            wrong = difference(source, piece, settled=not mend)
            last = piece[-1]
            if mend:
                _figures.contribute(source.code, wrong)
                told = {"subject_id": last}
                Progress.objects.update_or_create(county_id=county_id, source=source.code, defaults=told)
        yield piece, wrong


def _piece(county_id: int, source: registry.Source, last: int) -> list[int]:
    rows = ask(_NEXT.format(subjects=source.subjects), [county_id, last, SUBJECTS, source.code])
    return [pk for (pk,) in rows]


def _days(county_id: int, *, mend: bool) -> Iterator[Change]:
    """What differs in the figures of areas, piece by piece."""
    ((first, last),) = ask(_SPAN, [county_id])
    if first is None:
        return
    for number in range(first.toordinal(), last.toordinal() + 1, DAYS):
        since, until = date.fromordinal(number), date.fromordinal(number + DAYS - 1)
        with transaction.atomic():
            _figures.hold(few=False)
            wrong = _figures.changes_of(_WRONG, [county_id, since, until])
            if mend:
                _figures.correct(wrong)
        yield from wrong
