"""What each case counts as in the rollups of its place: filed, ended one way or another, late; on the day on which it was so in China.
Whistles are a source of their own, told by their case.
"""

from __future__ import annotations

from linli.engines.rollups.registry import Measure, Source

#: Ways in which a case is over; "low" never left the first tier.
ENDS = ("joined", "solved_low", "solved", "finished_low", "finished", "gone")
_SOLVED, _FINISHED, _BOTTOM = ("solved_low", "solved"), ENDS[1:5], ("solved_low", "finished_low")


def _of(*names: str, sign: int = 1) -> dict[str, int]:
    return {f"cases.{name}": sign for name in names}


MEASURES = {
    "cases.filed": Measure(_of("filed")),
    "cases.again": Measure(_of("again")),
    "cases.closed": Measure(_of(*ENDS)),
    "cases.joined": Measure(_of("joined")),
    "cases.solved": Measure(_of(*_SOLVED)),
    "cases.solved_low": Measure(_of("solved_low")),
    "cases.finished": Measure(_of(*_FINISHED)),
    "cases.bottom": Measure(_of(*_BOTTOM)),
    "cases.late": Measure(_of("late")),
    "cases.open": Measure(_of("filed") | _of(*ENDS, sign=-1), running=True),
}

#: A clock was missed when it ended late, was paused after its time, or the sweep has said so: what follows from rows alone, not from
#: the moment at which they are read. The clocks are those of the case itself that `facts` know.
_ROWS = """
SELECT one.id AS subject_id, one.county_id, one.area_id, 'cases.' || told.what AS what,
    (told.at AT TIME ZONE 'Asia/Shanghai')::date AS day,
    ARRAY[about.standard || '/' || about.kind || '/' || left(about.code, 2), one.source::text] AS dims, 1 AS count
FROM cases_case AS one JOIN cases_category AS about ON about.id = one.category_id
CROSS JOIN LATERAL (
    SELECT 'filed', one.opened_at
    UNION ALL SELECT 'again', one.opened_at WHERE one.reopened > 0
    UNION ALL SELECT CASE
        WHEN one.state = 'duplicate' THEN 'joined'
        WHEN one.state = 'confirmed' AND one.top_tier_no = 0 THEN 'solved_low'
        WHEN one.state = 'confirmed' THEN 'solved'
        WHEN one.state IN ('unconfirmed', 'explained') AND one.top_tier_no = 0 THEN 'finished_low'
        WHEN one.state IN ('unconfirmed', 'explained') THEN 'finished'
        ELSE 'gone' END, one.ended_at WHERE one.ended_at IS NOT NULL
    UNION ALL SELECT 'late', min(clock.due_at) FROM cases_deadline AS clock
    WHERE clock.case_id = one.id AND clock.call_id IS NULL AND clock.kind IN ('promise', 'contact', 'answer', 'resolve')
        AND (clock.state = 'late' OR (clock.state = 'running' AND clock.next_step > 1)
            OR (clock.state = 'paused' AND clock.paused_at > clock.due_at))
    HAVING min(clock.due_at) IS NOT NULL
) AS told(what, at)
WHERE one.id = ANY($1::bigint[])"""

_WHISTLES = """
SELECT one.id AS subject_id, one.county_id, one.area_id, told.what,
    (told.at AT TIME ZONE 'Asia/Shanghai')::date AS day, ARRAY[blown.tier::text] AS dims, count(*)::integer AS count
FROM cases_case AS one JOIN cases_whistle AS blown ON blown.case_id = one.id
CROSS JOIN LATERAL (VALUES ('whistles.blown', blown.blown_at), ('whistles.ended', blown.ended_at)) AS told(what, at)
WHERE one.id = ANY($1::bigint[]) AND told.at IS NOT NULL
GROUP BY one.id, one.county_id, one.area_id, told.what, day, dims"""

CASES = Source(
    code="cases", permission="cases.board", subjects="cases_case", rows=_ROWS, dims=("category", "channel"),
    measures=MEASURES,
)  # fmt: skip
WHISTLES = Source(
    code="whistles", permission="cases.board", subjects="cases_case", rows=_WHISTLES, dims=("tier",),
    measures={
        "whistles.blown": Measure({"whistles.blown": 1}),
        "whistles.ended": Measure({"whistles.ended": 1}),
        "whistles.open": Measure({"whistles.blown": 1, "whistles.ended": -1}, running=True),
    },
)  # fmt: skip
