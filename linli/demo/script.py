"""What will happen to one case, drawn before it begins: its troubles in their order, and how its reporter answers."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from linli.demo.problems import Problem

#: Troubles in the order in which they befall a case, with the shares of `year.toml` that they are drawn by.
TROUBLES = ("revealed", "asked", "extended", "suspended", "whistled", "noted", "explained", "redirected", "withdrawn")


@dataclass
class Script:
    """The plan of a life. `halt` names the state or the open question at which it stands today; `pace` is the length of
    every wait in hours where it isn't left to chance.
    """

    problem: Problem
    troubles: list[str] = field(default_factory=list)
    returned: bool = False
    to_department: bool = False
    sent_back: bool = False
    slow: float = 0.0
    answer: str = "solved"
    halt: str = ""
    pace: float = 0.0
    calls_done: int = -1
    call_returned: bool = False
    late_call: bool = False


def draw(chance: random.Random, shares: dict[str, Any], problem: Problem) -> Script:
    """A life as it mostly goes, with the shares of the year."""

    def happens(name: str) -> bool:
        return chance.random() < float(shares[name])

    script = Script(problem, [trouble for trouble in TROUBLES if happens(trouble)])
    if not problem.call:
        script.troubles = [trouble for trouble in script.troubles if trouble != "whistled"]
    script.returned, script.sent_back = happens("returned"), happens("sent_back")
    script.slow = chance.uniform(1.1, 2.6) if happens("slow") else 0.0
    script.answer = "unhappy" if happens("unhappy") else "silent" if happens("silent") else "solved"
    script.call_returned, script.late_call = happens("call_returned"), happens("late_call")
    script.to_department = happens("to_department")
    return script


def today(entry: dict[str, Any], problem: Problem) -> Script:
    """A life that stands where an entry of `[[today]]` says."""
    return Script(
        problem, list(entry.get("troubles", ())), halt=entry["halt"], pace=float(entry["pace"]),
        returned=bool(entry.get("returned", False)), calls_done=int(entry.get("calls_done", -1)),
        call_returned=bool(entry.get("call_returned", False)), answer=str(entry.get("answer", "solved")),
    )  # fmt: skip
