"""Decisions about organizations that need no database: code checks, hours, which duty matches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from itertools import pairwise

_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = re.compile(r"[^\s;；,，、]{1,40}")
_CATEGORY = re.compile(r"^[a-z0-9_]{1,30}/[a-z0-9_]{1,20}/([0-9A-Za-z]{1,20}\*?|\*)")


def is_uscc(code: str) -> bool:
    """Whether a unified social credit code is right: 18 of 31 letters, check letter by GB 32100 (weights 3^i mod 31)."""
    if len(code) != 18 or any(letter not in _USCC_LETTERS for letter in code):
        return False
    total = sum(_USCC_LETTERS.index(letter) * 3**place for place, letter in enumerate(code[:17]))
    return _USCC_LETTERS[-total % 31] == code[17]


def is_code(code: str) -> bool:
    """Whether an organization's code can stand in a table: up to 40 characters, none of which parts one code from another."""
    return _CODE.fullmatch(code) is not None and code.isprintable()


def is_category(category: str) -> bool:
    """Whether it looks like "standard/kind/code", or a prefix of it that ends in "*"."""
    return _CATEGORY.fullmatch(category) is not None


def patterns_for(category: str) -> list[str]:
    """All duty keys that match a category, the most exact first: itself, then ever shorter prefixes with "*"."""
    head, _, code = category.rpartition("/")
    return [category, *(f"{head}/{code[:length]}*" for length in range(len(code), -1, -1))]


def best_match(category: str, keys: Iterable[str]) -> str | None:
    """The most exact of `keys` that matches; None when none does."""
    there = set(keys)
    return next((key for key in patterns_for(category) if key in there), None)


def read_hours(periods: Sequence[Sequence[str]]) -> tuple[tuple[time, time], ...] | None:
    """Stored hours as times; None when a time can't be read, runs backwards or overlaps the one before."""
    try:
        hours = tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in periods)
    except (ValueError, TypeError):
        return None
    flat = [moment for period in hours for moment in period]
    return hours if all(earlier < later for earlier, later in pairwise(flat)) else None


def parse_hours(text: str) -> list[list[str]] | None:
    """Hours as an office types them ("8:30-12:00, 13:30-17:30") in stored form; None when unreadable, [] when empty."""
    periods = []
    for part in re.split(r"[,，;；、\s]+", text.strip()):
        if not part:
            continue
        found = re.fullmatch(r"(\d{1,2})[:：](\d{2})[-–—~～](\d{1,2})[:：](\d{2})", part)
        if not found:
            return None
        start_hour, start, end_hour, end = found.groups()
        periods.append([f"{int(start_hour):02}:{start}", f"{int(end_hour):02}:{end}"])
    return periods if read_hours(periods) is not None else None
