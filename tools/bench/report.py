"""Ratios out of what was measured, as JSON and as Markdown."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

#: What is divided by what: pages by the empty view, intake by the bare insert. Goals from docs/reference/performance.md.
BARE = ("intake, field", "intake, portal")


def machine() -> dict[str, Any]:
    """Where it ran, and how busy the machine was before."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _memory() -> int | None:
    try:
        kib = int(Path("/proc/meminfo").read_text().split()[1])
    except OSError:
        return None
    return round(kib / 1024 / 1024)


def ratios(found: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Requests per second of each measure ÷ those of its yardstick, by number of clients."""
    made: dict[str, dict[str, float]] = {}
    for name, entry in found.items():
        yardstick = found["bare insert" if name in BARE else "empty view"]
        made[name] = {
            clients: round(rate["per_second"] / yardstick["clients"][clients]["per_second"], 3)
            for clients, rate in entry["clients"].items()
        }
    return made


def growth(small: dict[str, Any], large: dict[str, Any], clients: str = "1") -> dict[str, float]:
    """p95 in the large set ÷ p95 in the small one, for every page."""
    return {
        name: round(entry["clients"][clients]["p95"] / small["measures"][name]["clients"][clients]["p95"], 2)
        for name, entry in large["measures"].items()
        if clients in entry["clients"] and name in small["measures"]
    }


def markdown(result: dict[str, Any], before: dict[str, Any] | None = None) -> str:
    """Tables of one run; `before` is the run on the small set, for growth."""
    size = f"{result['cases']:,} cases"
    lines = [f"### Set {result['set']}: {size}, {result['open']:,} open", ""]
    lines += [f"{result['at']}, load before {result['machine']['load_before']}.", ""]
    lines += ["| request | clients | req/s | ratio | p50 ms | p95 ms | SQL |", "|---|---|---|---|---|---|---|"]
    lines += [row for name, entry in result["measures"].items() for row in _rows(name, entry, result)]
    lines += ["", *_sweep(result["sweep"]), *_memory_lines(result["memory"])]
    if before:
        lines += ["", "p95 ÷ p95 of set S, one client: " + _list(growth(before, result))]
    return "\n".join([*lines, ""])


def doors(found: dict[str, Any], statements: dict[str, int]) -> str:
    """A table of intake through each door, each beside the bare insert of the same run."""
    lines = ["| request | clients | req/s | ÷ bare insert | p50 ms | p95 ms | SQL |", "|---|---|---|---|---|---|---|"]
    bare = found["bare insert"]["clients"]
    for name, entry in found.items():
        lines += [
            f"| {name} | {clients} | {rate['per_second']} | {rate['per_second'] / bare[clients]['per_second']:.2f} | {rate['p50']} | "
            f"{rate['p95']} | {statements.get(entry['route'], 1)} |"
            for clients, rate in entry["clients"].items()
        ]
    return "\n".join(lines)


def _rows(name: str, entry: dict[str, Any], result: dict[str, Any]) -> list[str]:
    sql = result["statements"].get(entry["route"], 0 if name == "empty view" else 1)
    return [
        f"| {name} | {clients} | {rate['per_second']} | {result['ratios'][name][clients]} | {rate['p50']} | {rate['p95']} | {sql} |"
        for clients, rate in entry["clients"].items()
    ]


def _sweep(found: dict[str, Any] | None) -> list[str]:
    if not found:
        return []
    idle, spent = f"{found['idle_seconds'] * 1000:.1f} ms", f"{found['steps']:,} steps in {found['seconds']} s"
    size = f"{found['open']:,} open cases ({found['running']:,} running clocks)"
    return [
        f"Sweep of {size}: {idle} with nothing due; {found['due']:,} due: {spent}, {found['steps_per_second']} steps/s."
    ]


def _memory_lines(found: dict[str, Any]) -> list[str]:
    known = {name: f"{size} MB" for name, size in found.items() if size}
    return ["", "Memory after the run (shared pages counted once): " + _list(known)] if known else []


def _list(found: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items()) + "."
