"""Writing contributions and rollups: the only place that does, and one transaction at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from linli.kernel.statements import ask, change

#: Key of the advisory lock of this app ("roll" in ASCII).
_LOCK = 0x726F6C6C

#: The changes are few beside what they change, which the planner can't see: it is told to look each up by its index.
_FOR_FEW = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"


@dataclass(frozen=True, slots=True)
class Change:
    """So many more (`count`; below zero: fewer) of a thing. `subject_id` is None where no single subject is meant."""

    subject_id: int | None
    county_id: int
    area_id: int
    what: str
    day: str
    dims: list[str]
    count: int


_GIVEN = """
WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS one(
        subject_id bigint, county_id bigint, area_id bigint, what text, day date, dims text[], count integer)
)"""

_CONTRIBUTE = f"""{_GIVEN}
MERGE INTO rollups_contribution AS kept USING given
ON kept.source = $2 AND kept.subject_id = given.subject_id AND kept.what = given.what AND kept.day = given.day
    AND kept.area_id = given.area_id AND kept.dims = given.dims
WHEN MATCHED AND kept.count + given.count = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET count = kept.count + given.count
WHEN NOT MATCHED THEN INSERT (source, subject_id, county_id, area_id, what, day, dims, count)
    VALUES ($2, given.subject_id, given.county_id, given.area_id, given.what, given.day, given.dims, given.count)"""  # noqa: S608  (our own words)

#: Changes as changes of figures: of all areas that the area lies in, by today's tree, and with the sum over dimensions.
UPWARDS = """
SELECT given.county_id, above.id AS area_id, given.what, given.day, kept.dims, sum(given.count) AS count
FROM given JOIN territory_area AS area ON area.id = given.area_id
CROSS JOIN LATERAL unnest(string_to_array(rtrim(area.path, '.'), '.')::bigint[]) AS above(id)
CROSS JOIN LATERAL (SELECT given.dims UNION SELECT '{}'::text[]) AS kept(dims)
GROUP BY given.county_id, above.id, given.what, given.day, kept.dims HAVING sum(given.count) <> 0"""
#: Of that area alone and as they are.
AS_GIVEN = "SELECT county_id, area_id, what, day, dims, count FROM given"

_MERGE = """
MERGE INTO rollups_rollup AS kept USING ({changed}) AS changed
ON kept.area_id = changed.area_id AND kept.what = changed.what AND kept.day = changed.day AND kept.dims = changed.dims
WHEN MATCHED AND kept.count + changed.count = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET count = kept.count + changed.count
WHEN NOT MATCHED THEN INSERT (county_id, area_id, what, day, dims, count)
    VALUES (changed.county_id, changed.area_id, changed.what, changed.day, changed.dims, changed.count)"""


def hold(*, few: bool = True) -> None:
    """Let nobody else count until the end of the transaction. Those whose rows are counted never wait for it. With `few` statements are
    planned for a few rows among many.
    """
    change("SELECT pg_advisory_xact_lock($1)", [_LOCK])
    if few:
        with connection.cursor() as cursor:
            cursor.execute(_FOR_FEW)


def changes_of(sql: str, params: Sequence[Any]) -> list[Change]:
    """What a statement finds, as changes."""
    return [Change(*row) for row in ask(sql, params)]


def contribute(source: str, changes: Sequence[Change]) -> None:
    """Note that subjects count as something else now, and put the difference into the figures of every area above them."""
    if not changes:
        return
    given = _json(changes)
    change(_CONTRIBUTE, [given, source])
    change(f"{_GIVEN}{_MERGE.format(changed=UPWARDS)}", [given])


def correct(changes: Sequence[Change]) -> None:
    """Put differences into figures of just these areas."""
    if changes:
        change(f"{_GIVEN}{_MERGE.format(changed=AS_GIVEN)}", [_json(changes)])


def merge(changed: str, params: Sequence[Any]) -> int:
    """Put what a query finds (county_id, area_id, what, day, dims, count) into the figures; how many rows of theirs it touched."""
    return change(_MERGE.format(changed=changed), params)


def _json(changes: Sequence[Change]) -> str:
    return json.dumps([asdict(one) for one in changes], ensure_ascii=False)
