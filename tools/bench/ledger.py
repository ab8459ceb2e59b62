"""`./run bench --ledger`: a journal of a million postings is verified, and statements are asked with 1,000 to 1,000,000 postings.

Rows are made past the rules of the database (triggers switched off), with digests that hold; what is measured is the product's own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from linli.config import supervise
from linli.config.env import ROOT, BadSetting, env
from linli.config.wheel import EmbeddedError
from tools.bench import place, report

DATABASE = "linli_bench_ledger"
POSTINGS = 1_000_000


def main(seconds: float, rounds: int) -> int:
    """Make a county and its journal, measure, print Markdown; figures go to var/bench."""
    try:
        result = measured(place.server(), seconds, rounds)
    except (BadSetting, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 2
    folder = env.var() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ledger.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    text = markdown(result)
    (folder / "ledger.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def measured(base: str, seconds: float, rounds: int) -> dict[str, Any]:
    """Everything, in a database that is dropped in the end."""
    result: dict[str, Any] = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "machine": report.machine()}
    place.make(base, DATABASE)
    try:
        supervise.say("making the county")
        child(base, "tools.bench.roster_steps", "ground")
        supervise.say(f"making a journal of {POSTINGS:,} postings")
        child(base, "tools.bench.ledger_steps", "journal", str(POSTINGS))
        supervise.say("verifying it")
        result["verify"] = child(base, "tools.bench.ledger_steps", "verify", str(rounds))
        supervise.say(f"verified in {result['verify']['seconds']} s")
        supervise.say(f"an account of {POSTINGS:,} postings")
        child(base, "tools.bench.ledger_steps", "long", str(POSTINGS))
        supervise.say("asking for statements")
        result["statements"] = child(base, "tools.bench.ledger_steps", "ask", str(seconds), str(rounds))
    finally:
        place.drop(base, DATABASE)
    return result


def child(base: str, module: str, *command: str) -> dict[str, Any]:
    """A Python of its own, since Django is set up for one database; what it prints last."""
    done = subprocess.run(
        [sys.executable, "-m", module, *command], cwd=ROOT, env=place.production(place.address(base, DATABASE)),
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.returncode)
    lines = done.stdout.strip().splitlines()
    return dict(json.loads(lines[-1])) if lines else {}


def markdown(result: dict[str, Any]) -> str:
    """Tables of one run."""
    machine, verify = result["machine"], result["verify"]
    where = f"{result['at']}, {machine['cores']} cores, {machine['memory_gib']} GiB, Python {machine['python']}"
    size = f"{verify['entries']:,} entries, {verify['accounts']:,} accounts"
    times = f"median of {verify['rounds']}; {verify['fastest']} to {verify['slowest']}"
    lines = [
        f"### A journal of {verify['postings']:,} postings",
        "",
        f"{where}, load before {machine['load_before']}.",
        "",
        f"Verified ({size}) in {verify['seconds']} s ({times}), {verify['worked']} s of them work, peak {verify['peak_mb']} MB.",
        "",
        "| statement with one client | postings | p50 ms | p95 ms | p95 ÷ smallest |",
        "|---|---|---|---|---|",
    ]
    for name, rows in result["statements"].items():
        least = rows[0]["p95"]
        lines += [
            f"| {name} | {row['postings']:,} | {row['p50']} | {row['p95']} | {row['p95'] / least:.2f} |" for row in rows
        ]
    return "\n".join([*lines, ""])
