"""`python -m tools.bench.roster_steps STEP …`: one step of the roster bench in the database that DATABASE_URL names."""

from __future__ import annotations

import csv
import json
import logging
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import xlsxwriter

HEAD = ["序号", "姓名", "身份证号", "手机号", "与户主关系", "街道", "社区", "网格", "楼栋", "房号", "工作单位"]
FAMILY = (
    "赵",
    "钱",
    "孙",
    "李",
    "周",
    "吴",
    "郑",
    "王",
    "冯",
    "陈",
    "褚",
    "卫",
    "蒋",
    "沈",
    "韩",
    "杨",
    "朱",
    "秦",
    "尤",
    "许",
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉珍文志建国庆晓红梅春燕海波宁立志远学诗雨晨子涵浩然"
RELATIONS = ("户主", "配偶", "子女", "子女", "父母")
EMPLOYERS = ("", "", "个体", "县第一中学", "远大机械厂", "供销社")
#: One row in so many has a wrong check digit.
WRONG_EVERY = 100
ASKS = 200


def ground() -> None:
    """A county of the demo with its people, and no cases."""
    from django.core.management import call_command

    from linli.demo import load, plan

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load.prepare()
    load.load_ground(plan.slugs()[0], 1.0)


def lists(folder: str, rows: str, small: str) -> None:
    """The same people as CSV, as XLSX, and the first of them as a small CSV."""
    made = list(people(int(rows)))
    for name, some in (("list.csv", made), ("small.csv", made[: int(small)])):
        with Path(folder, name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEAD, *some])
    book = xlsxwriter.Workbook(str(Path(folder, "list.xlsx")), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("花名册")
    for place, row in enumerate([HEAD, *made]):
        sheet.write_row(place, 0, row)
    book.close()


def people(count: int) -> Iterator[list[str]]:
    """People behind the doors of the county, household by household; always the same ones."""
    from linli.foundation.residents.rules import check_digit

    rng, number, door = random.Random(5), 0, 0
    spots = _spots()
    while number < count:
        where = spots[door % len(spots)]
        room = f"{door // len(spots) % 30 + 1}{door // len(spots) // 30 + 1:02d}"
        family = rng.choice(FAMILY)
        for relation in RELATIONS[: rng.choice((1, 2, 2, 3, 3, 4, 5))]:
            number += 1
            born = f"{rng.randint(1935, 2010)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
            first = f"99{number // 1000:04d}{born}{number % 1000:03d}"
            digit = check_digit(first)
            if number % WRONG_EVERY == 0:
                digit = "0" if digit != "0" else "1"
            yield [
                str(number), family + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2)))), first + digit, f"100{number:08d}",
                relation, *where, room, rng.choice(EMPLOYERS),
            ]  # fmt: skip
            if number == count:
                return
        door += 1


def _spots() -> list[tuple[str, str, str, str]]:
    """Street, community, grid and building of every building; grids where there is none."""
    from linli.foundation.territory.models import Area

    rows = {area.pk: area for area in Area.unscoped.filter(valid_to=None).defer("boundary")}
    kinds = {area.kind for area in rows.values()}
    lowest = "building" if "building" in kinds else "grid"
    return [_names(area, rows) for area in rows.values() if area.kind == lowest]


def _names(area: Any, rows: dict[int, Any]) -> tuple[str, str, str, str]:
    named: dict[str, str] = {}
    one: Any = area
    while one is not None:
        named[one.kind] = one.name
        one = rows.get(one.parent_id)
    town = next((named[kind] for kind in ("street", "town", "zone") if kind in named), "")
    return town, named.get("community", named.get("village", "")), named.get("grid", ""), named.get("building", "")


def import_list(path: str) -> dict[str, Any]:
    """The real job from the file on, as the county's administrator."""
    from django.core.files import File

    from linli.domains.rosters import services
    from linli.domains.rosters.models import Roster
    from linli.foundation.access import selectors as access
    from linli.foundation.privacy import rls

    account = _administrator()
    actor = access.actor_for(account)
    area = account.county

    def now() -> Roster:
        with rls.everywhere():
            found: Roster = Roster.unscoped.select_related("area__county", "county").latest("pk")
        return found

    with Path(path).open("rb") as file:
        services.send_list(actor, area=area, file=File(file, name=Path(path).name))
    found = {"read": timed(_work)}
    row = now()
    columns = {int(column): field for column, field in row.columns.items()}
    services.match_columns(actor, roster=row, header_line=row.header_line, columns=columns)
    found["check"] = timed(_work)
    services.start_run(actor, roster=now())
    found["run"] = timed(_work)
    row = now()
    if row.state != "finished":
        raise SystemExit(f"{row.state}: {row.note}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found | {
        "added": row.added, "wrong": row.wrong, "known": row.known, "per_second": round(row.seen / found["run"], 1),
        "peak_mb": round(peak / (1024 if sys.platform == "linux" else 2**20)),
    }  # fmt: skip


def _work() -> None:
    from linli.domains.rosters import services

    while services.work():
        pass


def timed(act: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.perf_counter()
    act()
    return round(time.perf_counter() - began, 2)


def copy(path: str) -> dict[str, Any]:
    """The same rows with a bare COPY into a table without an index."""
    from django.db import connection

    from linli.foundation.privacy.roles import as_owner

    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    columns = ", ".join(f"c{number} text" for number in range(len(HEAD)))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_bare ({columns})")

        def run() -> None:
            with cursor.copy("COPY bench_bare FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)

        seconds = timed(run)
    return {"seconds": seconds, "per_second": round(len(rows) / seconds, 1)}


def ask() -> dict[str, Any]:
    """Look-ups and pages at this size, as the county's administrator."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from linli.foundation.access import selectors as access
    from linli.foundation.privacy import rls
    from linli.foundation.privacy.roles import as_owner
    from linli.foundation.residents import selectors
    from linli.foundation.residents.models import Person

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    account = _administrator()
    actor = access.actor_for(account)
    with rls.everywhere():
        total = Person.unscoped.count()
        grid = Person.unscoped.order_by("pk").values_list("area__parent", "area")[0]
    given = list(people(total))[:: max(total // ASKS, 1)]
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account)
    page = reverse("residents:register")
    return {
        "people": total,
        "by phone": spread([lambda row=row: selectors.find_by_phone(actor, row[3]) for row in given]),
        "by ID number": spread([lambda row=row: selectors.find_by_id_number(actor, row[2]) for row in given]),
        "by the beginning of a name": spread(
            [lambda row=row: selectors.find_by_name(actor, row[1][:2]) for row in given]
        ),
        "register page": spread([lambda: _got(client, page)] * 60),
        "register page, one grid": spread([lambda: _got(client, f"{page}?area={grid[0]}")] * 60),
    }


def _got(client: Any, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")


def spread(acts: list[Callable[[], Any]]) -> tuple[float, float]:
    """Milliseconds: the middle one and the 95th of a hundred; the first few warm up."""
    for act in acts[:5]:
        act()
    spent = sorted(timed_ms(act) for act in acts)
    return round(statistics.median(spent), 2), round(spent[int(len(spent) * 0.95)], 2)


def timed_ms(act: Callable[[], Any]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _administrator() -> Any:
    from linli.demo import plan
    from tools.bench.measures import persona

    return persona(plan.slugs()[0], "county-administrator")


STEPS: dict[str, Callable[..., Any]] = {
    "ground": ground,
    "lists": lists,
    "import": import_list,
    "copy": copy,
    "ask": ask,
}

if __name__ == "__main__":
    django.setup()
    logging.getLogger("linli.request").disabled = True
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:]) or {}))
