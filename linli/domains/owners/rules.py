"""Decisions of owners: what a vote came to, and what a roll's digest is made of. Pure, exact: whole numbers and fractions only.

Area is in hundredths of a square metre, heads are counted as the roll says. Other votes by share may use `outcome` as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from linli.domains.owners.method import Threshold
from linli.domains.owners.states import Choice, Why
from linli.engines.ledger.registry import CNY


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the roll with what it said last; `choice` None: it didn't take part."""

    area: int
    heads: int
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote came to. `valid`: enough took part; `passed`: and enough of them agreed; `why` names the first threshold missed."""

    took_part_area: int
    took_part_heads: int
    for_area: int
    for_heads: int
    due_area: int
    due_heads: int
    valid: bool
    passed: bool
    why: Why


def outcome(lines: Iterable[Line], *, quorum: Threshold, need: Threshold) -> Outcome:
    """Count: quorum of all area and of all heads, then the need of the area and of the heads that took part; each tested apart (DS§8).

    Nobody on the roll, or nobody taking part: not valid. Who abstains takes part and isn't in favour.
    """
    rows = list(lines)
    took, agreed = [row for row in rows if row.choice], [row for row in rows if row.choice == Choice.FOR]
    due, part, ours = _sums(rows), _sums(took), _sums(agreed)
    why = _missed(due, part, ours, quorum, need)
    valid = why not in (Why.QUORUM_AREA, Why.QUORUM_HEADS)
    return Outcome(*part, *ours, *due, valid, why is Why.NONE, why)


def _sums(rows: Iterable[Line]) -> tuple[int, int]:
    rows = list(rows)
    return sum(row.area for row in rows), sum(row.heads for row in rows)


def _missed(
    due: tuple[int, int], part: tuple[int, int], ours: tuple[int, int], quorum: Threshold, need: Threshold
) -> Why:
    if not quorum.reached(part[0], due[0]):
        return Why.QUORUM_AREA
    if not quorum.reached(part[1], due[1]):
        return Why.QUORUM_HEADS
    if not need.reached(ours[0], part[0]):
        return Why.FOR_AREA
    return Why.NONE if need.reached(ours[1], part[1]) else Why.FOR_HEADS


def roll_digest(rows: Iterable[tuple[int, str, int, int]]) -> str:
    """SHA-256 over unit, label, area and heads of each line, in the order of the units: what the frozen roll can be compared with."""
    words = "\n".join(f"{unit}\t{label}\t{area}\t{heads}" for unit, label, area, heads in sorted(rows))
    return hashlib.sha256(words.encode()).hexdigest()


def hundredths(words: str) -> int:
    """Square metres as people write them ("89.5", "１２０") in hundredths. ValueError for anything else, for more than two places, for nought and
    for 100,000 m² and more.
    """
    whole, _, part = words.strip().translate(_WIDE).partition(".")
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 5 or len(part) > 2 or not f"0{part}".isascii():
        raise ValueError("square metres with at most two places")
    if part and not part.isdigit():
        raise ValueError("square metres with at most two places")
    found = int(whole) * 100 + int(part.ljust(2, "0") if part else 0)
    if not found:
        raise ValueError("nought is no area")
    return found


_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


def in_square_metres(area: int) -> str:
    """Hundredths as people read them, two places."""
    return f"{area // 100:,}.{area % 100:02d}"


#: Cents as people read them, two places.
in_yuan = CNY.shown
#: A hundred million yuan.
_MOST_CENTS = 10**10


def cents_of(words: str) -> int:
    """Yuan as people write them ("1200", "89.5") in cents. ValueError for anything else, for nought, and for a hundred million yuan and more."""
    found = CNY.read(words)
    if not 0 < found < _MOST_CENTS:
        raise ValueError("more than nought, less than a hundred million yuan")
    return found
