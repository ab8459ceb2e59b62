"""The data sets: a county with its people, and cases of a year (S) or of ten (M), written with COPY.

All cases lie in one county. That is harder than a city of the same size: its centre sees every row.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from linli.domains.cases.models import Case, Category, Reporter
from linli.domains.cases.states import State
from linli.engines.rollups import services as rollups
from linli.foundation.methods import selectors as methods
from linli.foundation.privacy.roles import as_owner
from linli.foundation.territory.models import Area
from linli.kernel import clock, crypto
from tools.bench import place

#: Out of 100 cases so many are open.
OPEN_PERCENT = 4
#: Out of 100 open ones so many are past a clock.
LATE_PERCENT = 15
S = State
OPEN = {S.RECEIVED: 6, S.ASSIGNED: 22, S.HANDLING: 42, S.WAITING: 8, S.RESOLVED: 7, S.ASKING: 13, S.SUSPENDED: 2}
ENDED = {S.CONFIRMED: 78, S.UNCONFIRMED: 11, S.EXPLAINED: 5, S.REDIRECTED: 3, S.WITHDRAWN: 3}
TITLES = ("楼道灯不亮", "下水道返水", "垃圾没有清走", "墙皮脱落", "路面坑洼", "电动车占道", "邻居半夜装修", "井盖松动")
TEXT = "已经有好几天了，来来往往的老人和孩子都不方便，希望能尽快来看一看，处理好以后请告诉我们一声。"


@dataclass(frozen=True, slots=True)
class Size:
    """How many cases over how many years."""

    cases: int
    years: int


SIZES = {"tiny": Size(400, 1), "S": Size(10_000, 1), "M": Size(1_000_000, 10)}


def fill(slug: str, size: Size) -> None:
    """Everything: tables, one county of the demo with its people, and the cases."""
    from linli.demo import load

    call_command("migrate", verbosity=0)
    load.prepare()
    load.load_ground(slug, 1.0)
    add_cases(Area.unscoped.get(slug=slug), size)
    say(f"{rollups.count_waiting(10**9)} marks counted")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as ten years of autovacuum would have left it
        cursor.execute("CREATE TABLE bench_set AS SELECT now() AS made_at, %s::text AS tables", [place.tables()])


@transaction.atomic
def add_cases(county: Any, size: Size) -> None:
    """Cases with their reporters, clocks, whistles and history."""
    rows = Rows(county, size)
    _copy(Case, CASE, rows.cases())
    _copy(Reporter, REPORTER, rows.reporters())
    with connection.cursor() as cursor:
        for statement in DERIVED:
            cursor.execute(statement, {"county": county.pk, "now": rows.now})
        for table in ("cases_case", "cases_reporter"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


CASE = (
    "id", "ref", "title", "text", "source", "urgency", "request_kind", "place_words", "lat", "lng", "state", "tier",
    "tier_no", "top_tier_no", "found_by_staff", "opened_at", "state_since", "due_at", "ended_at", "resolved_at",
    "supervised", "reopened", "stars", "legal_route", "area_id", "county_id", "handler_id", "release_id", "category_id",
)  # fmt: skip
REPORTER = (
    "case_id", "token_hash", "name_sealed", "phone_sealed", "phone_index", "phone_masked", "called", "is_first",
    "source", "joined_at", "untold", "kind",
)  # fmt: skip


class Rows:
    """Rows as COPY takes them, always the same for the same ground (but for the time of day)."""

    def __init__(self, county: Any, size: Size) -> None:
        self.county, self.size, self.now = county, size, clock.now()
        self.random = random.Random(7)
        self.release = methods.current_release(county.method_slug).pk
        self.tier = methods.rules_for(self.release).cases.tiers[0].code
        self.categories = list(Category.objects.filter(standard="social").values_list("pk", flat=True))
        self.categories = self.categories or list(Category.objects.values_list("pk", flat=True)[:50])
        self.areas = self._areas()
        # A few places have many cases, most have few.
        weights = [1 / (rank + 8) ** 0.7 for rank in range(len(self.areas))]
        self.places = self.random.choices(self.areas, weights, k=50_000)
        self.open = self.random.choices(list(OPEN), list(OPEN.values()), k=10_007)
        self.ended = self.random.choices(list(ENDED), list(ENDED.values()), k=10_007)

    def _areas(self) -> list[tuple[int, int | None]]:
        """Grids and buildings, each with the card of its grid's worker."""
        with connection.cursor() as cursor:
            cursor.execute(AREAS, [self.county.pk])
            found = cursor.fetchall()
        self.random.shuffle(found)
        return found or [(self.county.pk, None)]

    def cases(self) -> Iterator[tuple[Any, ...]]:
        """One row per case, the oldest first; the open ones are among the youngest."""
        total, chance = self.size.cases, self.random.random
        span = timedelta(days=365 * self.size.years)
        still = min(1.0, OPEN_PERCENT * 3 / 100)  # of the youngest third of the rows
        for number in range(1, total + 1):
            opened = self.now - span * (1 - (number - 0.5) / total)
            is_open = number > total * 2 // 3 and chance() < still
            yield self._case(number, opened, is_open)

    def _case(self, number: int, opened: datetime, is_open: bool) -> tuple[Any, ...]:
        chance = self.random.random
        area, worker = self.places[number % len(self.places)]
        state = (self.open if is_open else self.ended)[number % 10_007]
        ended = None if is_open else min(self.now, opened + timedelta(hours=2 + 200 * chance() ** 2))
        stars = 1 + int(chance() * 5) if state is S.CONFIRMED else None
        return (
            number, f"B-{number:09d}", TITLES[number % len(TITLES)], TEXT, "portal" if number % 3 else "field", "normal",
            "help", "3 号楼 2 单元门口", None, None, state.value, self.tier, 0, 0, number % 3 == 0, opened, ended or opened,
            self._due() if is_open and state not in (S.WAITING, S.SUSPENDED) else None, ended, self._resolved(state, ended), chance() < 0.002,
            int(chance() < 0.03), stars, "", area, self.county.pk, None if state is S.RECEIVED else worker, self.release,
            self.categories[int(chance() ** 2 * len(self.categories))],
        )  # fmt: skip

    def _resolved(self, state: State, ended: datetime | None) -> datetime | None:
        """Reported as done: some hours before the end, or today or yesterday where nobody has confirmed it yet."""
        if state in (S.RESOLVED, S.ASKING):
            return self.now - timedelta(hours=48 * self.random.random())
        return ended - timedelta(hours=2) if ended and state in (S.CONFIRMED, S.UNCONFIRMED) else None

    def _due(self) -> datetime:
        """Some are late; the others have from an hour to ten days, so that nothing falls due during a run."""
        if self.random.randrange(100) < LATE_PERCENT:
            return self.now - timedelta(hours=1 + 200 * self.random.random() ** 3)
        return self.now + timedelta(hours=7 + 233 * self.random.random())

    def reporters(self) -> Iterator[tuple[Any, ...]]:
        """Four in five cases have a reporter; all have the same sealed contact, so that the worker can open it when it starts."""
        name, phone = crypto.seal("赵大明", purpose="name"), crypto.seal("10000001234", purpose="phone")
        for number in range(1, self.size.cases + 1):
            if number % 5:
                mark = hashlib.sha256(str(number).encode()).hexdigest()
                yield (
                    number,
                    mark,
                    name,
                    phone,
                    mark,
                    "100****1234",
                    "",
                    True,
                    "portal",
                    self.now,
                    False,
                    "",
                )


def _copy(model: Any, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    say(f"{table} written")


#: Grids, and the buildings below them, with the grid's worker.
AREAS = """
SELECT place.id, min(post.card_id)
FROM territory_area grid
JOIN territory_area place ON place.path LIKE grid.path || '%%' AND place.kind IN ('grid', 'building')
LEFT JOIN people_appointment post ON post.area_id = grid.id AND post.kind = 'grid_worker'
WHERE grid.county_id = %s AND grid.kind = 'grid' GROUP BY place.id ORDER BY place.id
"""

_CLOCK = "case_id, kind, label, tier_no, amount, unit, started_at, due_at, certain, extended"

#: What follows from the cases, made by the server itself: clocks, whistles with calls, history.
DERIVED = (
    # The promise of every case, met or late; and the answer clock of every ended one.
    f"""INSERT INTO cases_deadline ({_CLOCK}, state, ended_at, next_step, act_at)
    SELECT id, kind, '', 0, 5, 'working_days', opened_at, opened_at + interval '7 days', true, 0,
      CASE WHEN ended_at <= opened_at + interval '7 days' THEN 'met' ELSE 'late' END, ended_at, 0, NULL
    FROM cases_case, unnest(ARRAY['promise', 'answer']) kind WHERE ended_at IS NOT NULL ORDER BY id""",
    # Open ones: the clock that is due runs; what is late has been told and climbed already.
    f"""INSERT INTO cases_deadline ({_CLOCK}, state, next_step, act_at)
    SELECT id, CASE WHEN state = 'asking' THEN 'confirm' WHEN kind = 'resolve' THEN 'resolve' ELSE 'promise' END, '', 0,
      2, 'working_days', opened_at, due_at, true, 0, 'running', CASE WHEN due_at < %(now)s THEN 9 ELSE 1 END,
      CASE WHEN due_at < %(now)s THEN NULL ELSE due_at END
    FROM cases_case, unnest(ARRAY['promise', 'resolve']) kind
    WHERE ended_at IS NULL AND due_at IS NOT NULL AND (state <> 'asking' OR kind = 'promise') ORDER BY id""",
    # One open case in fifty has a whistle with up to three calls.
    """INSERT INTO cases_whistle (case_id, tier, caller_label, reason, blown_at)
    SELECT id, tier, '网格员', '需要部门到场', opened_at FROM cases_case
    WHERE ended_at IS NULL AND state = 'handling' AND id %% 20 = 0 ORDER BY id LIMIT 2000""",
    """INSERT INTO cases_call (whistle_id, case_id, organization_id, lead, state, called_at, arrived_place, report,
      stars_words, justified_words)
    SELECT w.id, w.case_id, o.id, o.place = 1, CASE WHEN w.case_id %% 3 = 0 THEN 'called' ELSE 'accepted' END, w.blown_at,
      '', '', '', '' FROM cases_whistle w CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place
      FROM organizations_organization WHERE county_id = %(county)s AND kind = 'department' LIMIT 3) o""",
    # Each call waits for an answer or for the arrival; one in four is late and has been told.
    f"""INSERT INTO cases_deadline ({_CLOCK}, call_id, state, next_step, act_at)
    SELECT case_id, CASE state WHEN 'called' THEN 'call_answer' ELSE 'call_arrive' END, '', 0, 30, 'minutes', called_at,
      %(now)s + CASE WHEN id %% 4 = 0 THEN interval '-1 hour' ELSE interval '12 hours' END, true, 0, id, 'running', 9, NULL
    FROM cases_call ORDER BY id""",
    # Five lines of history each.
    """INSERT INTO audit_event (at, code, county_id, subject_kind, subject_id, actor_label, audience, data)
    SELECT opened_at + n * interval '20 minutes', code, county_id, 'cases.case', id, '', audience, data::jsonb
    FROM cases_case, (VALUES
      (0, 'cases.opened', 'public', '{"source": "portal"}'),
      (1, 'cases.dispatched', 'internal', '{"to": "网格员", "tier": "网格", "note": ""}'),
      (2, 'cases.accepted', 'public', '{"by": "第一网格"}'),
      (3, 'cases.looked', 'internal', '{"finding": "情况属实", "note": ""}'),
      (4, 'cases.resolved', 'public', '{"words": "已经处理好", "by": "第一网格"}')) lines (n, code, audience, data)
    ORDER BY id, n""",
)  # fmt: skip


def say(text: str) -> None:
    """A line of progress."""
    print(f"  {text}", file=sys.stderr, flush=True)
