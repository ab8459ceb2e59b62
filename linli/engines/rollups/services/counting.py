"""Counting what was marked: each subject is read again as it is now, and what it was counted as before is taken off.

However late, often or out of order marks are taken, the figures come out as the rows are. A batch is one transaction: whoever is
killed in the middle of it leaves the marks where they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from linli.engines.rollups import registry
from linli.engines.rollups.services import _figures
from linli.engines.rollups.services._figures import Change
from linli.kernel.statements import ask

#: Marks of one transaction.
BATCH = 1000

_TAKE = """
DELETE FROM rollups_mark WHERE id IN (SELECT id FROM rollups_mark ORDER BY id LIMIT $1) RETURNING source, subject_id"""

_DIFFERENCE = """
WITH counted_now AS ({rows}), told AS (
    SELECT subject_id, county_id, area_id, what, day, dims, count FROM counted_now
    UNION ALL
    SELECT subject_id, county_id, area_id, what, day, dims, -count FROM rollups_contribution
    WHERE source = $2 AND subject_id = ANY($1::bigint[])
)
SELECT subject_id, county_id, area_id, what, day::text, dims, sum(count)::integer FROM told {but}
GROUP BY subject_id, county_id, area_id, what, day, dims HAVING sum(count) <> 0
ORDER BY subject_id, what, day, area_id"""

_BUT_MARKED = """
WHERE NOT EXISTS (SELECT FROM rollups_mark AS mark WHERE mark.source = $2 AND mark.subject_id = told.subject_id)"""


def count_waiting(most: int = 1_000_000) -> int:
    """Count all that was marked, or about so much; returns how many marks were taken."""
    done = 0
    while done < most and (taken := count_next()):
        done += taken
    return done


@transaction.atomic
def count_next(batch: int = BATCH) -> int:
    """Count the oldest marks, up to a batch; how many were taken, 0 when nothing waits."""
    if not ask("SELECT 1 FROM rollups_mark LIMIT 1"):
        return 0
    _figures.hold()
    marked: dict[str, set[int]] = defaultdict(set)
    taken = ask(_TAKE, [batch])
    for code, subject in taken:
        marked[code].add(subject)
    for code, subjects in sorted(marked.items()):
        if source := registry.source(code):
            _figures.contribute(code, difference(source, subjects))
    return len(taken)


def difference(source: registry.Source, subjects: Iterable[int], *, settled: bool = False) -> list[Change]:
    """What these subjects count as now, less what they were counted as; with `settled` not of those whose mark still waits.

    To be read after `_figures.hold`, so that what it finds stays so.
    """
    sql = _DIFFERENCE.format(rows=source.rows, but=_BUT_MARKED if settled else "")
    return _figures.changes_of(sql, [sorted(subjects), source.code])
