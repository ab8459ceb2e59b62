"""`python -m tools.bench.rosters --rows 458000`: lists of residents, from the office's file to the register, by the real job.

Synthetic workbooks (XLSX and CSV, one row in a hundred wrong) are made, imported each into its own copy of a county, and
compared with a bare COPY of the same rows; then the register is asked at 10,000 rows and at all of them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from linli.config import supervise
from linli.config.env import ROOT, BadSetting, env
from linli.config.wheel import EmbeddedError
from tools.bench import place, report

TEMPLATE, RUN = "linli_bench_rosters", "linli_bench_rosters_run"
SMALL = 10_000
#: H39: a district of 458,000.
DISTRICT = 458_000


def main(argv: list[str]) -> int:
    """Make what is needed, measure, print Markdown; figures go to var/bench."""
    parser = argparse.ArgumentParser(prog="./run bench --roster", description="Measure the import of residents.")
    parser.add_argument("--rows", type=int, default=DISTRICT)
    parser.add_argument("--formats", default="csv,xlsx", help="csv, xlsx or both, parted by a comma")
    options = parser.parse_args(argv)
    try:
        result = measured(place.server(), options.rows, options.formats.split(","))
    except (BadSetting, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 2
    folder = env.var() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rosters.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    text = markdown(result)
    (folder / "rosters.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def measured(base: str, rows: int, formats: list[str]) -> dict[str, Any]:
    """Everything: one copy of the county for each format and one for the small list."""
    result: dict[str, Any] = {
        "rows": rows,
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": report.machine(),
    }
    files = env.var() / "bench" / "rosters"
    files.mkdir(parents=True, exist_ok=True)
    supervise.say("making the county")
    place.make(base, TEMPLATE)
    try:
        child(base, TEMPLATE, "ground")
        supervise.say(f"making lists of {rows:,} rows")
        child(base, TEMPLATE, "lists", str(files), str(rows), str(min(SMALL, rows)))
        supervise.say(f"the first {min(SMALL, rows):,} rows")
        place.make(base, RUN, TEMPLATE)
        child(base, RUN, "import", str(files / "small.csv"))
        result["asked_small"] = child(base, RUN, "ask")
        for form in formats:
            supervise.say(f"all rows from {form.upper()}")
            place.make(base, RUN, TEMPLATE)
            result[form] = child(base, RUN, "import", str(files / f"list.{form}"))
        supervise.say("the same rows by a bare COPY, and the register")
        result["copy"] = child(base, RUN, "copy", str(files / "list.csv"))
        result["asked"] = child(base, RUN, "ask")
    finally:
        for database in (RUN, TEMPLATE):
            place.drop(base, database)
        for left in files.glob("*.*"):
            left.unlink()
    return result


def child(base: str, database: str, *command: str) -> dict[str, Any]:
    """A Python of its own, since Django is set up for one database, and memory is that of one piece of work."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.roster_steps", *command],
        cwd=ROOT, env=place.production(place.address(base, database)), stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.returncode)
    lines = done.stdout.strip().splitlines()
    return dict(json.loads(lines[-1])) if lines else {}


def markdown(result: dict[str, Any]) -> str:
    """Tables of one run."""
    bare = result["copy"]["per_second"]
    lines = [f"### Import of {result['rows']:,} residents", "", f"{result['at']}, {_machine(result['machine'])}.", ""]
    lines += [
        "| from | read s | check s | run s | rows/s (run) | ÷ COPY | added | wrong | peak MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_import_row(form, result[form], bare) for form in ("csv", "xlsx") if form in result]
    lines += [f"| bare COPY | | | {result['copy']['seconds']} | {bare} | 1 | | | |", ""]
    lines += [
        f"| asked (ms, p50 / p95) | at {result['asked_small']['people']:,} | at {result['asked']['people']:,} |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {_pair(result['asked_small'], name)} | {_pair(result['asked'], name)} |" for name in ASKED]
    return "\n".join([*lines, ""])


ASKED = ("by phone", "by ID number", "by the beginning of a name", "register page", "register page, one grid")


def _import_row(form: str, found: dict[str, Any], bare: float) -> str:
    ratio = f"{found['per_second'] / bare:.3f}"
    return (
        f"| {form.upper()} | {found['read']} | {found['check']} | {found['run']} | {found['per_second']} | {ratio} "
        f"| {found['added']} | {found['wrong']} | {found['peak_mb']} |"
    )


def _pair(found: dict[str, Any], name: str) -> str:
    return f"{found[name][0]} / {found[name][1]}"


def _machine(found: dict[str, Any]) -> str:
    return f"{found['cores']} cores, {found['memory_gib']} GiB, Python {found['python']}, load before {found['load_before']}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
