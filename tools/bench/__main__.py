"""`./run bench [--set S|M] [--seconds N] [--rounds N] [--roster ROWS] [--webhooks N] [--doors] [--ledger]`: make the set, serve it, measure, report.

`./run bench suggest FILE` measures suggestions on a labelled CSV.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linli.config import supervise
from linli.config.env import ROOT, BadSetting, env
from linli.config.wheel import EmbeddedError
from tools.bench import ledger, place, report, rosters, serving

CLIENTS = (1, 8)
DRAFTS_PER_SECOND = 400


def main(argv: list[str]) -> int:
    """Each named set in turn; figures go to var/bench."""
    if argv[:1] == ["suggest"]:
        from tools.bench import suggest

        return suggest.main(argv[1:])
    options = parser().parse_args(argv)
    if options.roster:
        return rosters.main(["--rows", str(options.roster)])
    if options.ledger:
        return ledger.main(options.seconds, options.rounds)
    try:
        base = place.server()
        for name in options.set or ["S"]:
            one(base, name, options)
    except (BadSetting, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="./run bench", description="Measure the speed of the served product.")
    made.add_argument(
        "--set", action="append", choices=["tiny", "S", "M"], help="S: 10,000 cases; M: 1,000,000; repeatable"
    )
    made.add_argument("--seconds", type=float, default=4.0, help="of each measure in each round")
    made.add_argument("--rounds", type=int, default=3)
    made.add_argument(
        "--sweep-seconds", type=float, default=60.0, help="bound of the sweep with due clocks; 0 leaves it out"
    )
    made.add_argument("--webhooks", type=int, metavar="PER_SECOND", help="instead: how late other systems are told")
    made.add_argument("--doors", action="store_true", help="instead: intake through each door for other systems")
    made.add_argument("--roster", type=int, metavar="ROWS", help="instead: import a list of so many residents")
    made.add_argument("--ledger", action="store_true", help="instead: verify a million postings, ask for statements")
    return made


def one(base: str, name: str, options: argparse.Namespace) -> None:
    """One set: made or taken as it was kept, copied, measured, and the copy dropped."""
    figures = [str(options.seconds), str(options.rounds), str(options.sweep_seconds)]
    command = ["-m", "tools.bench.run", name, *figures]
    if options.webhooks:
        command = ["-m", "tools.bench.hooks", str(options.webhooks)]
    if options.doors:
        command = ["-m", "tools.bench.run", "--doors", *figures[:2]]
    template = f"linli_bench_{name.lower()}"
    if not place.is_fresh(base, template):
        supervise.say(f"making set {name}")
        place.make(base, template)
        child(["-m", "tools.bench.fill", name], place.address(base, template))
    supervise.say(f"a copy of set {name}")
    place.make(base, place.RUN, template)
    try:
        child(command, place.address(base, place.RUN))
    finally:
        place.drop(base, place.RUN)


def child(command: list[str], database: str) -> None:
    """A Python of its own, since Django is set up for one database."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=place.production(database), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def measured(name: str, seconds: float, rounds: int, sweep_seconds: float) -> dict[str, Any]:
    """Everything about one set; Django is set up and the copy is there."""
    from linli.demo import plan
    from linli.domains.cases.models import Case
    from tools.bench import measures

    environment, log = dict(os.environ), env.var() / "web.log"
    result: dict[str, Any] = {
        "set": name, "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "machine": report.machine(),
        "cases": Case.unscoped.count(), "open": Case.unscoped.filter(ended_at=None).count(),
    }  # fmt: skip
    drafts = int(DRAFTS_PER_SECOND * (seconds * rounds * len(CLIENTS) + 2))
    wanted = measures.all_measures(plan.slugs()[0], drafts)
    served, port = serving.web(environment, log)
    try:
        found = measures.requests(port, wanted, seconds=seconds, rounds=rounds, clients=CLIENTS, say=supervise.say)
        result["measures"] = {key: one.as_dict() for key, one in found.items()}
        result["memory"] = _memory(served, environment)
    finally:
        served.stop()
    result["statements"] = serving.statements(log)
    result["ratios"] = report.ratios(result["measures"])
    result["sweep"] = measures.sweep(sweep_seconds, supervise.say) if sweep_seconds else None
    return result


def _memory(served: serving.Served, environment: dict[str, str]) -> dict[str, float | None]:
    """Web, worker and database after the load; the worker is started for it and has settled."""
    worker = serving.Served(supervise.worker().command, environment, env.var() / "worker.log")
    try:
        time.sleep(12)
        database = embedded_pid()
        return {
            "web": serving.memory(served.process.pid),
            "worker": serving.memory(worker.process.pid),
            "database": serving.memory(database) if database else None,
        }
    finally:
        worker.stop()


def embedded_pid() -> int | None:
    """The embedded server of the state directory that the bench was started in."""
    for folder in (env.var().parent, env.var()):
        try:
            return int((folder / "pg" / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            continue
    return None


def write(result: dict[str, Any], folder: Path) -> str:
    """JSON and Markdown; the Markdown."""
    (folder / f"{result['set']}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    small = folder / "S.json"
    before = json.loads(small.read_text(encoding="utf-8")) if result["set"] == "M" and small.exists() else None
    text = report.markdown(result, before)
    (folder / f"{result['set']}.md").write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
