"""Decisions of history: what a cell of an earlier system says. Pure functions, no Django, no clock."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from linli.domains.history.states import NOTHING, SOURCES, STATES
from linli.kernel.clock import ZONE

Record = Mapping[str, str]

_CODE_OF_STATE = {word: code for code, words in STATES.items() for word in words}
_CODE_OF_SOURCE = {word: code for code, words in SOURCES.items() for word in words}
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]*(上午|下午)?[ ]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?秒?分?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
#: Days that spreadsheets count.
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet's day has no zone)
_NOON = 12
_DIGEST = 20


def plain(word: str) -> str:
    """A cell without what stands for nothing."""
    kept = unicodedata.normalize("NFKC", word).strip()
    return "" if kept.lower() in NOTHING else kept


def key_of(word: str) -> str:
    """What makes two words the same: no spaces, no case."""
    return "".join(plain(word).split()).lower()


def moment_of(text: str, *, ends: bool = False) -> datetime | None:
    """A moment as other systems write it: 2024-03-05 14:30, 2024/3/5, 2024年3月5日 14时30分, 20240305143000, as a spreadsheet counts
    days, or with a zone. Without one it is China's time; a bare day is its beginning, or its last second where it `ends` something.
    None for anything else.
    """
    said = plain(text)
    try:
        if found := _TIME.fullmatch(said):
            return _written(found, ends=ends)
        if found := _COMPACT.fullmatch(said):
            year, month, day, *clock = (int(part) if part else None for part in found.groups())
            return _local(date(year or 0, month or 0, day or 0), clock, ends=ends)
    except ValueError:
        return None
    if _SERIAL.fullmatch(said):
        at = _SERIAL_ZERO + timedelta(seconds=round(float(said) * 86_400))
        counted: list[int | None] = [at.hour, at.minute, at.second]
        return _local(at.date(), [None] if at.time() == time() else counted, ends=ends)
    return None


def _written(found: re.Match[str], *, ends: bool) -> datetime:
    year, month, day, half, hour, minute, second, zone = found.groups()
    clock = [int(part) if part else None for part in (hour, minute, second)]
    if half == "下午" and clock[0] is not None and clock[0] < _NOON:
        clock[0] += _NOON
    at = _local(date(int(year), int(month), int(day)), clock, ends=ends)
    return datetime.fromisoformat(f"{at:%Y-%m-%dT%H:%M:%S}{zone}") if zone else at


def _local(day: date, clock: list[int | None], *, ends: bool) -> datetime:
    if clock[0] is None:
        return datetime.combine(day, time(23, 59, 59) if ends else time(), ZONE)
    return datetime.combine(day, time(clock[0], clock[1] or 0, clock[2] or 0), ZONE)


def state_of(word: str, *, ended: bool) -> str | None:
    """The code of our state for their word, whatever its case; where they say nothing, whether there is an end. None: unknown."""
    key = key_of(word)
    if not key:
        return "unconfirmed" if ended else "received"
    return _CODE_OF_STATE.get(key)


def stars_of(word: str, known: Mapping[str, int]) -> int | None:
    """One to five by the method's words, 0 where nothing is said; None for a word that nobody knows."""
    key = key_of(word)
    return known.get(key) if key else 0


def words_of_satisfaction(words: Mapping[str, int]) -> dict[str, int]:
    """The method's words as two are compared."""
    return {key_of(word): stars for word, stars in words.items()}


def source_of(word: str) -> str:
    """The code of the way in."""
    return _CODE_OF_SOURCE.get(key_of(word), "past")


def number_of(record: Record) -> str:
    """What the earlier system called it; where it had no number, a digest of what the row says, so that it comes in once."""
    if said := plain(record.get("number", "")):
        return said[:60]
    words = "\n".join(f"{field}={record[field]}" for field in sorted(record))
    return "~" + hashlib.sha256(words.encode()).hexdigest()[:_DIGEST]


def degrees_of(lat: str, lng: str) -> tuple[float, float] | None:
    """A position within China's box; None for anything else, among it latitude and longitude that changed places."""
    try:
        found = float(plain(lat)), float(plain(lng))
    except ValueError:
        return None
    return found if 3 <= found[0] <= 54 and 73 <= found[1] <= 136 else None


def by_name(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → key, of names that mean one thing only."""
    found: dict[str, set[str]] = {}
    for name, key in named:
        found.setdefault(key_of(name), set()).add(key)
    return {name: keys.pop() for name, keys in found.items() if len(keys) == 1}
